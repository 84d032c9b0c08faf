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


@dataclass(frozen=True)
class ItemSubmitted(Event):
    """A new item, or the revision of a shown one, waits for a moderator."""

    creator_id: uuid.UUID
    item_id: uuid.UUID
    revision: bool


@dataclass(frozen=True)
class ItemDecided(Event):
    """A moderator decided on an item or on its revision; `outcome` is a ModerationStatus."""

    creator_id: uuid.UUID
    item_id: uuid.UUID
    outcome: str
    revision: bool


@dataclass(frozen=True)
class ItemPictureRefused(Event):
    """A picture of an item could not be used and was taken out of it."""

    creator_id: uuid.UUID
    item_id: uuid.UUID
    upload_id: uuid.UUID
