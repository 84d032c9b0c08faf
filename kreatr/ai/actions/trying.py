"""Asking about a key on behalf of a person: the same as `checking`, with errors that people understand."""

from __future__ import annotations

import uuid

from kreatr.accounts.models import User
from kreatr.ai.actions import checking
from kreatr.ai.actions.keys import Typed
from kreatr.ai.adapters.protocol import ProviderError
from kreatr.ai.errors import AddressRefused, KeyRefused, ProviderAway
from kreatr.ai.models import Provider, ProviderKey
from kreatr.ai.queries import keys
from kreatr.ai.words.asked import away
from kreatr.kernel.errors import KreatrError

REFUSED, ADDRESS, AWAY = KeyRefused.code, AddressRefused.code, ProviderAway.code  # of the errors of this file


def tried(provider: Provider, secret: str, base_url: str = "") -> Typed:
    """A key its provider takes, with the models it is for. Raises KeyRefused, AddressRefused, ProviderAway."""
    try:
        return Typed(secret, base_url, checking.check(provider, secret, base_url))
    except ProviderError as error:
        told = _told(error, provider)
    raise told  # here, so that nothing of the key hangs on the error


def tested(viewer: User, key_id: uuid.UUID) -> ProviderKey:
    """One of the viewer's keys, asked about and marked. Raises KeyNotFound, Locked, and the same."""
    provider = keys.find(viewer, key_id).provider
    try:
        return checking.test(viewer, key_id)
    except ProviderError as error:
        told = _told(error, provider)
    raise told


def settled(key_id: uuid.UUID, version: int) -> str:
    """Asks about a key that was saved unchecked. Empty once nothing is left to ask, else the code of why it is not known yet."""
    try:
        checking.recheck(key_id, version)
    except ProviderError as error:
        return "" if error.code in checking.REFUSED else error.code
    return ""


def _told(error: ProviderError, provider: Provider) -> KreatrError:
    if error.code in checking.REFUSED:
        return KeyRefused()
    if error.code == "ADDRESS":
        return AddressRefused()
    return ProviderAway(error.code, away(error.code, provider), retry_after=error.retry_after)
