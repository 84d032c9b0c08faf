"""What people made in the studio."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kreatr.ai.models import AiCall
from kreatr.kernel import clock
from kreatr.kernel.db import Base, Keyed


class StudioRun(Keyed, Base):
    """One piece of work: its task, what was typed (`given`, by field), and the call that does it. A chat's runs share `thread_id`."""

    __tablename__ = "studio_runs"
    __table_args__ = (
        sa.Index("ix_studio_runs_user_id_id", "user_id", "id"),
        sa.Index("ix_studio_runs_thread_id", "thread_id"),
    )

    user_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"))
    call_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("ai_calls.id", ondelete="CASCADE"), unique=True)
    thread_id: Mapped[uuid.UUID | None]
    task: Mapped[str] = mapped_column(sa.String(40))
    language: Mapped[str] = mapped_column(sa.String(5))
    title: Mapped[str] = mapped_column(sa.String(120), default="")
    given: Mapped[dict[str, Any]] = mapped_column(default=dict)
    draft_id: Mapped[uuid.UUID | None]  # the portfolio draft it was sent to
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    call: Mapped[AiCall] = relationship(lazy="joined", innerjoin=True)
