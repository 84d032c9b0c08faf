"""Writing measurements down: a batch once, numbers added, hours folded into days."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from kreatr.kernel import measuring, tally
from kreatr.kernel.db import db, uuid7
from kreatr.operations import jobs
from kreatr.operations.actions import folding, writing
from kreatr.operations.models import EndpointHour, LimitDay, MeasureBatch, SlowStatement
from kreatr.operations.queries import answers
from tests.services import Valkey

DAY = date(2026, 3, 2)
COUNTS = {
    (DAY, "answer 9 2 50 hub.index"): 30,
    (DAY, "answer 9 5 1000 hub.index"): 2,
    (DAY, "limit uses uploads"): 7,
    (DAY, "limit refusals uploads"): 1,
    (DAY, "limit uses of-another-release"): 1,
    (DAY, "slow 300 hub.index SELECT … FROM users"): 2,
    (DAY, "slow 900 hub.index SELECT … FROM users"): 1,
    (DAY, "answer nonsense"): 5,
    (DAY, "a new kind"): 5,
}


def test_a_batch_is_written_once_and_numbers_are_added(app: Flask) -> None:
    batch = uuid7()
    assert [
        writing.write_measures(batch, COUNTS),
        writing.write_measures(batch, COUNTS),
        writing.write_measures(uuid7(), COUNTS),
    ] == [
        True,
        False,
        True,
    ]
    rows = db.session.execute(sa.select(EndpointHour.status, EndpointHour.bucket, EndpointHour.number))
    assert sorted(tuple(row) for row in rows) == [(2, 50, 60), (5, 1000, 4)]
    hour = db.session.scalars(sa.select(EndpointHour.hour)).first()
    assert hour == datetime(2026, 3, 2, 9, tzinfo=UTC)
    (limit,) = db.session.scalars(sa.select(LimitDay))
    assert (limit.name, limit.uses, limit.refusals) == ("uploads", 14, 2)
    (slow,) = db.session.scalars(sa.select(SlowStatement))
    assert (slow.number, slow.total_ms, slow.most_ms) == (6, 3000, 900)


@pytest.mark.one_database
def test_a_worker_that_dies_in_between_neither_loses_nor_repeats(app: Flask, valkey: Valkey) -> None:
    for _answer in range(5):
        measuring.of(app).answer("a.page", 200, 0.004)
    measuring.hand_over()
    (batch,) = tally.take(measuring.GATHER)
    writing.write_measures(batch.id, batch.counts)  # and dies before it lets go of the batch
    measuring.of(app).answer("a.page", 200, 0.004)
    jobs.write_measures()
    jobs.write_measures()
    assert db.session.scalar(sa.select(sa.func.sum(EndpointHour.number))) == 6
    assert not valkey.client.keys("kreatr:measures*") and db.session.scalar(
        sa.select(sa.func.count()).select_from(MeasureBatch)
    )


def test_hours_become_days_and_days_are_forgotten(app: Flask) -> None:
    now = datetime(2026, 3, 20, 3, tzinfo=UTC)
    with time_machine.travel(now, tick=False):
        old, older = (now - timedelta(days=days) for days in (9, 95))
        counts = {
            (moment.date(), f"answer {hour} 2 {b} a.page"): 2
            for moment in (now, old)
            for hour in (1, 2)
            for b in (5, 50)
        }
        counts |= {(older.date(), "answer 1 2 5 a.page"): 9, (older.date(), "limit uses uploads"): 1}
        counts |= {(older.date(), "slow 300 a.page SELECT …"): 1}
        writing.write_measures(uuid.uuid4(), counts)
        before = answers.columns(30)
        for _day in range(2):
            jobs.tidy()
        assert answers.columns(30) == before, "a day says the same as its hours"
        assert db.session.scalar(sa.select(sa.func.count()).select_from(EndpointHour)) == 4 + 2
        assert folding.midnight(date(2026, 3, 11)) in set(db.session.scalars(sa.select(EndpointHour.hour)))
    for table in (LimitDay, SlowStatement):
        assert not db.session.scalars(sa.select(table)).all()
