"""What happens to reviews."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from kreatr.kernel.events import Event


@dataclass(frozen=True)
class ReviewReceived(Event):
    """Somebody reviewed a creator, or changed what they had said."""

    review_id: uuid.UUID
    edited: bool


@dataclass(frozen=True)
class ReviewHeld(Event):
    """A review waits for a person of the house before anybody else sees it; `reason` is that of `kernel/screening.py`."""

    review_id: uuid.UUID
    reason: str


@dataclass(frozen=True)
class ReviewRemoved(Event):
    """Somebody took their review away."""

    review_id: uuid.UUID


@dataclass(frozen=True)
class ReviewAnswered(Event):
    """The creator answered a review for the first time."""

    review_id: uuid.UUID
