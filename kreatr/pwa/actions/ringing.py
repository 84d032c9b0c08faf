"""Telling devices something: what is owed, and how it went."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

import sqlalchemy as sa

from kreatr.accounts.models import User
from kreatr.kernel import clock, events
from kreatr.kernel.db import action, db
from kreatr.notices.events import Told
from kreatr.pwa import queries
from kreatr.pwa.events import MessageOwed
from kreatr.pwa.models import MISSES, PushKind, PushMessage, PushSubscription

KEPT = timedelta(days=30)
LONGEST_REST = timedelta(hours=6)


def follow_notice(event: Told) -> None:
    """Projection: owes what somebody is told to each of their devices that rings for it."""
    kind = queries.RINGING.get(event.kind)
    if kind is not None:
        for device in queries.listening(event.user_id, kind):
            _owe(device, kind, event.url, event.key)


@action
def test(viewer: User, subscription_id: uuid.UUID) -> None:
    """Has one of the viewer's devices ring once, to see whether it does. Raises NotFound."""
    device = queries.find(viewer, subscription_id)
    device.rests_until = None
    _owe(device, PushKind.TEST, "/dashboard/settings/push", str(uuid.uuid4()))


def _owe(device: PushSubscription, kind: PushKind, path: str, key: str) -> None:
    id_ = uuid.uuid5(device.id, key)  # the same at each retry of what tells it
    if db.session.get(PushMessage, id_) is None:
        db.session.add(PushMessage(id=id_, subscription_id=device.id, kind=kind, path=path))
        events.record(MessageOwed(id_))


@action
def taken(message_id: uuid.UUID) -> None:
    """A push service took a message."""
    message = queries.message(message_id)
    if message is not None:
        moment = clock.now()
        message.ended_at, device = moment, message.subscription
        device.used_at, device.misses, device.rests_until = moment, 0, None


@action
def missed(message_id: uuid.UUID) -> None:
    """A message could not be delivered, and is let go. After a few of them in a row the device is, too."""
    message = queries.message(message_id)
    if message is not None and message.ended_at is None:
        message.ended_at, device = clock.now(), message.subscription
        device.misses += 1
        if device.misses >= MISSES:
            db.session.delete(device)


@action
def rest(subscription_id: uuid.UUID, until: datetime) -> None:
    """A push service asks not to be asked before then; more than some hours are not given to it."""
    until = min(until, clock.now() + LONGEST_REST)
    chosen = sa.update(PushSubscription).where(PushSubscription.id == subscription_id)
    db.session.execute(chosen.values(rests_until=until))


@action
def forget_old() -> int:
    """Forgets what devices were told a month ago; returns how much that was."""
    gone = db.session.execute(sa.delete(PushMessage).where(PushMessage.created_at < clock.now() - KEPT))
    return int(gone.rowcount)  # type: ignore[attr-defined]
