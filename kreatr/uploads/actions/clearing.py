"""The hourly tidying: what nobody uses goes after a day, and files and rows are held against each other (F5)."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

import sqlalchemy as sa
import structlog

from kreatr.kernel import clock, storage
from kreatr.kernel.db import action, db
from kreatr.kernel.pictures import Picture, in_use, named_files
from kreatr.uploads import words
from kreatr.uploads.actions import finishing, quarantine
from kreatr.uploads.models import Upload, UploadState

log = structlog.get_logger()
UNUSED = timedelta(days=1)
STUCK = timedelta(days=2)  # the last delivery of the outbox comes after 17 hours
FRESH = timedelta(hours=1)  # files so young may wait for their rows
BATCH = 500


def give_up_stuck() -> int:
    """Refuses what still waits after two days: its deliveries have all failed. Returns how many."""
    late = sa.select(Upload.id).where(
        Upload.state == UploadState.WAITING, Upload.created_at < clock.now() - STUCK
    )
    stuck = list(db.session.scalars(late.limit(BATCH)))
    db.session.rollback()
    for upload_id in stuck:
        finishing.refuse(upload_id, words.FAILED)
        quarantine.discard(upload_id)
    return len(stuck)


def forget_unused() -> int:
    """Removes uploads, and pictures, that nothing has used for a day; returns how many rows. Their files go next time."""
    old = clock.now() - UNUSED
    uploads = sa.select(Upload.id).where(Upload.done_at < old, Upload.state != UploadState.WAITING)
    sent = sa.exists().where(Upload.picture_id == Picture.id)
    pictures = sa.select(Picture.id).where(Picture.created_at < old, ~sent)
    gone = [_drop_uploads(ids) for ids in _batches(uploads, Upload.id)]
    return sum(gone) + sum([_drop_pictures(ids) for ids in _batches(pictures, Picture.id)])


@action
def _drop_uploads(ids: tuple[uuid.UUID, ...]) -> int:
    rows = db.session.execute(sa.select(Upload.id, Upload.picture_id).where(Upload.id.in_(ids))).all()
    used = in_use({id_ for row in rows for id_ in row if id_})
    return _delete(Upload, [row.id for row in rows if not used & {row.id, row.picture_id}])


@action
def _drop_pictures(ids: tuple[uuid.UUID, ...]) -> int:
    sent = set(db.session.scalars(sa.select(Upload.picture_id).where(Upload.picture_id.in_(ids))))
    return _delete(Picture, list(set(ids) - in_use(set(ids)) - sent))


def _delete(model: Any, ids: list[uuid.UUID]) -> int:
    if ids:
        db.session.execute(sa.delete(model).where(model.id.in_(ids)))
    return len(ids)


def _batches(select: Any, key: Any) -> Iterator[tuple[uuid.UUID, ...]]:
    last: uuid.UUID | None = None
    while True:
        step = select.order_by(key).limit(BATCH)
        ids: tuple[uuid.UUID, ...] = tuple(
            db.session.scalars(step if last is None else step.where(key > last))
        )
        db.session.rollback()
        if not ids:
            return
        yield ids
        last = ids[-1]


def clear_quarantine() -> int:
    """Removes originals that nothing waits for, and files that were cut off on their way; returns how many."""
    before = clock.now() - FRESH
    old = [path for path in quarantine.folder().iterdir() if _written(path.stat().st_mtime) < before]
    waiting = sa.select(Upload.id).where(Upload.state == UploadState.WAITING)
    kept = {str(id_) for id_ in db.session.scalars(waiting)} if old else set()
    gone = [path for path in old if path.name not in kept]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)


def compare_storage() -> tuple[int, list[str]]:
    """Removes stored files without a row, older than an hour; returns how many, and the names whose files are missing."""
    shelf, before = storage.current(), clock.now() - FRESH
    present: set[str] = set()
    gone = shelf.tidy(before)
    listed = shelf.list()
    while files := list(islice(listed, BATCH)):
        known = named_files({file.name.rpartition("-")[0] for file in files})
        for file in files:
            if file.name.rpartition("-")[0] in known or file.at >= before:
                present.add(file.name)
            else:
                shelf.delete(file.name)
                gone += 1
    missing = [name for name in _expected() if name not in present and not shelf.exists(name)]
    if missing:
        log.error("stored_files_missing", count=len(missing), first=missing[:5])
    return gone, missing


def _expected() -> Iterator[str]:
    rows = db.session.execute(sa.select(Picture.name, Picture.sizes)).all()
    yield from (f"{row.name}-{width}.webp" for row in rows for width in row.sizes)


def _written(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
