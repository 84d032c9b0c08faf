"""The queue, the worker and the clock.

Jobs travel as JSON and carry ids. RQ's own cron is not used: it enqueues with pickle and ends when Redis goes away.
"""

from __future__ import annotations

import signal
import threading
import time
from datetime import timedelta
from types import FrameType
from typing import Any

import redis
import structlog
from flask import Flask, current_app
from rq import Queue, Worker, worker_registration
from rq.exceptions import DuplicateJobError
from rq.job import Job
from rq.serializers import JSONSerializer
from rq.worker import BaseWorker

from kreatr.kernel import beats, measuring, valkey
from kreatr.kernel.db import db
from kreatr.kernel.manifest import Entry, Room

log = structlog.get_logger()
QUEUE = "default"
KEPT_SECONDS = 3600
HEARTBEAT_SECONDS = 60
TICK_SECONDS = 1.0


def init_app(app: Flask, rooms: tuple[Room, ...]) -> None:
    """Collects the clock entries of all rooms."""
    entries = [entry for room in rooms for entry in room.clock]
    app.extensions["kreatr_clock"] = (Entry("kreatr.kernel.outbox.prune", 24 * 3600), *entries)


def queue(client: redis.Redis) -> Queue:
    """The one queue, over `client`."""
    return Queue(QUEUE, connection=client, serializer=JSONSerializer)


def enqueue(path: str, *args: Any, job_id: str, seconds: int = 60) -> bool:
    """Queues the function at a dotted path, at most once per job id and hour. False when the queue is away.

    `args` are plain JSON values; `seconds` is how long the job may run.
    """
    answer = valkey.current().ask(lambda client: _enqueue(client, path, args, job_id, seconds))
    return bool(answer)


def _enqueue(client: redis.Redis, path: str, args: tuple[Any, ...], job_id: str, seconds: int) -> bool:
    try:
        _ours(client).enqueue(
            path,
            *args,
            job_id=job_id,
            unique=True,
            job_timeout=seconds,
            result_ttl=0,
            failure_ttl=KEPT_SECONDS,
        )
    except DuplicateJobError:
        return _requeue_lost(client, job_id)
    return True


def enqueue_all(path: str, jobs: dict[str, tuple[Any, ...]], *, seconds: int = 60) -> bool:
    """Queues the function at a dotted path for each job id with its arguments, in one go, without looking whether it is there
    already: for new ids, or for jobs that do no harm twice. False when the queue is away."""
    return bool(valkey.current().ask(lambda client: _enqueue_all(client, path, jobs, seconds)))


def _enqueue_all(client: redis.Redis, path: str, jobs: dict[str, tuple[Any, ...]], seconds: int) -> bool:
    data = [
        Queue.prepare_data(
            path, args=args, job_id=job_id, timeout=seconds, result_ttl=0, failure_ttl=KEPT_SECONDS
        )
        for job_id, args in jobs.items()
    ]
    with client.pipeline(transaction=False) as pipe:
        _ours(client).enqueue_many(data, pipeline=pipe)
        pipe.execute()
    return True


def _ours(client: redis.Redis) -> Queue:
    """The queue over the app's own client. A new one would ask the server first what it is."""
    kept: Queue | None = current_app.extensions.get("kreatr_queue")
    if kept is None or kept.connection is not client:
        kept = current_app.extensions["kreatr_queue"] = queue(client)
    return kept


def _requeue_lost(client: redis.Redis, job_id: str) -> bool:
    """A job that says it is started, but whose worker is gone, would block its own repetition: it is dropped."""
    job = Job.fetch(job_id, connection=client, serializer=JSONSerializer)
    if job.worker_name and Worker.find_by_key(f"rq:worker:{job.worker_name}", connection=client) is None:
        job.delete()
    return False


class HouseWorker(Worker):
    """An RQ worker whose jobs run inside the app, each in a child that opens its own database connections."""

    app: Flask

    def heartbeat(self, timeout: int | None = None, pipeline: Any = None) -> None:
        """Signs on again with each beat, because a Valkey that was restarted or emptied knows no worker."""
        super().heartbeat(timeout, pipeline)
        connection = self.connection if pipeline is None else pipeline
        connection.hset(self.key, mapping=self.serialize())
        worker_registration.register(self, pipeline)

    def main_work_horse(self, job: Job, queue: Queue) -> None:
        context = self.app.app_context()
        context.push()
        db.engine.dispose(close=False)  # the parent's sockets are not the child's
        measuring.of(self.app).part = "worker"
        super().main_work_horse(job, queue)

    def perform_job(self, job: Job, queue: Queue) -> bool:
        measuring.doing.set(job.func_name or "")
        done = super().perform_job(job, queue)
        measuring.hand_over()  # the child ends with its job
        return done


def run_worker(app: Flask) -> None:
    """Works until SIGTERM; a running job is finished first. Waits for Valkey while it is away."""
    client = redis.Redis.from_url(app.config["REDIS_URL"])
    worker = HouseWorker(
        [queue(client)], connection=client, serializer=JSONSerializer, worker_ttl=HEARTBEAT_SECONDS
    )
    worker.app = app
    worker.work(logging_level="WARNING", with_scheduler=False)


def workers_alive(client: redis.Redis) -> int:
    """How many workers gave a sign of life within the last minute and a half."""
    return sum(_fresh(worker) for worker in Worker.all(connection=client))


def _fresh(worker: BaseWorker) -> bool:
    beat = worker.last_heartbeat
    return beat is not None and time.time() - beat.timestamp() < 1.5 * HEARTBEAT_SECONDS


class Clock:
    """Enqueues each entry once a period and sweeps the outbox in between; survives an absent queue or database."""

    def __init__(self, app: Flask, sweep: Any, sweep_seconds: float) -> None:
        self.app, self.sweep, self.sweep_seconds = app, sweep, sweep_seconds
        self.entries: tuple[Entry, ...] = app.extensions["kreatr_clock"]
        self.stopped = threading.Event()

    def run(self) -> None:
        """Ticks until `stop`."""
        measuring.of(self.app).part = "clock"
        swept = 0.0
        while not self.stopped.wait(TICK_SECONDS):
            if time.monotonic() - swept >= self.sweep_seconds:
                swept = time.monotonic()
                self._safely(lambda: beats.beat("clock"))
                self._safely(self.sweep)
            for entry in self.entries:
                self._safely(lambda entry=entry: self._enqueue(entry))

    def stop(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        self.stopped.set()

    def _enqueue(self, entry: Entry) -> None:
        period = int(time.time() // entry.seconds)
        mark = f"kreatr:clock:{entry.job}:{period}"
        first = valkey.current().ask(
            lambda client: client.set(mark, 1, nx=True, ex=timedelta(seconds=2 * entry.seconds))
        )
        if first:
            enqueue(entry.job, job_id=f"clock-{entry.job}-{period}".replace(".", "-"), seconds=600)

    def _safely(self, step: Any) -> None:
        try:
            with self.app.app_context():
                step()
        except Exception:  # the clock goes on; the next tick tries again
            log.exception("clock_step_failed")


def run_clock(app: Flask, sweep: Any, sweep_seconds: float) -> None:
    """Runs the clock until SIGTERM or SIGINT."""
    clock = Clock(app, sweep, sweep_seconds)
    signal.signal(signal.SIGTERM, clock.stop)
    signal.signal(signal.SIGINT, clock.stop)
    clock.run()
