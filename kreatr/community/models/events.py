"""What the community plans."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from kreatr.kernel import clock
from kreatr.kernel.db import Base, Keyed

LONGEST = timedelta(days=14)


class CommunityEvent(Keyed, Base):
    """A dated meeting, at most LONGEST long; `timezone` is the zone it is announced in.

    `version` grows with each change, calendars see it. Title and text may also be there in English.
    """

    __tablename__ = "community_events"
    __table_args__ = (
        sa.Index("ix_community_events_ends_at", "ends_at"),
        sa.Index("ix_community_events_starts_at_id", "starts_at", "id"),
    )

    title: Mapped[str] = mapped_column(sa.String(120))
    title_en: Mapped[str] = mapped_column(sa.String(120), default="")
    text: Mapped[str] = mapped_column(sa.String(1000), default="")
    text_en: Mapped[str] = mapped_column(sa.String(1000), default="")
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    timezone: Mapped[str] = mapped_column(sa.String(40), default="Asia/Jakarta")
    place: Mapped[str] = mapped_column(sa.String(120), default="")
    link: Mapped[str] = mapped_column(sa.String(300), default="")
    host: Mapped[str] = mapped_column(sa.String(80), default="")
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    updated_at: Mapped[datetime] = mapped_column(default=clock.now)

    def said(self, name: str, language: str) -> tuple[str, str]:
        """The event's `title` or `text` for readers of a language, and the language it is in."""
        english: str = getattr(self, f"{name}_en") if language == "en" else ""
        return (english, "en") if english else (getattr(self, name), "id")
