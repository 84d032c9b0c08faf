"""The outbox: what is owed to listeners, kept in the database until it is done.

The sweep decides what is owed, not the queue: a queue that was lost or a worker that was killed only costs time.
A delivery is claimed with a lease, longer than its job may run, so that it takes effect once.
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Collection
from datetime import datetime, timedelta
from functools import cache
from typing import Any, cast

import sqlalchemy as sa
import structlog
from flask import Flask, current_app
from sqlalchemy.orm import Mapped, mapped_column

from kreatr.kernel import clock, jobs
from kreatr.kernel.db import Base, Keyed, action, after_commit, db, uuid7

log = structlog.get_logger()

JOB_SECONDS = 25  # the worker ends a job that runs longer
LEASE_SECONDS = 35  # longer than a job, so that a claim is never taken from a living one
GATHER_SECONDS = 0.1
NUDGE_GRACE_SECONDS = 5  # the sweep leaves fresh deliveries to the nudge
PAUSES = (5, 15, 60, 300, 900, 3600, 4 * 3600, 12 * 3600)
ATTEMPTS = len(PAUSES) + 1
SWEEP_BATCH = 500
SWEEP_SECONDS = 10
LOST = "WorkerLost: the worker ended while it did this"  # and so each time
DELIVER = "kreatr.kernel.events.deliver"


class OutboxEvent(Keyed, Base):
    """Something that happened: its name and its plain values."""

    __tablename__ = "outbox_events"

    name: Mapped[str] = mapped_column(sa.String(80))
    payload: Mapped[dict[str, Any]]
    created_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)


class Delivery(Keyed, Base):
    """One event owed to one listener. Done once, or given up after the last pause and listed for the admin."""

    __tablename__ = "outbox_deliveries"
    __table_args__ = (
        sa.UniqueConstraint("event_id", "listener"),
        sa.Index(
            "ix_outbox_deliveries_due",
            "due_at",
            sqlite_where=sa.text("due_at IS NOT NULL"),
            postgresql_where=sa.text("due_at IS NOT NULL"),
        ),
        sa.Index(
            "ix_outbox_deliveries_failed",
            "failed_at",
            sqlite_where=sa.text("failed_at IS NOT NULL"),
            postgresql_where=sa.text("failed_at IS NOT NULL"),
        ),
    )

    event_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("outbox_events.id", ondelete="CASCADE"))
    listener: Mapped[str] = mapped_column(sa.String(120))
    due_at: Mapped[datetime | None]  # None when done or given up; while claimed, when the lease ends
    attempts: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(sa.String(500))


EVENT: sa.Insert = sa.insert(cast(sa.Table, OutboxEvent.__table__))


@cache
def _deliveries(number: int) -> sa.Insert:
    """So many rows in one statement, which is one way to the database and back."""
    columns = [getattr(Delivery, name) for name in ("id", "event_id", "listener", "due_at", "attempts")]
    rows = (
        sa.select(*(sa.bindparam(f"{column.key}_{n}", type_=column.type) for column in columns))
        for n in range(number)
    )
    return sa.insert(cast(sa.Table, Delivery.__table__)).from_select(columns, sa.union_all(*rows))


def owe(name: str, payload: dict[str, Any], listeners: tuple[str, ...]) -> None:
    """Writes an event and one delivery per listener into the running unit; the queue is nudged after the commit."""
    event_id, now = uuid7(), clock.now()
    ids = [uuid7() for _listener in listeners]
    values: dict[str, Any] = {}
    for n, (id_, listener) in enumerate(zip(ids, listeners, strict=True)):
        row = {"id": id_, "event_id": event_id, "listener": listener, "due_at": now, "attempts": 0}
        values |= {f"{column}_{n}": value for column, value in row.items()}
    connection = db.session.connection()
    connection.execute(EVENT, {"id": event_id, "name": name, "payload": payload, "created_at": now})
    connection.execute(_deliveries(len(ids)), values)
    after_commit(lambda: _nudge(ids))


def _nudge(ids: list[uuid.UUID], attempt: int = 0) -> None:
    # Nobody else hands on what is this fresh; where the sweep does, the lease keeps the second one out.
    gathered: Gathered | None = current_app.extensions.get("kreatr_nudges")
    if gathered and not attempt:
        gathered.add(ids)
    else:
        _enqueue(ids, attempt)


def _enqueue(ids: list[uuid.UUID], attempt: int = 0) -> None:
    jobs.enqueue_all(DELIVER, {_job_id(ids[0], attempt): tuple(map(str, ids))}, seconds=JOB_SECONDS)


class Gathered:
    """The fresh deliveries of a web process, told to the queue together: a job costs as much as a page, so the web makes one for a
    tenth of a second, and the worker the others. What a process that is killed had gathered is the sweep's."""

    def __init__(self, app: Flask) -> None:
        self.app, self.ids, self.lock = app, list[uuid.UUID](), threading.Lock()

    def add(self, ids: list[uuid.UUID]) -> None:
        """Has these told soon."""
        with self.lock:
            first = not self.ids
            self.ids += ids
        if first:
            telling = threading.Timer(GATHER_SECONDS, self.tell)
            telling.daemon = True
            telling.start()

    def tell(self) -> None:
        """Tells what has gathered, now."""
        with self.lock:
            ids, self.ids = self.ids, []
        if ids:
            with self.app.app_context():
                _enqueue(ids)


