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
class ReviewAnswered(Event):
    """The creator answered a review for the first time."""

    review_id: uuid.UUID
