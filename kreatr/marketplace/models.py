"""The marketplace's own view of creators: one narrow row per listed creator, written together with every change.

A list page reads two or three of these rows' indexes and no other table; what a card shows is kept ready in `card`.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from kreatr.creators.models import Availability, CreatorKind
from kreatr.kernel.db import Base
from kreatr.kernel.search import Index
from kreatr.portfolio.models import ItemCategory

search_index = Index("listing_search")

KIND_BITS = {kind: 1 << place for place, kind in enumerate(CreatorKind)}
CATEGORY_BITS = {category: 1 << place for place, category in enumerate(ItemCategory)}
AVAILABILITY_BITS = {availability: 1 << place for place, availability in enumerate(Availability)}

# What is counted: a column, the name of the count, and the bit it stands for.
COUNTED = [
    *(("kinds", f"kind {kind.value}", bit) for kind, bit in KIND_BITS.items()),
    *(("categories", f"category {category.value}", bit) for category, bit in CATEGORY_BITS.items()),
    *(("availability", f"availability {state.value}", bit) for state, bit in AVAILABILITY_BITS.items()),
]

# Every filter's column stands behind each sort order, so that a filtered page is answered from one index.
FILTERED = ("kinds", "categories", "availability", "rating", "hourly_rate")


class Listing(Base):
    """A creator as the marketplace lists them. Sets are bit masks; `score` orders by rating; rates are IDR; `words` is what
    search looks through."""

    __tablename__ = "listings"
    __table_args__ = (
        sa.Index("ix_listings_popular", sa.text("projects DESC"), sa.text("id DESC"), *FILTERED),
        sa.Index("ix_listings_newest", sa.text("joined_at DESC"), sa.text("id DESC"), *FILTERED),
        sa.Index("ix_listings_rated", sa.text("score DESC"), sa.text("id DESC"), *FILTERED),
        # The few that a word or a skill names are looked up here, not in the wide rows.
        sa.Index("ix_listings_few", "id", *FILTERED),
        sa.Index("ix_listings_featured", "featured", "score"),
    )

    id: Mapped[int] = mapped_column(sa.Integer, primary_key=True, autoincrement=True)
    creator_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("creators.id", ondelete="CASCADE"), unique=True
    )
    kinds: Mapped[int] = mapped_column(default=0)
    categories: Mapped[int] = mapped_column(default=0)
    availability: Mapped[int] = mapped_column(default=0)
    rating: Mapped[float] = mapped_column(default=0.0)
    hourly_rate: Mapped[int | None]
    score: Mapped[float] = mapped_column(default=0.0)
    projects: Mapped[int] = mapped_column(default=0)
    featured: Mapped[bool] = mapped_column(default=False)
    joined_at: Mapped[datetime]
    words: Mapped[str] = mapped_column(sa.Text, default="")
    card: Mapped[dict[str, Any]]


class ListingSkill(Base):
    """A listed creator has a skill."""

    __tablename__ = "listing_skills"
    __table_args__ = (sa.Index("ix_listing_skills_of", "listing_id", "skill_id"),)

    skill_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("skills.id", ondelete="CASCADE"), primary_key=True
    )
    listing_id: Mapped[int] = mapped_column(
        sa.ForeignKey("listings.id", ondelete="CASCADE"), primary_key=True
    )


class ListingCount(Base):
    """How many listed creators there are ("all") and have a trait ("kind PROMPTER"); see `actions.counting`."""

    __tablename__ = "listing_counts"

    name: Mapped[str] = mapped_column(sa.String(60), primary_key=True)
    number: Mapped[int]


class SkillCount(Base):
    """How many listed creators have a skill."""

    __tablename__ = "skill_counts"

    skill_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("skills.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(index=True)
