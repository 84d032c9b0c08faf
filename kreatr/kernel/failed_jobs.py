"""Jobs of the queue that ended with an error. What a listener could not do is in the outbox; here are the clock's jobs, and
whatever ended with its worker. RQ keeps them for an hour."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, NamedTuple

from rq.exceptions import InvalidJobOperation, NoSuchJobError
from rq.job import Job
from rq.registry import FailedJobRegistry
from rq.serializers import JSONSerializer

from kreatr.kernel import jobs, valkey

MOST = 50


class FailedJob(NamedTuple):
    """One of them: `path` is the function, `error` the last line of what went wrong."""

    id: str
    path: str
    ended_at: datetime | None
    error: str


class Queue(NamedTuple):
    """How the queue stands."""

    waiting: int
    failed: list[FailedJob]


def standing() -> Queue | None:
    """How many jobs wait, and those that failed, newest first; None while Valkey is away."""
    return valkey.current().ask(_standing)


def again(job_id: str) -> bool:
    """Puts a failed job into the queue once more; False when there is none of this id."""
    return bool(valkey.current().ask(lambda client: _again(client, job_id)))


def _registry(client: Any) -> FailedJobRegistry:
    return FailedJobRegistry(queue=jobs.queue(client))


def _standing(client: Any) -> Queue:
    ids = _registry(client).get_job_ids(desc=True, end=MOST - 1)
    found = Job.fetch_many(ids, connection=client, serializer=JSONSerializer)
    return Queue(jobs.queue(client).count, [_failed(job) for job in found if job is not None])


def _failed(job: Job) -> FailedJob:
    result = job.latest_result()
    lines = ((result.exc_string if result else "") or "").strip().splitlines()
    ended = job.ended_at and job.ended_at.replace(tzinfo=job.ended_at.tzinfo or UTC)
    return FailedJob(job.id, job.func_name or "", ended, lines[-1][:500] if lines else "")


def _again(client: Any, job_id: str) -> bool:
    try:
        _registry(client).requeue(job_id)
    except (InvalidJobOperation, NoSuchJobError):
        return False
    return True