def hand_out(ids: Collection[str]) -> None:
    """Puts fresh deliveries into the queue, each as a job of its own."""
    jobs.enqueue_all(DELIVER, {_job_id(uuid.UUID(id_), 0): (id_,) for id_ in ids}, seconds=JOB_SECONDS)


def _job_id(delivery_id: uuid.UUID, attempt: int) -> str:
    return f"deliver-{delivery_id}-{attempt}"


def hand_on(delivery_id: uuid.UUID, attempt: int) -> bool:
    """Puts one delivery into the queue under an id of its own; False when the queue is away (the sweep comes back)."""
    id_ = str(delivery_id)
    return jobs.enqueue(DELIVER, id_, job_id=_job_id(delivery_id, attempt), seconds=JOB_SECONDS)


@action
def claim(delivery_id: uuid.UUID) -> tuple[str, dict[str, Any], str] | None:
    """Takes the lease of a due delivery: (event name, payload, listener), or None when it is not to be had.

    One that ended its worker at every try is given up here, as nobody was left to say so.
    """
    moment = clock.now()
    due = Delivery.id == delivery_id, Delivery.due_at <= moment
    claimed = db.session.execute(
        sa.update(Delivery)
        .where(*due, Delivery.attempts < ATTEMPTS)
        .values(due_at=moment + timedelta(seconds=LEASE_SECONDS), attempts=Delivery.attempts + 1)
    )
    if not claimed.rowcount:  # type: ignore[attr-defined]
        lost = {"due_at": None, "failed_at": moment, "error": LOST}
        db.session.execute(sa.update(Delivery).where(*due, Delivery.attempts >= ATTEMPTS).values(lost))
        return None
    row = db.session.execute(
        sa.select(OutboxEvent.name, OutboxEvent.payload, Delivery.listener)
        .join(Delivery, Delivery.event_id == OutboxEvent.id)
        .where(Delivery.id == delivery_id)
    ).one()
    return row.name, row.payload, row.listener


@action
def finish(delivery_id: uuid.UUID) -> None:
    """Records a delivery as done."""
    _set(delivery_id, due_at=None, done_at=clock.now(), error=None)


@action
def postpone(delivery_id: uuid.UUID, error: str, final: bool = False) -> None:
    """Records a failed try: due again after a growing pause, or given up after the last one (or at once if final)."""
    attempts = db.session.scalars(sa.select(Delivery.attempts).where(Delivery.id == delivery_id)).one()
    if final or attempts >= ATTEMPTS:
        _set(delivery_id, due_at=None, failed_at=clock.now(), error=error[:500])
    else:
        _set(delivery_id, due_at=clock.now() + timedelta(seconds=PAUSES[attempts - 1]), error=error[:500])


def _set(delivery_id: uuid.UUID, **values: Any) -> None:
    db.session.execute(sa.update(Delivery).where(Delivery.id == delivery_id).values(**values))


