"""Keeping people's own keys. One row per person and provider (C03); a key arrives in the clear once and is kept sealed."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa

from kreatr.accounts.models import User
from kreatr.ai.errors import KeyNotFound
from kreatr.ai.events import KeyDoubted, KeyRefused, KeyRemoved, KeySaved
from kreatr.ai.models import AiChoice, KeyStatus, LimitMode, Provider, ProviderKey, Routing
from kreatr.ai.queries import keys
from kreatr.kernel import clock, events, secrets
from kreatr.kernel.db import action, db, lock, uuid7

USABLE = (KeyStatus.ACTIVE, KeyStatus.NOT_VALIDATED)
MOST_MODELS = 500


@dataclass(frozen=True)
class Typed:
    """A key as somebody typed it. `models` is what its provider listed for it; None: the provider could not be asked."""

    secret: str = field(repr=False)
    base_url: str = ""
    models: Sequence[str] | None = None


@action
def save(viewer: User, provider: Provider, typed: Typed) -> ProviderKey:
    """The viewer's key for a provider: a first one, or in place of the one there is. The last of two at once stays (D8)."""
    lock(db.session(), "provider-key", str(viewer.id), provider.value)
    kept = keys.for_provider(viewer.id, provider)
    key = kept or ProviderKey(id=uuid7(), user_id=viewer.id, provider=provider, version=0)
    _put(key, typed)
    db.session.add(key)
    _tell_saved(key, replaced=kept is not None)
    return key


@action
def replace(viewer: User, key_id: uuid.UUID, typed: Typed) -> ProviderKey:
    """Another key in place of one of the viewer's; limits stay. Raises KeyNotFound."""
    return save(viewer, keys.find(viewer, key_id).provider, typed)


@action
def remove(viewer: User, key_id: uuid.UUID) -> ProviderKey:
    """Forgets one of the viewer's keys, from the next call on; returns what it was. Raises KeyNotFound."""
    key = keys.find(viewer, key_id)
    gone = db.session.execute(sa.delete(ProviderKey).where(ProviderKey.id == key.id))
    if not gone.rowcount:  # type: ignore[attr-defined]
        raise KeyNotFound  # two windows removed it at once
    events.record(KeyRemoved(key.user_id, key.provider.value, key.hint))
    return key


@action
def limit(
    viewer: User, key_id: uuid.UUID, monthly: int | None, daily: int | None, mode: LimitMode
) -> ProviderKey:
    """What a key may cost in rupiah per calendar month and day, and what happens there. Raises KeyNotFound."""
    key = keys.find(viewer, key_id)
    key.monthly_limit, key.daily_limit, key.limit_mode = monthly, daily, mode
    return key


@action
def choose(viewer: User, routing: Routing) -> None:
    """Keeps how the viewer wants to pay (C24)."""
    db.session.merge(AiChoice(user_id=viewer.id, routing=routing))


@action
def mark_checked(key_id: uuid.UUID, version: int, models: Sequence[str]) -> bool:
    """Its provider takes this key. False when the key was replaced or removed meanwhile."""
    values = {"status": KeyStatus.ACTIVE, "checked_at": clock.now(), "refused_at": None}
    return _mark(key_id, version, sa.true(), {**values, "models": list(models)[:MOST_MODELS]})


@action
def mark_refused(key_id: uuid.UUID, version: int, expired: bool) -> bool:
    """Its provider refuses this key, and its person is told, once. False when it was replaced, removed or refused before.

    For 401 and 403 only: a timeout, a 429 or a 5xx says nothing about a key (C06).
    """
    status = KeyStatus.EXPIRED if expired else KeyStatus.INVALID
    values = {"status": status, "refused_at": clock.now(), "checked_at": clock.now()}
    if not _mark(key_id, version, ProviderKey.status.in_(USABLE), values):
        return False
    key = db.session.get_one(ProviderKey, key_id, populate_existing=True)
    events.record(KeyRefused(key.user_id, key.id, key.provider.value, key.hint, expired))
    return True


@action
def mark_used(key_id: uuid.UUID) -> None:
    """A call was made with it just now."""
    db.session.execute(sa.update(ProviderKey).where(ProviderKey.id == key_id).values(used_at=clock.now()))


def _put(key: ProviderKey, typed: Typed) -> None:
    """Fills the row with what was typed; its old key is gone."""
    moment, known = clock.now(), typed.models is not None
    key.sealed, key.hint = secrets.ring().seal(typed.secret, key.owner), typed.secret[-4:]
    key.base_url = typed.base_url if key.provider is Provider.CUSTOM else ""
    key.status = KeyStatus.ACTIVE if known else KeyStatus.NOT_VALIDATED
    key.models = list(typed.models or ())[:MOST_MODELS]
    key.version += 1
    key.checked_at, key.refused_at, key.used_at = moment if known else None, None, None
    key.changed_at = moment


def _tell_saved(key: ProviderKey, *, replaced: bool) -> None:
    events.record(KeySaved(key.user_id, key.id, key.provider.value, key.hint, replaced))
    if key.status is KeyStatus.NOT_VALIDATED:
        events.record(KeyDoubted(key.id, key.version))


def _mark(key_id: uuid.UUID, version: int, also: sa.ColumnElement[bool], values: dict[str, object]) -> bool:
    done = db.session.execute(
        sa.update(ProviderKey)
        .where(ProviderKey.id == key_id, ProviderKey.version == version, also)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return bool(done.rowcount)  # type: ignore[attr-defined]
