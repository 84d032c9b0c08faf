"""Letting a device ring, for what, and no more."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l

from kreatr.accounts.models import User
from kreatr.kernel.db import action, db, lock
from kreatr.kernel.errors import Conflict, Forbidden, NotFound
from kreatr.pwa import queries
from kreatr.pwa.models import CHOICES, DEVICES, PushKind, PushSubscription


class TooManyDevices(Conflict):
    """As many devices as one person may have ring already."""

    code = "TOO_MANY_DEVICES"
    text = _l("Ten devices ring for you already. Let one of them go first.")


@dataclass(frozen=True)
class Browser:
    """What a browser says about how it can be told something, checked; `server_key` marks the VAPID key it was asked with."""

    endpoint: str = field(repr=False)
    p256dh: str = field(repr=False)
    auth: str = field(repr=False)
    device: str
    server_key: str


@action
def let_ring(viewer: User, browser: Browser, kinds: Iterable[PushKind] | None) -> PushSubscription:
    """Has the viewer's browser ring for these kinds; `kinds` None leaves those it rings for. The same again changes nothing.

    A browser rings for one person only, whoever was told by it before. Raises TooManyDevices; NotFound where
    there is nothing to leave.
    """
    lock(db.session(), "push", str(viewer.id))
    session_id, _remembered = queries.session_of(viewer)
    if session_id is None:
        raise Forbidden
    digest = hashlib.sha256(browser.endpoint.encode()).hexdigest()
    theirs = PushSubscription.user_id != viewer.id, PushSubscription.endpoint_digest == digest
    db.session.execute(sa.delete(PushSubscription).where(*theirs))
    row = _earlier(viewer, session_id, digest) or _new(viewer, kinds)
    row.session_id, row.endpoint, row.endpoint_digest = session_id, browser.endpoint, digest
    row.p256dh, row.auth, row.server_key = browser.p256dh, browser.auth, browser.server_key
    row.device, row.misses, row.rests_until = browser.device, 0, None
    if kinds is not None:
        row.kinds = _joined(kinds)
    db.session.flush()
    return row


def _earlier(viewer: User, session_id: uuid.UUID, digest: str) -> PushSubscription | None:
    """The viewer's row of this browser: by its address, else by the session. Another one of the same browser goes."""
    same = sa.or_(PushSubscription.session_id == session_id, PushSubscription.endpoint_digest == digest)
    mine = sa.select(PushSubscription).where(PushSubscription.user_id == viewer.id, same)
    found = list(db.session.scalars(mine.order_by(PushSubscription.id)))
    for other in found[1:]:
        db.session.delete(other)
    db.session.flush()
    return found[0] if found else None


def _new(viewer: User, kinds: Iterable[PushKind] | None) -> PushSubscription:
    if kinds is None:
        raise NotFound
    if queries.count(viewer) >= DEVICES:
        raise TooManyDevices
    row = PushSubscription(user_id=viewer.id, kinds="")
    db.session.add(row)
    return row


@action
def choose(viewer: User, subscription_id: uuid.UUID, kinds: Iterable[PushKind]) -> None:
    """Has one of the viewer's devices ring for these kinds only. Raises NotFound."""
    queries.find(viewer, subscription_id).kinds = _joined(kinds)


@action
def let_go(viewer: User, subscription_id: uuid.UUID) -> None:
    """One of the viewer's devices rings no more; what it was still to be told goes with it. Raises NotFound."""
    db.session.delete(queries.find(viewer, subscription_id))


@action
def forget(subscription_id: uuid.UUID) -> None:
    """A device that its push service does not know any more, or that may not be asked."""
    db.session.execute(sa.delete(PushSubscription).where(PushSubscription.id == subscription_id))


def _joined(kinds: Iterable[PushKind]) -> str:
    wanted = set(kinds)
    return " ".join(kind.value for kind in CHOICES if kind in wanted)
