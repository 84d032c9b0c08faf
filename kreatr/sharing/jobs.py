"""The worker's part: cards are drawn after what they show has changed, and the map says when that was."""

from __future__ import annotations

import uuid

from kreatr.creators.events import CreatorChanged, CreatorJoined
from kreatr.portfolio.events import ItemChanged
from kreatr.sharing.actions import keeping


def follow(event: CreatorJoined | CreatorChanged | ItemChanged, _key: uuid.UUID) -> None:
    """Listener: cards and map of one creator as they should be now, whatever happened meanwhile."""
    keeping.date_part(event.creator_id)
    keeping.refresh(event.creator_id)
