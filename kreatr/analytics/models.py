"""How many people took which step on a day; nobody's name, nobody's path."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy.orm import Mapped, mapped_column

from kreatr.kernel import clock
from kreatr.kernel.db import Base, choice


class Step(StrEnum):
    """The way from the front door to a message (FND-13), in its order."""

    LANDING = "LANDING"
    HUB = "HUB"
    MARKETPLACE = "MARKETPLACE"
    PROFILE = "PROFILE"
    CONTACT = "CONTACT"
    INQUIRY = "INQUIRY"


class StepDay(Base):
    """Visitors who took a step on one day (Asia/Jakarta), each counted once."""

    __tablename__ = "step_days"

    day: Mapped[date] = mapped_column(primary_key=True)
    step: Mapped[Step] = mapped_column(choice(Step), primary_key=True)
    visitors: Mapped[int] = mapped_column(default=0)


class StepBatch(Base):
    """A batch of counted steps that was written, so that a repeated flush of it adds nothing."""

    __tablename__ = "step_batches"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
