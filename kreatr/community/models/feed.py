"""The feed, and the works that admins chose to show on the hub."""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kreatr.community.models.platforms import Platform
from kreatr.creators.models import Creator
from kreatr.kernel import clock
from kreatr.kernel.db import Base, Keyed, choice
from kreatr.portfolio.models import Item


class ActivityType(StrEnum):
    PROJECT_FEATURED = "PROJECT_FEATURED"
    CREATOR_JOINED = "CREATOR_JOINED"
    MILESTONE = "MILESTONE"
    ANNOUNCEMENT = "ANNOUNCEMENT"
    RELEASE = "RELEASE"  # outside: a version on GitHub
    ISSUE = "ISSUE"  # outside: a much discussed issue on GitHub
    POST = "POST"  # outside: a top post on Reddit
    MODEL = "MODEL"  # outside: a new model on Hugging Face


ANNOUNCEMENTS = "type = 'ANNOUNCEMENT' AND source IS NULL"


class Activity(Keyed, Base):
    """One line of the feed.

    `key` is the same whenever the same news arrives again, so that it is told once. News of the house itself has no title: it
    is put into words from type, actor, item and `details` in the reader's language. `source` is the platform of news from
    outside, `author` what its writer is called there. Announcements may be pinned until a moment, and be changed.
    """

    __tablename__ = "activities"
    __table_args__ = (
        sa.Index("ix_activities_created_at_id", "created_at", "id"),
        # The few that people of the house wrote, found without walking through all the news.
        sa.Index(
            "ix_activities_announcements",
            "created_at",
            sqlite_where=sa.text(ANNOUNCEMENTS),
            postgresql_where=sa.text(ANNOUNCEMENTS),
        ),
    )

    type: Mapped[ActivityType] = mapped_column(choice(ActivityType))
    title: Mapped[str] = mapped_column(sa.String(200), default="")
    title_en: Mapped[str] = mapped_column(sa.String(200), default="")
    text: Mapped[str] = mapped_column(sa.String(500), default="")
    text_en: Mapped[str] = mapped_column(sa.String(500), default="")
    actor_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("creators.id", ondelete="CASCADE"), index=True
    )
    item_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("items.id", ondelete="CASCADE"), index=True
    )
    source: Mapped[Platform | None] = mapped_column(choice(Platform))
    author: Mapped[str] = mapped_column(sa.String(80), default="")
    key: Mapped[str | None] = mapped_column(sa.String(120), unique=True)
    link: Mapped[str] = mapped_column(sa.String(500), default="")
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    pinned_until: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    actor: Mapped[Creator | None] = relationship()
    item: Mapped[Item | None] = relationship()

    @property
    def changed_at(self) -> datetime:
        """When what it says was last written."""
        changed: str | None = self.details.get("changed_at")
        return datetime.fromisoformat(changed) if changed else self.created_at


class Highlight(Base):
    """A work that an admin chose to show on the hub; the lowest position stands first."""

    __tablename__ = "highlights"

    item_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("items.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(default=0)
    chosen_at: Mapped[datetime] = mapped_column(default=clock.now)
    chosen_by: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("users.id", ondelete="SET NULL"))

    item: Mapped[Item] = relationship()
