"""Slow statements, and how full the connections of the house are (FND-12)."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import sqlalchemy as sa

from kreatr.kernel import clock, measuring, valkey
from kreatr.kernel.db import db
from kreatr.operations.models import SlowStatement

MOST = 50
FRESH_SECONDS = 300


class Slow(NamedTuple):
    """A statement that took long: how often, its mean and longest time (ms), where it was last asked, and when."""

    statement: str
    endpoint: str
    number: int
    mean: int
    most: int
    seen_at: datetime


class Pool(NamedTuple):
    """The connections of one process: most in use at once when it last told, how many it keeps, how many it may have."""

    part: str
    peak: int
    size: int
    most: int
    told_at: datetime


class Connections(NamedTuple):
    """The connections of the database itself; None where it has no such thing (SQLite)."""

    used: int
    most: int


def slow(days: int) -> list[Slow]:
    """The statements that took most time in all, first."""
    since = clock.now().date() - timedelta(days=days)
    total, number = sa.func.sum(SlowStatement.total_ms), sa.func.sum(SlowStatement.number)
    select = (
        sa.select(
            sa.func.max(SlowStatement.statement),
            sa.func.max(SlowStatement.endpoint),
            number,
            total,
            sa.func.max(SlowStatement.most_ms),
            sa.func.max(SlowStatement.seen_at),
        )
        .where(SlowStatement.day > since)
        .group_by(SlowStatement.digest)
        .order_by(total.desc())
        .limit(MOST)
    )
    return [
        Slow(statement, endpoint, int(n), int(ms) // int(n), most, seen_at)
        for statement, endpoint, n, ms, most, seen_at in db.session.execute(select)
    ]


def pools() -> list[Pool]:
    """The processes that did something in the last five minutes."""
    found = valkey.current().ask(lambda client: client.hgetall(measuring.POOLS)) or {}
    rows = [_pool(name.decode(), told.decode()) for name, told in found.items()]
    since = datetime.fromtimestamp(time.time() - FRESH_SECONDS, UTC)
    return sorted(row for row in rows if row.told_at > since)


def _pool(name: str, told: str) -> Pool:
    at, peak, size, most = map(int, told.split(" "))
    return Pool(name, peak, size, most, datetime.fromtimestamp(at, UTC))


def connections() -> Connections | None:
    """How many connections PostgreSQL holds open, of how many."""
    if db.session.get_bind().dialect.name != "postgresql":
        return None
    used, most = db.session.execute(
        sa.text("SELECT count(*), current_setting('max_connections')::int FROM pg_stat_activity")
    ).one()
    return Connections(used, most)
