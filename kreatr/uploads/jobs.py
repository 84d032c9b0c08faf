"""The worker's part: an original becomes a picture, in a process of its own."""

from __future__ import annotations

import uuid
from typing import IO

import structlog

from kreatr.kernel import confined, images, storage
from kreatr.kernel.db import db
from kreatr.kernel.images import Made
from kreatr.kernel.sniff import BROKEN, Unfit
from kreatr.uploads import words
from kreatr.uploads.actions import clearing, finishing, quarantine, scanning
from kreatr.uploads.events import UploadReceived
from kreatr.uploads.models import Purpose, Upload, UploadState

log = structlog.get_logger()
# Memory is what the child may allocate: with the interpreter and its libraries it stays below 200 MB.
LIMITS = confined.Limits(work=10, seconds=14, memory=182 * 1024**2, output=8 * 1024**2)


def make(event: UploadReceived, _key: uuid.UUID) -> None:
    """Listener: what lies in quarantine is made, held or refused. The original goes when the outcome is safe.

    Killed at any point, it begins anew with the next delivery: files are stored under names made of their bytes, and
    the row changes once.
    """
    upload = db.session.get(Upload, event.upload_id)
    purpose = upload.purpose if upload else Purpose.WORK
    waiting = upload is not None and upload.state is UploadState.WAITING
    db.session.rollback()
    if waiting:
        _judge(event.upload_id, purpose)
    quarantine.discard(event.upload_id)


def tidy() -> None:
    """Clock job: see `clearing`."""
    stuck, unused = clearing.give_up_stuck(), clearing.forget_unused()
    files = clearing.clear_quarantine()
    stray, missing = clearing.compare_storage()
    log.info(
        "uploads_tidied", stuck=stuck, unused=unused, quarantine=files, stray=stray, missing=len(missing)
    )


def _judge(upload_id: uuid.UUID, purpose: Purpose) -> None:
    try:
        with open(quarantine.where(upload_id), "rb") as original:
            held = scanning.scan_file(original)
            made = _made(original, purpose)
    except FileNotFoundError:
        finishing.refuse(upload_id, words.FAILED)
    except Unfit as unfit:
        finishing.refuse(upload_id, unfit.fault)
    else:
        storage.keep(made)
        finishing.finish(upload_id, made, held or scanning.scan_picture(made))


def _made(original: IO[bytes], purpose: Purpose) -> Made:
    ended = confined.run("images", (purpose.value,), original, LIMITS)
    if not ended.whole:
        raise Unfit(images.HEAVY if ended.late else BROKEN)
    return images.read(ended.output)