def sweep() -> int:
    """Hands every overdue delivery to the queue again; returns how many. The clock calls it every few seconds."""
    late = clock.now() - timedelta(seconds=NUDGE_GRACE_SECONDS)
    with db.session.begin():
        due = db.session.execute(
            sa.select(Delivery.id, Delivery.attempts)
            .where(Delivery.due_at <= late)
            .order_by(Delivery.due_at)
            .limit(SWEEP_BATCH)
        ).all()
    sent = [hand_on(row.id, row.attempts + 1) for row in due]
    return sum(sent)


def given_up(limit: int = 200) -> list[tuple[Delivery, OutboxEvent]]:
    """What was given up, newest first, each with its event; for the admin (NTF-04)."""
    return _listed(Delivery.failed_at.is_not(None), Delivery.failed_at.desc(), limit)


def failing(limit: int = 200) -> list[tuple[Delivery, OutboxEvent]]:
    """What failed and will be tried again by itself, the next one first."""
    return _listed(sa.and_(Delivery.due_at.is_not(None), Delivery.error.is_not(None)), Delivery.due_at, limit)


def _listed(where: Any, order: Any, limit: int) -> list[tuple[Delivery, OutboxEvent]]:
    select = sa.select(Delivery, OutboxEvent).join(OutboxEvent, Delivery.event_id == OutboxEvent.id)
    found = db.session.execute(select.where(where).order_by(order, Delivery.id).limit(limit))
    return [(delivery, event) for delivery, event in found]


@action
def retry(delivery_id: uuid.UUID) -> bool:
    """Makes a delivery due now: once more if it was given up, earlier if it waits for its next try. False when there is none
    of this id that does either (what is under way is left alone)."""
    moment = clock.now()
    # A claim ends within the lease, so what is due later than that is nobody's.
    idle = sa.or_(
        Delivery.failed_at.is_not(None),
        sa.and_(Delivery.error.is_not(None), Delivery.due_at > moment + timedelta(seconds=LEASE_SECONDS)),
    )
    found = sa.update(Delivery).where(Delivery.id == delivery_id, idle)
    if db.session.scalar(found.values(_anew(moment)).returning(Delivery.id)) is None:
        return False
    after_commit(lambda: _nudge([delivery_id], int(moment.timestamp())))
    return True


def _anew(moment: datetime) -> dict[str, Any]:
    """Due at `moment`, with a try left."""
    left = sa.case((Delivery.attempts >= ATTEMPTS, ATTEMPTS - 1), else_=Delivery.attempts)
    return {"due_at": moment, "failed_at": None, "attempts": left}


@action
def retry_all() -> int:
    """Makes everything that was given up due once more; returns how much that is."""
    ids = db.session.scalars(
        sa.update(Delivery)
        .where(Delivery.failed_at.is_not(None))
        .values(_anew(clock.now()))
        .returning(Delivery.id)
    ).all()
    return len(ids)  # the sweep hands them on, a few hundred at a time


@action
def dismiss(delivery_id: uuid.UUID) -> bool:
    """Lets go of a delivery that was given up: it counts as done, and is forgotten like those. False when there is none."""
    given_up_ = sa.update(Delivery).where(Delivery.id == delivery_id, Delivery.failed_at.is_not(None))
    gone = given_up_.values(done_at=clock.now(), failed_at=None).returning(Delivery.id)
    return db.session.scalar(gone) is not None


def oldest_seconds() -> float:
    """Seconds by which the most overdue delivery is late; 0 when nothing is."""
    due = db.session.scalar(sa.select(sa.func.min(Delivery.due_at)))
    return max(0.0, (clock.now() - due).total_seconds()) if due else 0.0


@action
def prune(days: int = 30) -> int:
    """Forgets events whose deliveries are all done for `days`; what failed is kept for the admin."""
    before = clock.now() - timedelta(days=days)
    open_ = sa.exists().where(Delivery.event_id == OutboxEvent.id, Delivery.done_at.is_(None))
    gone = db.session.execute(sa.delete(OutboxEvent).where(OutboxEvent.created_at < before, ~open_))
    return int(gone.rowcount)  # type: ignore[attr-defined]
