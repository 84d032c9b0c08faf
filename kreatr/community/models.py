"""The hub: outside platforms, what happened, and what will."""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kreatr.creators.models import Creator
from kreatr.kernel import clock
from kreatr.kernel.db import Base, Keyed, choice


class Platform(StrEnum):
    DISCORD = "DISCORD"
    REDDIT = "REDDIT"
    GITHUB = "GITHUB"
    HUGGINGFACE = "HUGGINGFACE"


class ActivityLevel(StrEnum):
    LOW = "LOW"
    MEDIUM = "MEDIUM"
    HIGH = "HIGH"


class ActivityType(StrEnum):
    PROJECT_FEATURED = "PROJECT_FEATURED"
    CREATOR_JOINED = "CREATOR_JOINED"
    MILESTONE = "MILESTONE"
    ANNOUNCEMENT = "ANNOUNCEMENT"


class PlatformStats(Keyed, Base):
    """What was last measured at an outside platform; one row each, empty until measured (C46)."""

    __tablename__ = "platform_stats"

    platform: Mapped[Platform] = mapped_column(choice(Platform), unique=True)
    member_count: Mapped[int | None]
    active_members: Mapped[int | None]
    activity_level: Mapped[ActivityLevel | None] = mapped_column(choice(ActivityLevel))
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    fetched_at: Mapped[datetime | None]


class Activity(Keyed, Base):
    """One line of the feed."""

    __tablename__ = "activities"
    __table_args__ = (sa.Index("ix_activities_created_at", "created_at"),)

    type: Mapped[ActivityType] = mapped_column(choice(ActivityType))
    title: Mapped[str] = mapped_column(sa.String(200))
    text: Mapped[str] = mapped_column(sa.String(500), default="")
    actor_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("creators.id", ondelete="CASCADE"), index=True
    )
    link: Mapped[str] = mapped_column(sa.String(300), default="")
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    actor: Mapped[Creator | None] = relationship()


class CommunityEvent(Keyed, Base):
    """A dated meeting; `timezone` is the zone it is announced in."""

    __tablename__ = "community_events"
    __table_args__ = (sa.Index("ix_community_events_ends_at", "ends_at"),)

    title: Mapped[str] = mapped_column(sa.String(120))
    text: Mapped[str] = mapped_column(sa.String(1000), default="")
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    timezone: Mapped[str] = mapped_column(sa.String(40), default="Asia/Jakarta")
    place: Mapped[str] = mapped_column(sa.String(120), default="")
    link: Mapped[str] = mapped_column(sa.String(300), default="")
    host: Mapped[str] = mapped_column(sa.String(80), default="")
