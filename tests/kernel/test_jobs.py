"""Queue, worker and clock, against a real Valkey."""

from __future__ import annotations

import json
import threading
import time
import uuid
import zlib
from collections.abc import Callable

import pytest
from flask import Flask
from rq import SimpleWorker
from rq.job import Job
from rq.serializers import JSONSerializer
from rq.timeouts import TimerDeathPenalty

from kreatr.kernel import jobs, outbox
from kreatr.kernel.manifest import Entry
from tests.kernel.news import Whistled, deliveries, listening, whistle
from tests.services import Valkey

pytestmark = pytest.mark.one_database


def _burst(app: Flask, valkey: Valkey) -> int:
    """Works the queue off in this process; how many jobs there were."""
    queue = jobs.queue(valkey.client)
    count = int(queue.count)

    class Worker(SimpleWorker):
        death_penalty_class = TimerDeathPenalty

    with app.app_context():
        Worker([queue], connection=valkey.client, serializer=JSONSerializer).work(
            burst=True, logging_level="ERROR"
        )
    return count


def test_jobs_travel_as_json(app: Flask, valkey: Valkey) -> None:
    assert jobs.enqueue("kreatr.kernel.outbox.prune", 30, job_id="prune-once")
    raw = valkey.client.hget("rq:job:prune-once", "data")
    assert isinstance(raw, bytes)
    assert json.loads(zlib.decompress(raw))[0] == "kreatr.kernel.outbox.prune"


def test_a_job_id_is_queued_once(app: Flask, valkey: Valkey) -> None:
    for _time in range(3):
        jobs.enqueue("kreatr.kernel.outbox.prune", job_id="one")
    assert jobs.queue(valkey.client).count == 1


def test_a_worker_runs_what_was_recorded(app: Flask, valkey: Valkey) -> None:
    heard: list[str] = []

    def hear(event: Whistled, key: uuid.UUID) -> None:
        heard.append(event.tune)

    with listening(app, hear):
        whistle("Kampuang Nan Jauh")
        assert _burst(app, valkey) == 1
        (row,) = deliveries()
    assert heard == ["Kampuang Nan Jauh"] and row.done_at


def test_finished_jobs_leave_nothing_in_the_queue(app: Flask, valkey: Valkey) -> None:
    with listening(app, lambda event, key: None):
        whistle()
        _burst(app, valkey)
    assert valkey.client.keys("rq:job:*") == []


def test_a_job_whose_worker_died_does_not_block_its_repetition(app: Flask, valkey: Valkey) -> None:
    jobs.enqueue("kreatr.kernel.outbox.prune", job_id="stuck")
    job = Job.fetch("stuck", connection=valkey.client, serializer=JSONSerializer)
    job.worker_name = "a worker that was killed"
    job.save()
    jobs.queue(valkey.client).empty()
    valkey.client.delete("rq:queue:default")
    job.save()
    jobs.enqueue("kreatr.kernel.outbox.prune", job_id="stuck")
    assert jobs.enqueue("kreatr.kernel.outbox.prune", job_id="stuck"), "the next sweep gets through"


@pytest.mark.parametrize("failure", ["kill", "freeze"])
def test_without_a_queue_nothing_is_promised_and_nothing_hangs(
    app: Flask, valkey: Valkey, failure: str
) -> None:
    getattr(valkey, failure)()
    started = time.monotonic()
    assert not jobs.enqueue("kreatr.kernel.outbox.prune", job_id="later")
    assert time.monotonic() - started <= 2.0
    started = time.monotonic()
    for n in range(20):
        assert not jobs.enqueue("kreatr.kernel.outbox.prune", job_id=f"later-{n}")
    assert time.monotonic() - started <= 0.2, "after a failure the queue is left alone for a moment"


def test_recording_goes_on_while_the_queue_hangs(app: Flask, valkey: Valkey) -> None:
    valkey.freeze()
    with listening(app, lambda event, key: None):
        started = time.monotonic()
        whistle()
        assert time.monotonic() - started <= 2.0
        assert len(deliveries()) == 1


def _clock(app: Flask, sweep: Callable[[], object], *entries: Entry) -> jobs.Clock:
    clock = jobs.Clock(app, sweep, 0.0)
    clock.entries = entries
    return clock


def test_two_clocks_queue_an_entry_once_a_period(app: Flask, valkey: Valkey) -> None:
    entry = Entry("kreatr.kernel.outbox.prune", 24 * 3600)
    clocks = [_clock(app, lambda: None, entry) for _n in range(2)]
    for clock in clocks * 3:
        clock._safely(lambda clock=clock: clock._enqueue(entry))
    assert jobs.queue(valkey.client).count == 1


def test_the_clock_sweeps_and_survives_errors_until_it_is_stopped(app: Flask) -> None:
    calls: list[int] = []

    def sweep() -> None:
        calls.append(1)
        if len(calls) == 1:
            raise ConnectionError("the database is away")

    clock = _clock(app, sweep)
    thread = threading.Thread(target=clock.run)
    thread.start()
    ends = time.monotonic() + 6
    while len(calls) < 2 and time.monotonic() < ends:
        time.sleep(0.05)
    clock.stop()
    thread.join(5)
    assert len(calls) >= 2 and not thread.is_alive()


def test_the_clock_survives_an_absent_queue(app: Flask, valkey: Valkey) -> None:
    entry = Entry("kreatr.kernel.outbox.prune", 60)
    clock = _clock(app, outbox.sweep, entry)
    valkey.kill()
    clock._safely(lambda: clock._enqueue(entry))
    valkey.restore()
    app.extensions["kreatr_valkey"].away_until = 0.0
    clock._safely(lambda: clock._enqueue(entry))
    assert jobs.queue(valkey.client).count == 1


def test_every_clock_entry_names_a_function(app: Flask) -> None:
    for entry in app.extensions["kreatr_clock"]:
        module, _, name = entry.job.rpartition(".")
        found = getattr(__import__(module, fromlist=[name]), name)
        assert callable(found) and found.__doc__, f"{entry.job} needs a docstring that says what it does"
        assert entry.seconds >= 10


def test_living_workers_are_counted(app: Flask, valkey: Valkey) -> None:
    assert jobs.workers_alive(valkey.client) == 0
    worker = SimpleWorker([jobs.queue(valkey.client)], connection=valkey.client, serializer=JSONSerializer)
    worker.register_birth()
    worker.heartbeat()
    assert jobs.workers_alive(valkey.client) == 1
    worker.register_death()
    assert jobs.workers_alive(valkey.client) == 0
