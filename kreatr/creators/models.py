"""Creators: the public profile of an account, its kinds and its skills."""

from __future__ import annotations

import unicodedata
import uuid
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kreatr.accounts.models import User
from kreatr.kernel import clock, text
from kreatr.kernel.db import Base, Keyed, choice
from kreatr.kernel.pictures import Picture


class Availability(StrEnum):
    AVAILABLE = "AVAILABLE"
    BUSY = "BUSY"
    UNAVAILABLE = "UNAVAILABLE"


class CreatorKind(StrEnum):
    AI_CONTENT_CREATOR = "AI_CONTENT_CREATOR"
    PROMPTER = "PROMPTER"
    CREATIVE_DIRECTOR = "CREATIVE_DIRECTOR"
    TECHNICAL_ENGINEER = "TECHNICAL_ENGINEER"


def skill_slug(name: str) -> str:
    """What a skill is known by, however it is written. Letters that ASCII lacks are kept, so that none is taken for another."""
    signs = unicodedata.normalize("NFKD", name.replace("+", " plus ").replace("#", " sharp ")).lower()
    words = "".join(letter for letter in signs if not unicodedata.combining(letter))
    return (
        text.slugify(words, "-".join(words.split())[:60]) if words.isascii() else "-".join(words.split())[:60]
    )


class Skill(Keyed, Base):
    """A skill as people write it; one row per spelling-insensitive name."""

    __tablename__ = "skills"

    name: Mapped[str] = mapped_column(sa.String(30))
    slug: Mapped[str] = mapped_column(sa.String(60), unique=True)


class CreatorSkill(Base):
    """A creator has a skill; `position` keeps the creator's own order."""

    __tablename__ = "creator_skills"

    creator_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("creators.id", ondelete="CASCADE"), primary_key=True
    )
    skill_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("skills.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    position: Mapped[int] = mapped_column(default=0)

    skill: Mapped[Skill] = relationship(lazy="joined")


class CreatorKindLink(Base):
    """A creator is of a kind; at least one of four (C08)."""

    __tablename__ = "creator_kinds"

    creator_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("creators.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[CreatorKind] = mapped_column(choice(CreatorKind), primary_key=True)
    position: Mapped[int] = mapped_column(default=0)


class Creator(Keyed, Base):
    """A profile, one per account. Rates are whole IDR. Counters are written by the server only (PRF-17)."""

    __tablename__ = "creators"

    user_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"), unique=True)
    username: Mapped[str] = mapped_column(sa.String(30), unique=True)
    display_name: Mapped[str] = mapped_column(sa.String(50))
    bio: Mapped[str] = mapped_column(sa.Text)
    place: Mapped[str] = mapped_column(sa.String(60), default="")
    availability: Mapped[Availability] = mapped_column(
        choice(Availability), default=Availability.UNAVAILABLE, index=True
    )
    hourly_rate: Mapped[int | None]
    project_rate: Mapped[int | None]
    twitter_url: Mapped[str | None] = mapped_column(sa.String(300))
    instagram_url: Mapped[str | None] = mapped_column(sa.String(300))
    linkedin_url: Mapped[str | None] = mapped_column(sa.String(300))
    website_url: Mapped[str | None] = mapped_column(sa.String(300))
    whatsapp: Mapped[str | None] = mapped_column(sa.String(20))
    contact_email: Mapped[str | None] = mapped_column(sa.String(254))
    show_email: Mapped[bool] = mapped_column(default=False)
    is_public: Mapped[bool] = mapped_column(default=True)
    hidden_at: Mapped[datetime | None]  # out of sight until a moderator looked
    is_featured: Mapped[bool] = mapped_column(default=False, index=True)
    avatar_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("pictures.id", ondelete="SET NULL"), index=True
    )
    banner_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("pictures.id", ondelete="SET NULL"), index=True
    )
    # Chosen and still on their way (or held): they take over when their upload is ready. An upload may be gone.
    avatar_upload_id: Mapped[uuid.UUID | None]
    banner_upload_id: Mapped[uuid.UUID | None]
    rating: Mapped[float | None]
    review_count: Mapped[int] = mapped_column(default=0)
    projects_completed: Mapped[int] = mapped_column(default=0)
    reply_median_seconds: Mapped[int | None]
    reply_count: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    updated_at: Mapped[datetime] = mapped_column(default=clock.now, onupdate=clock.now)

    user: Mapped[User] = relationship()
    avatar: Mapped[Picture | None] = relationship(foreign_keys=[avatar_id])
    banner: Mapped[Picture | None] = relationship(foreign_keys=[banner_id])
    skill_links: Mapped[list[CreatorSkill]] = relationship(
        order_by=CreatorSkill.position, cascade="all, delete-orphan", passive_deletes=True
    )
    kind_links: Mapped[list[CreatorKindLink]] = relationship(
        order_by=CreatorKindLink.position, cascade="all, delete-orphan", passive_deletes=True
    )

    @property
    def skills(self) -> list[Skill]:
        return [link.skill for link in self.skill_links]

    @property
    def kinds(self) -> list[CreatorKind]:
        return [link.kind for link in self.kind_links]

    @property
    def shown_email(self) -> str | None:
        """The address on the public page: none unless it is switched on (PRF-12)."""
        return (self.contact_email or self.user.email) if self.show_email else None

    @property
    def first_name(self) -> str:
        """How a letter would greet them."""
        return self.display_name.split()[0]

    @property
    def open(self) -> bool:
        """Whether visitors may see it, as far as the profile decides: its owner shows it, and nobody has hidden it."""
        return self.is_public and self.hidden_at is None

    @property
    def complete(self) -> bool:
        """Whether the profile has what the marketplace needs (C48)."""
        return bool(self.display_name and self.bio and self.kind_links)
