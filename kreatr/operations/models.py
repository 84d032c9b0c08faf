"""What the house measures of itself: answers by endpoint, uses of limits, slow statements. Numbers of nobody."""

from __future__ import annotations

import uuid
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from kreatr.kernel import clock
from kreatr.kernel.db import Base


class EndpointHour(Base):
    """How many answers of an endpoint fell into one class of status (2 to 5) and took up to `bucket` ms, in one hour (UTC)."""

    __tablename__ = "endpoint_hours"

    hour: Mapped[datetime] = mapped_column(primary_key=True)
    endpoint: Mapped[str] = mapped_column(sa.String(80), primary_key=True)
    status: Mapped[int] = mapped_column(sa.SmallInteger, primary_key=True, autoincrement=False)
    bucket: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(default=0)


class LimitDay(Base):
    """How often a limit was used and how often it refused, on one day (Asia/Jakarta)."""

    __tablename__ = "limit_days"

    day: Mapped[date] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    uses: Mapped[int] = mapped_column(default=0)
    refusals: Mapped[int] = mapped_column(default=0)


class SlowStatement(Base):
    """A statement that took long, on one day (UTC): how often, and how long at most (ms). Its values are never kept."""

    __tablename__ = "slow_statements"

    day: Mapped[date] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    statement: Mapped[str] = mapped_column(sa.Text)
    endpoint: Mapped[str] = mapped_column(sa.String(80), default="")
    number: Mapped[int] = mapped_column(default=0)
    total_ms: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    most_ms: Mapped[int] = mapped_column(default=0)
    seen_at: Mapped[datetime] = mapped_column(default=clock.now)


class MeasureBatch(Base):
    """A batch of measurements that was written, so that a repeated one adds nothing."""

    __tablename__ = "measure_batches"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
