"""The outbox: owed in the same transaction, delivered once, tried again, given up, never lost."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from kreatr.kernel import events, jobs, outbox
from kreatr.kernel.db import action, db, unit
from kreatr.kernel.events import GiveUp
from kreatr.kernel.outbox import Delivery, OutboxEvent
from tests.kernel.news import Whistled, deliveries, listening, whistle
from tests.services import Valkey

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
heard: list[tuple[Whistled, uuid.UUID]] = []


@pytest.fixture(autouse=True)
def silence() -> Iterator[None]:
    heard.clear()
    yield


def hear(event: Whistled, key: uuid.UUID) -> None:
    heard.append((event, key))


def hear_too(event: Whistled, key: uuid.UUID) -> None:
    heard.append((event, key))


def stumble(event: Whistled, key: uuid.UUID) -> None:
    heard.append((event, key))
    raise ConnectionError("the line is dead")


def refuse(event: Whistled, key: uuid.UUID) -> None:
    heard.append((event, key))
    raise GiveUp("nobody lives there")


def test_an_event_arrives_as_it_was_recorded(app: Flask) -> None:
    with listening(app, hear):
        (owed,) = whistle("Ampar-ampar Pisang", loud=3)
        events.deliver(str(owed.id))
    assert heard == [(Whistled(who=uuid.UUID(int=7), tune="Ampar-ampar Pisang", loud=3), owed.id)]


def test_each_listener_is_owed_a_delivery_of_its_own(app: Flask) -> None:
    with listening(app, hear, hear_too):
        owed = whistle()
    assert [delivery.listener for delivery in owed] == ["test.hear", "test.hear_too"]


def test_nothing_is_owed_when_the_change_is_rolled_back(app: Flask, valkey: Valkey) -> None:
    with listening(app, hear), pytest.raises(ValueError, match="no"):
        _record_and_fail()
    assert deliveries() == []
    assert db.session.scalar(sa.select(sa.func.count()).select_from(OutboxEvent)) == 0
    assert valkey.client.keys("rq:job:*") == []


@action
def _record_and_fail() -> None:
    events.record(Whistled(who=uuid.UUID(int=7), tune="Rasa Sayange"))
    raise ValueError("no")


def test_a_projection_runs_in_the_same_transaction(app: Flask) -> None:
    seen: list[bool] = []

    def project(event: Whistled) -> None:
        seen.append(bool(db.session().info.get("unit")))

    with listening(app, projections=(project,)):
        assert whistle() == []
    assert seen == [True]


def test_a_failing_projection_undoes_the_change(app: Flask) -> None:
    def project(event: Whistled) -> None:
        raise ValueError("cannot be shown")

    with listening(app, hear, projections=(project,)), pytest.raises(ValueError, match="cannot"):
        whistle()
    assert deliveries() == []


def test_a_delivery_is_done_once(app: Flask) -> None:
    with listening(app, hear):
        (owed,) = whistle()
        for _time in range(3):
            events.deliver(str(owed.id))
        (after,) = deliveries()
    assert len(heard) == 1
    assert after.done_at and after.due_at is None and after.attempts == 1


def test_workers_that_race_deliver_once(app: Flask) -> None:
    ready = threading.Barrier(4)

    def work(ids: list[str]) -> None:
        ready.wait()
        for id_ in ids:
            with app.app_context():
                events.deliver(id_)

    with listening(app, hear):
        for n in range(15):
            whistle(f"tune {n}")
        ids = [str(delivery.id) for delivery in deliveries()]
        db.session.rollback()
        threads = [threading.Thread(target=work, args=(ids,)) for _n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
    assert sorted(event.tune for event, _key in heard) == sorted(f"tune {n}" for n in range(15))
    assert all(delivery.done_at for delivery in deliveries())


def test_a_claim_holds_until_its_lease_ends(app: Flask) -> None:
    with listening(app, hear), time_machine.travel(START, tick=False) as clock:
        (owed,) = whistle()
        assert outbox.claim(owed.id) is not None
        assert outbox.claim(owed.id) is None
        clock.shift(timedelta(seconds=outbox.LEASE_SECONDS - 1))
        assert outbox.claim(owed.id) is None
        clock.shift(timedelta(seconds=1))
        assert outbox.claim(owed.id) is not None


def test_a_lease_outlasts_the_job(app: Flask) -> None:
    assert outbox.LEASE_SECONDS > outbox.JOB_SECONDS


def test_a_failure_is_tried_again_after_growing_pauses_and_then_given_up(app: Flask) -> None:
    with listening(app, stumble), time_machine.travel(START, tick=False) as clock:
        (owed,) = whistle()
        pauses = []
        for _attempt in range(outbox.ATTEMPTS - 1):
            events.deliver(str(owed.id))
            (row,) = deliveries()
            assert row.due_at is not None and row.failed_at is None
            pauses.append(int((row.due_at - datetime.now(UTC)).total_seconds()))
            clock.shift(timedelta(seconds=pauses[-1] - 1))
            events.deliver(str(owed.id))  # a second early: nothing happens
            clock.shift(timedelta(seconds=1))
        events.deliver(str(owed.id))
        (row,) = deliveries()
    assert pauses == list(outbox.PAUSES) and pauses == sorted(pauses)
    assert len(heard) == outbox.ATTEMPTS and len({key for _event, key in heard}) == 1
    assert row.due_at is None and row.failed_at is not None
    assert row.error == "ConnectionError: the line is dead"


def test_what_cannot_be_helped_is_given_up_at_once(app: Flask) -> None:
    with listening(app, refuse):
        (owed,) = whistle()
        events.deliver(str(owed.id))
        (row,) = deliveries()
    assert (row.due_at, row.attempts, row.error) == (None, 1, "nobody lives there")
    assert row.failed_at and not row.done_at


def test_a_listener_that_is_gone_is_given_up(app: Flask) -> None:
    with listening(app, hear):
        (owed,) = whistle()
    with listening(app, hear_too):
        events.deliver(str(owed.id))
    (row,) = deliveries()
    assert row.failed_at and "test.hear" in str(row.error)


def test_one_listener_that_fails_does_not_hold_the_others_up(app: Flask) -> None:
    with listening(app, hear, stumble):
        for owed in whistle():
            events.deliver(str(owed.id))
        done = {row.listener: bool(row.done_at) for row in deliveries()}
    assert done == {"test.hear": True, "test.stumble": False}


def test_what_a_failing_listener_changed_is_rolled_back(app: Flask) -> None:
    def half(event: Whistled, key: uuid.UUID) -> None:
        with unit() as session:
            session.add(OutboxEvent(name="Half", payload={}))
            session.flush()
            raise ConnectionError

    with listening(app, half):
        (owed,) = whistle()
        events.deliver(str(owed.id))
    names = set(db.session.scalars(sa.select(OutboxEvent.name)))
    assert names == {"Whistled"}


def test_a_delivery_nobody_knows_is_ignored(app: Flask) -> None:
    events.deliver(str(uuid.uuid4()))


def _sweep(app: Flask) -> int:
    """As the clock does it: in a context of its own."""
    with app.app_context():
        return outbox.sweep()


def _queued(valkey: Valkey) -> int:
    return int(jobs.queue(valkey.client).count)


def test_the_sweep_brings_back_what_the_queue_lost(app: Flask, valkey: Valkey) -> None:
    with listening(app, hear), time_machine.travel(START, tick=False) as clock:
        whistle()
        valkey.client.flushall()
        assert _sweep(app) == 0, "the nudge gets a moment first"
        clock.shift(timedelta(seconds=outbox.NUDGE_GRACE_SECONDS + 1))
        assert _sweep(app) == 1
    assert _queued(valkey) == 1


def test_the_sweep_finds_what_was_recorded_while_the_queue_was_away(app: Flask, valkey: Valkey) -> None:
    valkey.kill()
    with listening(app, hear), time_machine.travel(START, tick=False) as clock:
        whistle()
        assert len(deliveries()) == 1
        clock.shift(timedelta(seconds=60))
        assert _sweep(app) == 0
        valkey.restore()
        app.extensions["kreatr_valkey"].away_until = 0.0
        assert _sweep(app) == 1
    assert _queued(valkey) == 1


def test_the_sweep_leaves_done_failed_and_claimed_alone(app: Flask) -> None:
    with listening(app, hear, refuse), time_machine.travel(START, tick=False) as clock:
        for owed in whistle():
            events.deliver(str(owed.id))
        (claimed, *_rest) = [row for row in whistle("second") if row.due_at]
        assert outbox.claim(claimed.id)
        clock.shift(timedelta(seconds=outbox.NUDGE_GRACE_SECONDS + 1))
        assert _sweep(app) == 1  # only the other one of the second tune


def test_the_sweep_hands_on_once_per_attempt(app: Flask, valkey: Valkey) -> None:
    with listening(app, hear), time_machine.travel(START, tick=False) as clock:
        whistle()
        clock.shift(timedelta(seconds=30))
        for _time in range(5):
            _sweep(app)
    assert _queued(valkey) <= 2, "the same attempt must not fill the queue"


def test_the_age_of_the_oldest_debt_is_known(app: Flask) -> None:
    with listening(app, hear), time_machine.travel(START, tick=False) as clock:
        assert outbox.oldest_seconds() == 0
        whistle()
        clock.shift(timedelta(seconds=90))
        assert outbox.oldest_seconds() == 90


def test_old_events_are_forgotten_when_all_is_done(app: Flask) -> None:
    with listening(app, hear, refuse), time_machine.travel(START, tick=False) as clock:
        for owed in whistle("kept, one was given up"):
            events.deliver(str(owed.id))
    with listening(app, hear), time_machine.travel(START, tick=False) as clock:
        for row in [one for one in whistle("forgotten") if one.due_at]:
            events.deliver(str(row.id))
        whistle("kept, still owed")
        clock.shift(timedelta(days=31))
        assert outbox.prune() == 1
    kept: list[Any] = list(db.session.scalars(sa.select(OutboxEvent.payload)))
    assert sorted(payload["tune"] for payload in kept) == ["kept, one was given up", "kept, still owed"]
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Delivery)) == 3
