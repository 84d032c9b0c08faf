"""What becomes of an upload: ready, held for a person, or refused."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
import structlog

from kreatr.accounts.models import User
from kreatr.kernel import clock, events
from kreatr.kernel.db import action, after_commit, db, lock
from kreatr.kernel.errors import NotFound
from kreatr.kernel.images import Made
from kreatr.kernel.pictures import Picture, in_use, made_of, named
from kreatr.uploads import queries, words
from kreatr.uploads.actions import quarantine
from kreatr.uploads.events import UploadFinished
from kreatr.uploads.models import Upload, UploadState

log = structlog.get_logger()


@action
def finish(upload_id: uuid.UUID, made: Made, held_reason: str | None = None) -> None:
    """Records a made picture, whose files are stored. A repeated call changes nothing."""
    upload = _open(upload_id, UploadState.WAITING)
    if upload is None:
        return
    upload.picture = _picture(made)
    upload.state = UploadState.HELD if held_reason else UploadState.READY
    upload.held_reason = held_reason
    if held_reason:
        log.info("upload_held", upload=str(upload_id), reason=held_reason)
    _tell(upload)


@action
def refuse(upload_id: uuid.UUID, fault: str) -> None:
    """Records why nothing was made. A repeated call changes nothing."""
    upload = _open(upload_id, UploadState.WAITING)
    if upload is None:
        return
    log.info("upload_refused", upload=str(upload_id), fault=fault)
    upload.state, upload.fault = UploadState.REFUSED, fault
    _tell(upload)


@action
def release(upload_id: uuid.UUID) -> Upload:
    """Lets a held picture be used, after somebody looked at it. Raises NotFound when it is not held."""
    upload = _held(upload_id)
    upload.state, upload.held_reason = UploadState.READY, None
    _tell(upload)
    return upload


@action
def reject(upload_id: uuid.UUID) -> Upload:
    """Refuses a held picture, after somebody looked at it. Raises NotFound when it is not held."""
    upload = _held(upload_id)
    upload.state, upload.fault, upload.picture = UploadState.REFUSED, words.REJECTED, None
    _tell(upload)
    return upload


@action
def remove(viewer: User, upload_id: uuid.UUID) -> None:
    """The owner wants it no more; what something uses already stays. Raises NotFound."""
    upload = queries.find(viewer, upload_id)
    if not in_use({upload_id}):
        db.session.delete(upload)
        after_commit(lambda: quarantine.discard(upload_id))


def _open(upload_id: uuid.UUID, state: UploadState) -> Upload | None:
    lock(db.session(), "upload", str(upload_id))
    upload = db.session.get(Upload, upload_id, populate_existing=True)
    return upload if upload is not None and upload.state is state else None


def _held(upload_id: uuid.UUID) -> Upload:
    upload = _open(upload_id, UploadState.HELD)
    if upload is None:
        raise NotFound
    return upload


def _tell(upload: Upload) -> None:
    upload.done_at = clock.now()
    db.session.flush()
    events.record(UploadFinished(upload.id))


def _picture(made: Made) -> Picture:
    name = named(made)
    lock(db.session(), "picture", name)
    known = db.session.scalar(sa.select(Picture).where(Picture.name == name))
    if known is not None:
        return known
    picture = made_of(made)
    db.session.add(picture)
    db.session.flush()
    return picture
