"""AI calls: one row for each, also for those that failed (USE-09, USE-11). Only the server writes them (C19)."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from kreatr.ai.models.keys import Provider
from kreatr.kernel import clock
from kreatr.kernel.db import Base, Keyed, choice

UNDER_WAY = "status IN ('QUEUED', 'RUNNING')"


class Operation(StrEnum):
    CHAT = "CHAT"
    EMBED = "EMBED"


class Payer(StrEnum):
    KEY = "KEY"
    CREDITS = "CREDITS"


class CallStatus(StrEnum):
    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    DONE = "DONE"
    STOPPED = "STOPPED"  # by its person; what came until then is paid
    FAILED = "FAILED"  # `error` says why; credits are given back


class AiCall(Keyed, Base):
    """One call and its receipt. Money is micro-USD as its person pays it; None is "unknown".

    `input_price`, `output_price` (micro-USD for a million tokens) and `usd_idr` are the snapshot it was computed with. Credits that
    were reserved before (`reserved`) and taken in the end (`credits`) stand in the ledger too. `counted` is whether the provider
    counted the tokens; else they are our estimate. `ask_key` makes a form that is sent twice one call. `day` is Asia/Jakarta's.
    """

    __tablename__ = "ai_calls"
    __table_args__ = (
        sa.Index("ix_ai_calls_user_id_day", "user_id", "day"),
        sa.Index("ix_ai_calls_user_id_id", "user_id", "id"),
        sa.Index("ix_ai_calls_key_id_day", "key_id", "day"),
        sa.Index(
            "ix_ai_calls_under_way",
            "leased_until",
            sqlite_where=sa.text(UNDER_WAY),
            postgresql_where=sa.text(UNDER_WAY),
        ),
    )

    user_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"))
    key_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("provider_keys.id", ondelete="SET NULL"))
    key_hint: Mapped[str] = mapped_column(sa.String(4), default="")
    provider: Mapped[Provider] = mapped_column(choice(Provider))
    model: Mapped[str] = mapped_column(sa.String(120))
    operation: Mapped[Operation] = mapped_column(choice(Operation), default=Operation.CHAT)
    task: Mapped[str] = mapped_column(sa.String(40), default="")
    payer: Mapped[Payer] = mapped_column(choice(Payer))
    status: Mapped[CallStatus] = mapped_column(choice(CallStatus), default=CallStatus.QUEUED)
    error: Mapped[str] = mapped_column(sa.String(40), default="")
    tokens_in: Mapped[int | None]
    tokens_out: Mapped[int | None]
    counted: Mapped[bool] = mapped_column(default=False)
    most_tokens: Mapped[int] = mapped_column(default=0)
    estimate: Mapped[int | None] = mapped_column(sa.BigInteger)
    cost: Mapped[int | None] = mapped_column(sa.BigInteger)
    input_price: Mapped[int | None] = mapped_column(sa.BigInteger)
    output_price: Mapped[int | None] = mapped_column(sa.BigInteger)
    usd_idr: Mapped[int]
    credit_percent: Mapped[int] = mapped_column(default=100)
    reserved: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    credits: Mapped[int | None] = mapped_column(sa.BigInteger)
    ask_key: Mapped[str] = mapped_column(sa.String(64), unique=True)
    day: Mapped[date]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    leased_until: Mapped[datetime | None]
    stop_asked_at: Mapped[datetime | None]

    @property
    def under_way(self) -> bool:
        """Whether there is more to come."""
        return self.status in (CallStatus.QUEUED, CallStatus.RUNNING)

    @property
    def succeeded(self) -> bool:
        """Whether it gave an answer, if only a part of one."""
        return self.status in (CallStatus.DONE, CallStatus.STOPPED)


class CallText(Base):
    """What was asked and answered: apart from the numbers, so that people can delete it and keep the books.

    `request` is {"messages": [{"role", "text"}]}; roles are system, user and assistant.
    """

    __tablename__ = "ai_texts"

    call_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("ai_calls.id", ondelete="CASCADE"), primary_key=True
    )
    request: Mapped[dict[str, Any]] = mapped_column(default=dict)
    answer: Mapped[str] = mapped_column(sa.Text, default="")
