"""Taking pictures in: looked at, counted, put into quarantine; the worker makes the rest."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import IO, Any, NamedTuple

import sqlalchemy as sa
import structlog
from flask_babel import gettext as _

from kreatr.accounts.models import User
from kreatr.kernel import clock, events, limits, sniff
from kreatr.kernel.db import action, db, lock, uuid7
from kreatr.kernel.errors import NO_SPACE, KreatrError, NoRoom
from kreatr.uploads import queries, words
from kreatr.uploads.actions import quarantine
from kreatr.uploads.events import UploadReceived
from kreatr.uploads.models import MOST_BYTES, Purpose, Upload, UploadState

log = structlog.get_logger()
SAME = timedelta(minutes=1)  # within which the same file is the same upload
STATUS = {words.TOO_HEAVY: 413, words.FULL: 409, words.NO_ROOM: NoRoom.status}


class Refusal(KreatrError):
    """A picture that is not taken. `code` is that of `words.FAULTS` in capitals, `message` says what to do."""

    def __init__(self, fault: str, purpose: Purpose) -> None:
        super().__init__(words.fault(fault, purpose))
        self.fault, self.code, self.status = fault, fault.upper(), STATUS.get(fault, 422)


class Received(NamedTuple):
    """What became of several files: those that are on their way, and a sentence for each that was not taken."""

    uploads: list[Upload]
    faults: list[str]


def receive(owner: User, purpose: Purpose, stream: IO[bytes]) -> Upload:
    """Takes one picture in; the same file again within a minute is the same upload.

    Nothing is decoded here: the header must be that of a JPEG, PNG or WebP of a size the house takes. The file's name
    is never looked at. Raises Refusal, and TooManyRequests above the limit `uploads`.
    """
    limits.hit("uploads", f"account:{owner.id}", since=owner.created_at)
    try:
        with quarantine.taken_in(stream, MOST_BYTES[purpose]) as arrival:
            sniff.look(arrival.file)
            return _store(owner, purpose, arrival)
    except quarantine.TooMuch as error:
        raise Refusal(words.TOO_HEAVY, purpose) from error
    except sniff.Unfit as unfit:
        raise Refusal(unfit.fault, purpose) from unfit
    except OSError as error:
        if error.errno not in NO_SPACE:
            raise
        log.error("no_room_for_uploads", error=str(error))
        raise Refusal(words.NO_ROOM, purpose) from error


def receive_many(owner: User, purpose: Purpose, files: Iterable[Any], room: int = 10) -> Received:
    """Takes in what a form without JavaScript sends: at most `room` file parts, empty inputs left out. Raises nothing.

    Call it before your own action: each picture is a transaction of its own.
    """
    received = Received([], [])
    sent = [file for file in files if file.filename]
    for number, file in enumerate(sent[: max(0, room)], 1):
        try:
            received.uploads.append(receive(owner, purpose, file.stream))
        except KreatrError as error:
            place = _("Picture %(n)s", n=number)
            received.faults.append(f"{place}: {error.message}" if len(sent) > 1 else error.message)
    if len(sent) > max(0, room):
        received.faults.append(words.left_out(len(sent) - max(0, room)))
    return received


@action
def _store(owner: User, purpose: Purpose, arrival: quarantine.Arrival) -> Upload:
    lock(db.session(), "uploads", str(owner.id))
    known = _just_sent(owner, purpose, arrival.digest)
    if known is not None:
        return known
    _check_room(owner, purpose, arrival.bytes)
    upload = Upload(
        id=uuid7(), owner_id=owner.id, purpose=purpose, bytes=arrival.bytes, digest=arrival.digest
    )
    arrival.keep(upload.id)
    db.session.add(upload)
    events.record(UploadReceived(upload.id))
    return upload


def _just_sent(owner: User, purpose: Purpose, digest: str) -> Upload | None:
    return db.session.scalar(
        sa.select(Upload)
        .where(
            Upload.owner_id == owner.id,
            Upload.purpose == purpose,
            Upload.digest == digest,
            Upload.state != UploadState.REFUSED,
            Upload.created_at > clock.now() - SAME,
        )
        .order_by(Upload.created_at.desc())
        .limit(1)
    )


def _check_room(owner: User, purpose: Purpose, size: int) -> None:
    used = queries.usage(owner)
    if used.count >= used.most or used.bytes + size > used.most_bytes:
        raise Refusal(words.FULL, purpose)
