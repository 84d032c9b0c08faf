"""Prices that administrators set, where the price list does not know a model or the house wants another one (CRD-09)."""

from __future__ import annotations

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from kreatr.ai.models.keys import Provider
from kreatr.kernel import clock
from kreatr.kernel.db import Base, choice


class ModelPrice(Base):
    """What a model costs, in micro-USD for a million tokens; it stands before the price list.

    `credit_percent` multiplies what it costs in credits (100: as its price says). `offered` is whether credits may pay for it.
    """

    __tablename__ = "model_prices"

    provider: Mapped[Provider] = mapped_column(choice(Provider), primary_key=True)
    model: Mapped[str] = mapped_column(sa.String(120), primary_key=True)
    input_price: Mapped[int | None] = mapped_column(sa.BigInteger)
    output_price: Mapped[int | None] = mapped_column(sa.BigInteger)
    credit_percent: Mapped[int] = mapped_column(default=100)
    offered: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)
    changed_by: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("users.id", ondelete="SET NULL"))
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)
