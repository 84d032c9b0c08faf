"""Putting right by hand what failed by itself (NTF-04)."""

from __future__ import annotations

import uuid

import structlog

from kreatr.accounts.models import User
from kreatr.kernel import failed_jobs, outbox
from kreatr.kernel.errors import NotFound

log = structlog.get_logger()


def retry(viewer: User, delivery_id: uuid.UUID) -> None:
    """Tries a delivery once more. Raises NotFound when nothing of it waits or was given up."""
    if not outbox.retry(delivery_id):
        raise NotFound
    log.info("delivery_tried_again", delivery=str(delivery_id), by=str(viewer.id))


def retry_all(viewer: User) -> int:
    """Tries everything that was given up once more; returns how much that is."""
    number = outbox.retry_all()
    log.info("deliveries_tried_again", number=number, by=str(viewer.id))
    return number


def dismiss(viewer: User, delivery_id: uuid.UUID) -> None:
    """Lets go of a delivery that was given up. Raises NotFound."""
    if not outbox.dismiss(delivery_id):
        raise NotFound
    log.info("delivery_dismissed", delivery=str(delivery_id), by=str(viewer.id))


def retry_job(viewer: User, job_id: str) -> None:
    """Puts a failed job into the queue once more. Raises NotFound."""
    if not failed_jobs.again(job_id):
        raise NotFound
    log.info("job_tried_again", job=job_id[:120], by=str(viewer.id))
