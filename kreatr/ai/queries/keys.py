"""Reading people's own keys. Nothing but `door` opens one, and what it opens lives as long as the call."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from flask import current_app

from kreatr.accounts.models import User
from kreatr.ai.adapters.protocol import Door
from kreatr.ai.errors import KeyNotFound
from kreatr.ai.models import AiChoice, Provider, ProviderKey, Routing
from kreatr.kernel import secrets
from kreatr.kernel.ai_settings import AiSettings
from kreatr.kernel.db import db

PLACES = {provider: place for place, provider in enumerate(Provider)}


def of(viewer: User) -> list[ProviderKey]:
    """The viewer's keys, in the order of the providers."""
    rows = db.session.scalars(sa.select(ProviderKey).where(ProviderKey.user_id == viewer.id))
    return sorted(rows, key=lambda key: PLACES[key.provider])


def find(viewer: User, key_id: uuid.UUID) -> ProviderKey:
    """One of the viewer's keys. Raises KeyNotFound."""
    key = db.session.get(ProviderKey, key_id)
    if key is None or key.user_id != viewer.id:
        raise KeyNotFound
    return key


def by_id(key_id: uuid.UUID) -> ProviderKey | None:
    """The key with this id, for the house itself."""
    return db.session.get(ProviderKey, key_id)


def for_provider(user_id: uuid.UUID, provider: Provider) -> ProviderKey | None:
    """A person's key for a provider, whatever its status."""
    mine = ProviderKey.user_id == user_id, ProviderKey.provider == provider
    select = sa.select(ProviderKey).where(*mine).execution_options(populate_existing=True)
    return db.session.scalar(select)


def routing(user_id: uuid.UUID) -> Routing | None:
    """How a person chose to pay, or None where they never chose (C24)."""
    return db.session.scalar(sa.select(AiChoice.routing).where(AiChoice.user_id == user_id))


def door(key: ProviderKey) -> Door:
    """Where a key's calls go, with the opened key; an empty one for a CUSTOM server that asks for none. Raises Locked."""
    return entrance(key.provider, secrets.ring().open(key.sealed, key.owner), key.base_url)


def entrance(provider: Provider, secret: str, base_url: str = "") -> Door:
    """The door of a provider for a key that may not be stored; `base_url` is that of CUSTOM."""
    ai: AiSettings = current_app.config["KREATR"].ai
    address = base_url if provider is Provider.CUSTOM else ai.addresses[provider.value]
    return Door(address.rstrip("/"), secret, ai.private)


def readable(key: ProviderKey) -> bool:
    """Whether the ring opens it; what it opens is dropped at once."""
    try:
        secrets.ring().open(key.sealed, key.owner)
    except secrets.Locked:
        return False
    return True
