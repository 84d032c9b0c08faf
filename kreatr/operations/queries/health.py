"""Whether every part of the house is there, and what it has not got done (NTF-04)."""

from __future__ import annotations

import time
import uuid
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa
from rq import Worker

from kreatr.kernel import beats, clock, failed_jobs, jobs, outbox, valkey
from kreatr.kernel.db import db
from kreatr.kernel.outbox import Delivery, OutboxEvent

LISTED = 50


class Part(NamedTuple):
    """A part of the house and for how many seconds it has been silent; None when it never spoke."""

    name: str
    number: int
    silent: float | None

    @property
    def alive(self) -> bool:
        """Whether it is there."""
        return bool(self.number)


class Undone(NamedTuple):
    """A delivery that failed: given up at `given_up`, or tried again at `due`."""

    id: uuid.UUID
    listener: str
    event: str
    since: datetime
    attempts: int
    error: str
    due: datetime | None
    given_up: datetime | None


class Health(NamedTuple):
    """How things stand. `queue` is None while Valkey is away; `late` counts seconds of the most overdue delivery."""

    parts: list[Part]
    queue: failed_jobs.Queue | None
    waiting: int
    late: float
    done: int
    given_up: int
    failed: list[Undone]
    failing: list[Undone]


def health() -> Health:
    """Everything the page shows."""
    numbers = sa.select(
        sa.select(sa.func.count()).where(Delivery.due_at.is_not(None)).scalar_subquery(),
        sa.select(sa.func.count()).where(Delivery.failed_at.is_not(None)).scalar_subquery(),
        sa.select(sa.func.count())
        .select_from(OutboxEvent)
        .join(Delivery, Delivery.event_id == OutboxEvent.id)
        .where(OutboxEvent.created_at > clock.now() - timedelta(days=1), Delivery.done_at.is_not(None))
        .scalar_subquery(),
    )
    waiting, given_up, done = db.session.execute(numbers).one()
    failed = [_undone(delivery, event) for delivery, event in outbox.given_up(LISTED)]
    failing = [_undone(delivery, event) for delivery, event in outbox.failing(LISTED)]
    late = outbox.oldest_seconds()
    return Health(parts(), failed_jobs.standing(), waiting, late, done, given_up, failed, failing)


def given_up() -> int:
    """How many deliveries wait for an administrator to look."""
    return db.session.scalar(sa.select(sa.func.count()).where(Delivery.failed_at.is_not(None))) or 0


def parts() -> list[Part]:
    """The queue, the worker, the clock and the caller."""
    silent = beats.silent_seconds()
    alive = valkey.current().alive()
    workers = valkey.current().ask(_workers) or (0, None)
    spoken = [Part(name, _living(silent.get(name)), silent.get(name)) for name in ("clock", "caller")]
    return [Part("queue", int(alive), None), Part("worker", *workers), *spoken]


def _living(silent: float | None) -> int:
    return int(silent is not None and silent < beats.DEAD_SECONDS)


def _workers(client: Any) -> tuple[int, float | None]:
    spoken = [worker.last_heartbeat for worker in Worker.all(connection=client)]
    silent = [time.time() - beat.timestamp() for beat in spoken if beat is not None]
    return jobs.workers_alive(client), min(silent, default=None)


def _undone(delivery: Delivery, event: OutboxEvent) -> Undone:
    return Undone(
        delivery.id,
        delivery.listener,
        event.name,
        event.created_at,
        delivery.attempts,
        delivery.error or "",
        delivery.due_at,
        delivery.failed_at,
    )
