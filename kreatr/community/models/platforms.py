"""The outside platforms: what was last measured, how the next try stands, and the numbers of past hours."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from kreatr.kernel import clock
from kreatr.kernel.db import Base, Keyed, choice

BREAKS_AFTER = 5  # failures in a row; then there is one try an hour


class Platform(StrEnum):
    DISCORD = "DISCORD"
    REDDIT = "REDDIT"
    GITHUB = "GITHUB"
    HUGGINGFACE = "HUGGINGFACE"


class ActivityLevel(StrEnum):
    LOW = "LOW"
    MEDIUM = "MEDIUM"
    HIGH = "HIGH"


class PlatformStats(Keyed, Base):
    """What was last measured at an outside platform; one row each, empty until measured (C46).

    `details` are further public numbers. `state` is what the next question needs (validators and what they stand for), never
    shown and never a secret. `due_at` is when to ask again, None for at once; while somebody asks, when that lease ends.
    `failures` counts failures in a row, `error` is the code of the last one; success clears both.
    """

    __tablename__ = "platform_stats"

    platform: Mapped[Platform] = mapped_column(choice(Platform), unique=True)
    member_count: Mapped[int | None]
    active_members: Mapped[int | None]
    activity_level: Mapped[ActivityLevel | None] = mapped_column(choice(ActivityLevel))
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    fetched_at: Mapped[datetime | None]
    state: Mapped[dict[str, Any]] = mapped_column(default=dict)
    due_at: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None] = mapped_column(sa.String(40))
    failed_at: Mapped[datetime | None]

    @property
    def resting_until(self) -> datetime | None:
        """Until when the platform asked to be left alone; None when it did not, or that is over."""
        named = self.state.get("until")
        until = datetime.fromisoformat(named) if named else None
        return until if until and until > clock.now() else None


class PlatformHour(Base):
    """The last number of an hour (`hour` is its beginning); a card draws its trend from these."""

    __tablename__ = "platform_hours"

    platform: Mapped[Platform] = mapped_column(choice(Platform), primary_key=True)
    hour: Mapped[datetime] = mapped_column(primary_key=True)
    member_count: Mapped[int]
