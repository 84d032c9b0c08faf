"""Trying keys, five times an hour (BYOK-11)."""

from __future__ import annotations

import uuid

from kreatr.accounts.models import User
from kreatr.ai.actions import trying
from kreatr.ai.actions.keys import Typed
from kreatr.ai.models import Provider, ProviderKey
from kreatr.ai.queries import keys
from kreatr.byok import words
from kreatr.kernel import limits
from kreatr.kernel.errors import TooManyRequests


def tried(viewer: User, provider: Provider, secret: str, base_url: str) -> Typed:
    """A key its provider takes. Raises what `trying.tried` raises, and TooManyRequests."""
    _count(viewer)
    return trying.tried(provider, secret, base_url)


def test(viewer: User, key_id: uuid.UUID) -> ProviderKey:
    """Has a kept key tried and marked. Raises what `trying.tested` raises, and TooManyRequests."""
    keys.find(viewer, key_id)
    _count(viewer)
    return trying.tested(viewer, key_id)


def _count(viewer: User) -> None:
    try:
        limits.hit("key-checks", str(viewer.id))
    except TooManyRequests as error:
        seconds = error.retry_after or 60
        raise TooManyRequests(
            f"{words.TOO_OFTEN}. {limits.wait_text(seconds)}", retry_after=seconds
        ) from None
