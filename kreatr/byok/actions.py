"""Trying a key before it is kept, with errors that people understand."""

from __future__ import annotations

import uuid

from kreatr.accounts.models import User
from kreatr.ai.actions import checking
from kreatr.ai.actions.keys import Typed
from kreatr.ai.errors import AddressRefused, KeyRefused, ProviderAway, ProviderError
from kreatr.ai.models import Provider, ProviderKey
from kreatr.ai.queries import keys
from kreatr.byok import words
from kreatr.kernel import limits
from kreatr.kernel.errors import KreatrError, TooManyRequests


def tried(viewer: User, provider: Provider, secret: str, base_url: str) -> Typed:
    """A key its provider takes, with the models it is for. Raises KeyRefused, AddressRefused, ProviderAway, TooManyRequests."""
    count_check(viewer)
    try:
        return Typed(secret, base_url, checking.check(provider, secret, base_url))
    except ProviderError as error:
        told = _told(error, provider)
    raise told  # here, so that nothing of the key hangs on the error


def test(viewer: User, key_id: uuid.UUID) -> ProviderKey:
    """Has a kept key tried and marked. Raises KeyNotFound, Locked, and the same."""
    provider = keys.find(viewer, key_id).provider
    count_check(viewer)
    try:
        return checking.test(viewer, key_id)
    except ProviderError as error:
        told = _told(error, provider)
    raise told


def count_check(viewer: User) -> None:
    """Counts one more question to a provider (BYOK-11). Raises TooManyRequests."""
    try:
        limits.hit("key-checks", str(viewer.id))
    except TooManyRequests as error:
        seconds = error.retry_after or 60
        raise TooManyRequests(
            f"{words.TOO_OFTEN}. {limits.wait_text(seconds)}", retry_after=seconds
        ) from None


def _told(error: ProviderError, provider: Provider) -> KreatrError:
    if error.code in checking.REFUSED:
        return KeyRefused()
    if error.code == "ADDRESS":
        return AddressRefused()
    return ProviderAway(error.code, words.away(error.code, provider), retry_after=error.retry_after)
