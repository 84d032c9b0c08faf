"""Devices that ring, as their person sees them, and what they are to be told."""

from __future__ import annotations

import uuid
from typing import Any

import sqlalchemy as sa

from kreatr.accounts.models import User
from kreatr.accounts.queries import live_session
from kreatr.kernel.db import db
from kreatr.kernel.errors import NotFound
from kreatr.pwa.models import PushKind, PushMessage, PushSubscription

# What rings: kinds of notices (`NoticeKind.key`), and what they are on a device.
RINGING = {
    "inquiry_received": PushKind.INQUIRY,
    "inquiry_continued": PushKind.ANSWER,
    "inquiry_answered": PushKind.ANSWER,
    "case-message": PushKind.ANSWER,
    "item-approved": PushKind.DECISION,
    "item-returned": PushKind.DECISION,
    "decision": PushKind.DECISION,
}


def devices(viewer: User) -> list[PushSubscription]:
    """The viewer's devices, the newest first."""
    mine = sa.select(PushSubscription).where(PushSubscription.user_id == viewer.id)
    return list(db.session.scalars(mine.order_by(PushSubscription.id.desc())))


def count(viewer: User) -> int:
    """How many devices ring for the viewer."""
    mine = sa.select(sa.func.count(PushSubscription.id)).where(PushSubscription.user_id == viewer.id)
    return db.session.scalar(mine) or 0


def find(viewer: User, subscription_id: uuid.UUID) -> PushSubscription:
    """One of the viewer's devices. Raises NotFound."""
    mine = PushSubscription.id == subscription_id, PushSubscription.user_id == viewer.id
    found = db.session.scalar(sa.select(PushSubscription).where(*mine))
    if found is None:
        raise NotFound
    return found


def session_of(viewer: User) -> tuple[uuid.UUID | None, bool]:
    """The session the viewer asks by, and whether it outlives the browser's window."""
    row = live_session(viewer.session_token)
    return (row.id, row.remembered) if row else (None, False)


def listening(user_id: uuid.UUID, kind: PushKind) -> list[PushSubscription]:
    """The devices of a person that ring for a kind."""
    theirs = sa.select(PushSubscription).where(PushSubscription.user_id == user_id)
    return [one for one in db.session.scalars(theirs) if one.rings_for(kind)]


def message(message_id: uuid.UUID) -> PushMessage | None:
    """What a device is to be told, with the device, its person and its session; None when the device is gone."""
    return db.session.get(PushMessage, message_id, populate_existing=True)


def belongings(person: User) -> dict[str, Any]:
    """The devices that ring for somebody; their addresses and keys, by which one could be told something, stay here."""
    shown = sa.select(
        PushSubscription.device, PushSubscription.kinds, PushSubscription.created_at, PushSubscription.used_at
    )
    return {"push_devices": shown.where(PushSubscription.user_id == person.id).order_by(PushSubscription.id)}
