"""What happens to people's credits."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from kreatr.kernel.events import Event


@dataclass(frozen=True)
class CreditsGiven(Event):
    """Somebody was given credits, by an administrator or on sign-up."""

    user_id: uuid.UUID
    credits: int


@dataclass(frozen=True)
class CreditsCorrected(Event):
    """An administrator took credits back."""

    user_id: uuid.UUID
    credits: int


@dataclass(frozen=True)
class CreditsLow(Event):
    """At most `level` percent (20 or 5) of what there was after the last credits came are left: `balance`."""

    user_id: uuid.UUID
    level: int
    balance: int
