"""Writing measurements down: each batch once, whoever is killed in between."""

from __future__ import annotations

import hashlib
import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
import structlog

from kreatr.kernel import clock
from kreatr.kernel.db import action, db, insert, lock
from kreatr.kernel.limits import BY_ROWS, LIMITS
from kreatr.operations.models import EndpointHour, LimitDay, MeasureBatch, SlowStatement

log = structlog.get_logger()
AT_ONCE = 500  # rows of one statement
Counts = dict[tuple[date, str], int]


@action
def write_measures(batch_id: uuid.UUID, counts: Counts) -> bool:
    """Adds a batch, (day, what) → number as `kernel/measuring.py` words it. False when it was written before."""
    lock(db.session(), "measures")
    new = insert(MeasureBatch).values(id=batch_id, created_at=clock.now()).on_conflict_do_nothing()
    if db.session.scalar(new.returning(MeasureBatch.id)) is None:
        return False
    answers: Counter[tuple[datetime, str, int, int]] = Counter()
    limits: dict[tuple[date, str], Counter[str]] = {}
    slow: dict[tuple[date, str], dict[str, Any]] = {}
    for (day, what), number in counts.items():
        kind, _, rest = what.partition(" ")
        try:
            if kind == "answer":
                answers[_answer(day, rest)] += number
            elif kind == "limit":
                deed, name = rest.split(" ")
                limits.setdefault((day, name), Counter())[deed] += number
            elif kind == "slow":
                _add_slow(slow, day, rest, number)
        except ValueError:
            log.warning("measure_unknown", what=what[:80])
    _write_answers(answers)
    _write_limits({key: found for key, found in limits.items() if key[1] in LIMITS or key[1] in BY_ROWS})
    _write_slow(slow)
    return True


def _answer(day: date, words: str) -> tuple[datetime, str, int, int]:
    hour, status, bucket, endpoint = words.split(" ")
    moment = datetime(day.year, day.month, day.day, int(hour), tzinfo=UTC)
    return moment, endpoint[:80], int(status), int(bucket)


def _add_slow(slow: dict[tuple[date, str], dict[str, Any]], day: date, words: str, number: int) -> None:
    milliseconds, endpoint, statement = words.split(" ", 2)
    digest = hashlib.sha256(statement.encode()).hexdigest()
    kept = slow.setdefault((day, digest), {"number": 0, "total_ms": 0, "most_ms": 0})
    kept |= {"statement": statement, "endpoint": endpoint[:80], "number": kept["number"] + number}
    kept["total_ms"] += int(milliseconds) * number
    kept["most_ms"] = max(kept["most_ms"], int(milliseconds))


def _write_answers(found: Counter[tuple[datetime, str, int, int]]) -> None:
    names = ("hour", "endpoint", "status", "bucket")
    rows = [{**dict(zip(names, key, strict=True)), "number": number} for key, number in sorted(found.items())]
    for some in _some(rows):
        more = insert(EndpointHour).values(some)
        added = {"number": EndpointHour.number + more.excluded.number}
        db.session.execute(more.on_conflict_do_update(index_elements=list(names), set_=added))


def _write_limits(found: dict[tuple[date, str], Counter[str]]) -> None:
    rows = [
        {"day": day, "name": name, "uses": deeds["uses"], "refusals": deeds["refusals"]}
        for (day, name), deeds in sorted(found.items())
    ]
    for some in _some(rows):
        more = insert(LimitDay).values(some)
        added = {name: getattr(LimitDay, name) + more.excluded[name] for name in ("uses", "refusals")}
        db.session.execute(more.on_conflict_do_update(index_elements=["day", "name"], set_=added))


def _write_slow(found: dict[tuple[date, str], dict[str, Any]]) -> None:
    rows = [
        {"day": day, "digest": digest, **kept, "seen_at": clock.now()}
        for (day, digest), kept in sorted(found.items())
    ]
    for some in _some(rows):
        more = insert(SlowStatement).values(some)
        given = more.excluded
        most = sa.case((given.most_ms > SlowStatement.most_ms, given.most_ms), else_=SlowStatement.most_ms)
        added = {
            **{name: getattr(SlowStatement, name) + given[name] for name in ("number", "total_ms")},
            "most_ms": most,
            "seen_at": given.seen_at,
            "endpoint": given.endpoint,
        }
        db.session.execute(more.on_conflict_do_update(index_elements=["day", "digest"], set_=added))


def _some(rows: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    return (rows[place : place + AT_ONCE] for place in range(0, len(rows), AT_ONCE))


BATCHES_KEPT = timedelta(days=2)


@action
def forget_batches() -> None:
    """Forgets which batches were written long ago."""
    db.session.execute(sa.delete(MeasureBatch).where(MeasureBatch.created_at < clock.now() - BATCHES_KEPT))
