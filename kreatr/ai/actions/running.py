"""Calls on their way: claimed with a lease by a caller, kept while it lives, freed when it does not."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta

import sqlalchemy as sa
import structlog
from flask import current_app

from kreatr.ai.actions import settling
from kreatr.ai.adapters.protocol import Door, Message
from kreatr.ai.models import AiCall, CallStatus, CallText, Payer, Provider, ProviderKey
from kreatr.ai.queries import keys
from kreatr.kernel import clock
from kreatr.kernel.db import action, db
from kreatr.kernel.secrets import Locked

log = structlog.get_logger()
LEASE = timedelta(seconds=30)
WAITS_AT_MOST = timedelta(minutes=2)  # for a caller; then its person gets an answer, and their credits back


@dataclass(frozen=True)
class Job:
    """One claimed call: what to ask of whom. `door` holds the key, so a job lives in memory only."""

    call_id: uuid.UUID
    provider: Provider
    model: str
    messages: tuple[Message, ...]
    most_tokens: int
    door: Door = field(repr=False)
    key_id: uuid.UUID | None = None
    key_version: int = 0


def claim(most: int) -> list[Job]:
    """Takes up to `most` waiting calls, oldest first. Those whose key cannot be opened fail at once."""
    return [job for call in _claimed(most) if (job := _job(call)) is not None]


@action
def _claimed(most: int) -> list[AiCall]:
    waiting = sa.select(AiCall).where(AiCall.status == CallStatus.QUEUED).order_by(AiCall.id).limit(most)
    found = list(db.session.scalars(waiting.with_for_update(skip_locked=True)))
    moment = clock.now()
    for call in found:
        call.status, call.started_at, call.leased_until = CallStatus.RUNNING, moment, moment + LEASE
    return found


def _job(call: AiCall) -> Job | None:
    asked = db.session.scalar(sa.select(CallText.request).where(CallText.call_id == call.id)) or {}
    messages = tuple(Message(one["role"], one["text"]) for one in asked.get("messages", ()))
    key = db.session.get(ProviderKey, call.key_id) if call.key_id else None
    try:
        door = _door(call, key)
    except Locked:
        settling.fail(call.id, "KEY_LOCKED")
        return None
    if door is None or not messages:
        settling.fail(call.id, "NO_KEY")
        return None
    version = key.version if key else 0
    return Job(call.id, call.provider, call.model, messages, call.most_tokens, door, call.key_id, version)


def _door(call: AiCall, key: ProviderKey | None) -> Door | None:
    """Where the call goes, with the key opened now: one that was replaced or removed counts from here on (BYOK-14)."""
    if call.payer is Payer.KEY:
        return keys.door(key) if key else None
    settings = current_app.config["KREATR"].ai
    name = call.provider.value
    if name not in settings.keys:
        return None
    return Door(settings.addresses[name], settings.keys[name], settings.private)


@action
def keep(call_ids: Collection[uuid.UUID]) -> None:
    """Lengthens the lease of calls that are being made."""
    mine = AiCall.id.in_(call_ids), AiCall.status == CallStatus.RUNNING
    db.session.execute(sa.update(AiCall).where(*mine).values(leased_until=clock.now() + LEASE))


def ended(call_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Of these calls, those that are to be stopped: their person asked for it, or they are over already."""
    over = sa.or_(AiCall.stop_asked_at.is_not(None), AiCall.status != CallStatus.RUNNING)
    return set(db.session.scalars(sa.select(AiCall.id).where(AiCall.id.in_(call_ids), over)))


def release_lost() -> int:
    """Ends calls whose caller is gone, and those that nobody came for; returns how many. Their credits come back."""
    moment = clock.now()
    lost = sa.and_(AiCall.status == CallStatus.RUNNING, AiCall.leased_until < moment)
    forgotten = sa.and_(AiCall.status == CallStatus.QUEUED, AiCall.created_at < moment - WAITS_AT_MOST)
    found = db.session.scalars(sa.select(AiCall.id).where(sa.or_(lost, forgotten))).all()
    freed = sum(settling.interrupt(call_id, moment) for call_id in found)
    if freed:
        log.warning("calls_released", calls=freed)
    return freed
