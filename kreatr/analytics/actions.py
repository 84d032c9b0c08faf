"""Writing down how many visitors took which step."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import sqlalchemy as sa

from kreatr.analytics.models import Step, StepBatch, StepDay
from kreatr.kernel import clock
from kreatr.kernel.db import action, db, insert, lock

GATHER = "steps"  # where visitors' steps gather (`kernel/tally.py`)
BATCHES_KEPT_DAYS = 30


@action
def write_steps(batch_id: uuid.UUID, counts: dict[tuple[date, str], int]) -> None:
    """Adds counted visitors to the days' steps; (day, step) → number. A batch counts once."""
    lock(db.session(), "steps")
    new = insert(StepBatch).values(id=batch_id, created_at=clock.now()).on_conflict_do_nothing()
    if db.session.scalar(new.returning(StepBatch.id)) is None:
        return
    rows = [
        {"day": day, "step": Step(step), "visitors": number}
        for (day, step), number in sorted(counts.items())
        if step in Step.__members__
    ]
    if rows:
        more = insert(StepDay).values(rows)
        seen = {"visitors": StepDay.visitors + more.excluded.visitors}
        db.session.execute(more.on_conflict_do_update(index_elements=["day", "step"], set_=seen))


@action
def prune_batches() -> None:
    """Forgets which batches of steps were written long ago."""
    old = clock.now() - timedelta(days=BATCHES_KEPT_DAYS)
    db.session.execute(sa.delete(StepBatch).where(StepBatch.created_at < old))
