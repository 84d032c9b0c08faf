"""Asking a provider whether it takes a key, by its free list of models (C07). No transaction is open meanwhile."""

from __future__ import annotations

import asyncio
import threading
import uuid

from kreatr.accounts.models import User
from kreatr.ai import adapters
from kreatr.ai.actions import keys as keeping
from kreatr.ai.adapters.protocol import Door, ProviderError
from kreatr.ai.models import Provider, ProviderKey
from kreatr.ai.queries import keys
from kreatr.kernel import outbound
from kreatr.kernel.db import db

REFUSED = {
    "KEY_REFUSED",
    "KEY_EXPIRED",
    "FORBIDDEN",
}  # 401 and 403; anything else says nothing about a key (C06)
SECONDS = 10
AT_ONCE = 4  # checks that may hold a thread of this process; providers that hang must not take them all

_places = threading.BoundedSemaphore(AT_ONCE)


def check(provider: Provider, key: str, base_url: str = "") -> list[str]:
    """The models a provider lists for a key. Raises ProviderError, within 10 seconds."""
    return _ask(provider, keys.entrance(provider, key, base_url))


def test(viewer: User, key_id: uuid.UUID) -> ProviderKey:
    """Asks about one of the viewer's keys and keeps the outcome. Raises KeyNotFound, Locked, ProviderError."""
    return _judge(keys.find(viewer, key_id))


def recheck(key_id: uuid.UUID, version: int) -> None:
    """Asks about a key that was saved unchecked, unless it was replaced or settled meanwhile. Raises Locked, ProviderError."""
    key = keys.by_id(key_id)
    if key is not None and key.version == version and key.usable and key.checked_at is None:
        _judge(key)


def _judge(key: ProviderKey) -> ProviderKey:
    id_, version, provider, door = key.id, key.version, key.provider, keys.door(key)
    try:
        models = _ask(provider, door)
    except ProviderError as error:
        if error.code in REFUSED:
            keeping.mark_refused(id_, version, error.code == "KEY_EXPIRED")
        raise
    keeping.mark_checked(id_, version, models)
    return key


def _ask(provider: Provider, door: Door) -> list[str]:
    db.session.rollback()  # a provider that takes its time must not keep a connection
    if not _places.acquire(timeout=1):
        raise ProviderError("UNAVAILABLE")
    try:
        return outbound.run(_within(provider, door))
    finally:
        _places.release()


async def _within(provider: Provider, door: Door) -> list[str]:
    try:
        async with asyncio.timeout(SECONDS):
            return await adapters.ADAPTERS[provider].models(door)
    except TimeoutError:
        pass  # raised below: what hung may hold the key, and would hang on the error
    raise ProviderError("TIMEOUT")
