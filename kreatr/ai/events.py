"""What happens to people's keys. Of a key no event knows more than its last four characters."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from kreatr.kernel.events import Event


@dataclass(frozen=True)
class KeySaved(Event):
    """A person saved a key; `replaced` says that there was one of this provider before. `provider` is a `Provider`'s value."""

    user_id: uuid.UUID
    key_id: uuid.UUID
    provider: str
    hint: str
    replaced: bool


@dataclass(frozen=True)
class KeyDoubted(Event):
    """A key was saved although its provider could not be asked: somebody has to ask again."""

    key_id: uuid.UUID
    version: int


@dataclass(frozen=True)
class KeyRemoved(Event):
    """A person took a key away."""

    user_id: uuid.UUID
    provider: str
    hint: str


@dataclass(frozen=True)
class KeyRefused(Event):
    """A provider refuses a key that it may have taken before."""

    user_id: uuid.UUID
    key_id: uuid.UUID
    provider: str
    hint: str
    expired: bool


@dataclass(frozen=True)
class AllowanceNear(Event):
    """What ended calls of a key cost this month (its first day) passed so many percent of what its person allowed it."""

    user_id: uuid.UUID
    key_id: uuid.UUID
    provider: str
    hint: str
    percent: int
    month: str
