"""What people report, and whose reports count no more."""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kreatr.accounts.models import User
from kreatr.kernel import clock
from kreatr.kernel.db import Base, Keyed, choice
from kreatr.moderation.models.cases import Case


class ReportReason(StrEnum):
    COPYRIGHT = "COPYRIGHT"
    STOLEN = "STOLEN"
    INSULT = "INSULT"
    SEXUAL = "SEXUAL"
    VIOLENCE = "VIOLENCE"
    SPAM = "SPAM"
    FRAUD = "FRAUD"
    PRIVACY = "PRIVACY"
    OTHER = "OTHER"


class ReportState(StrEnum):
    PENDING = "PENDING"
    REVIEWED = "REVIEWED"  # somebody works on it
    RESOLVED = "RESOLVED"


class Report(Keyed, Base):
    """One person's report of what a case is about. `weight` is in percent, `upheld` whether it turned out right."""

    __tablename__ = "reports"
    __table_args__ = (
        sa.UniqueConstraint("case_id", "reporter_id"),
        sa.Index("ix_reports_reporter_id_created_at", "reporter_id", "created_at"),
    )

    case_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("cases.id", ondelete="CASCADE"))
    reporter_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"))
    reason: Mapped[ReportReason] = mapped_column(choice(ReportReason))
    words: Mapped[str] = mapped_column(sa.Text, default="")
    weight: Mapped[int]
    state: Mapped[ReportState] = mapped_column(choice(ReportState), default=ReportState.PENDING)
    upheld: Mapped[bool | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    resolved_at: Mapped[datetime | None]

    case: Mapped[Case] = relationship()
    reporter: Mapped[User] = relationship()


class ReportMute(Base):
    """Somebody whose reports are taken and count nothing."""

    __tablename__ = "report_mutes"

    user_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
