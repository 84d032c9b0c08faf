"""What happens to portfolio items."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from kreatr.kernel.events import Event


@dataclass(frozen=True)
class ItemChanged(Event):
    """An item appeared, changed, was decided on or went away; what visitors see of its creator may differ."""

    creator_id: uuid.UUID
    item_id: uuid.UUID
