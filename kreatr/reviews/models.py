"""Reviews of creators by people who worked with them."""

from __future__ import annotations

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kreatr.accounts.models import User
from kreatr.creators.models import Creator
from kreatr.kernel import clock
from kreatr.kernel.db import Base, Keyed

BEST = "rating = 5 AND hidden_at IS NULL"  # of these the front door chooses one
IN_SIGHT = "hidden_at IS NULL"
PINNED = "pinned AND hidden_at IS NULL"


def _some(name: str, *columns: str, where: str) -> sa.Index:
    """An index of the rows that readers look among."""
    return sa.Index(name, *columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


class Review(Keyed, Base):
    """One person's words and 1–5 stars for one creator; the creator may answer once and pin up to three."""

    __tablename__ = "reviews"
    __table_args__ = (
        sa.UniqueConstraint("creator_id", "reviewer_id"),
        sa.CheckConstraint("rating BETWEEN 1 AND 5", name="rating"),
        _some("ix_reviews_newest", "creator_id", "created_at", "id", where=IN_SIGHT),
        _some("ix_reviews_stars", "creator_id", "rating", where=IN_SIGHT),
        _some("ix_reviews_pinned", "creator_id", "created_at", "id", where=PINNED),
        _some("ix_reviews_best", "created_at", where=BEST),
    )

    creator_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("creators.id", ondelete="CASCADE"))
    reviewer_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"), index=True)
    reviewer_name: Mapped[str] = mapped_column(sa.String(100))
    rating: Mapped[int]
    comment: Mapped[str] = mapped_column(sa.Text, default="")
    answer: Mapped[str] = mapped_column(sa.Text, default="")
    pinned: Mapped[bool] = mapped_column(default=False)
    hidden_at: Mapped[datetime | None]  # out of sight until a moderator looked, or for good
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    updated_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]

    creator: Mapped[Creator] = relationship()
    reviewer: Mapped[User] = relationship()
