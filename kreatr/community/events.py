"""What happens at the hub."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from kreatr.kernel.events import Event


@dataclass(frozen=True)
class WorkHighlighted(Event):
    """An administrator chose a work to show on the hub."""

    creator_id: uuid.UUID
    item_id: uuid.UUID
