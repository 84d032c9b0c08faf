"""The queue hears of fresh deliveries after the commit: one job, whatever is owed."""

from __future__ import annotations

import time
import uuid

import pytest
from flask import Flask

from kreatr.kernel import events, jobs, outbox
from tests.kernel.news import Whistled, deliveries, listening, whistle
from tests.services import Valkey


def hear(event: Whistled, key: uuid.UUID) -> None:
    assert event.tune and key


def hear_too(event: Whistled, key: uuid.UUID) -> None:
    assert event.tune and key


def _queued(valkey: Valkey) -> int:
    return int(jobs.queue(valkey.client).count)


def test_the_queue_is_nudged_after_the_commit(app: Flask, valkey: Valkey) -> None:
    with listening(app, hear, hear_too):
        whistle()
        assert _queued(valkey) == 1, "one job for all who listen"
        (job,) = jobs.queue(valkey.client).jobs
        first, second = job.args
        events.deliver(first, second)
        assert _queued(valkey) == 2, "which puts the others into the queue before it does its own"
        assert [row.id for row in deliveries() if row.done_at] == [uuid.UUID(first)]


def test_a_web_process_nudges_once_for_all_that_gathered(
    app: Flask, valkey: Valkey, monkeypatch: pytest.MonkeyPatch
) -> None:
    gathered = outbox.Gathered(app)
    monkeypatch.setitem(app.extensions, "kreatr_nudges", gathered)
    with listening(app, hear, hear_too):
        whistle()
        whistle("second")
        assert _queued(valkey) == 0
        until = time.monotonic() + 20
        while not _queued(valkey) and time.monotonic() < until:
            time.sleep(0.02)
        assert _queued(valkey) == 1
        (job,) = jobs.queue(valkey.client).jobs
        assert set(job.args) == {str(row.id) for row in deliveries()}
        whistle("third")
        gathered.tell()
        assert _queued(valkey) == 2, "at its end it does not wait"
