"""The house's own news, told by the worker. Each line has a key, so it is told once, however often its event is handed over."""

from __future__ import annotations

import uuid

from kreatr.community.actions.telling import tell
from kreatr.community.events import WorkHighlighted
from kreatr.community.models import ActivityType
from kreatr.community.queries import members, works
from kreatr.creators.events import CreatorJoined
from kreatr.creators.models import Creator
from kreatr.kernel.db import db
from kreatr.portfolio import queries as portfolio
from kreatr.portfolio.events import ItemDecided
from kreatr.portfolio.models import ModerationStatus

# Round numbers of works and members of all kreatr that are news: 10, 25, 50, 100, 250, 500, 1,000, 2,500 … a million.
ROUND = (10, *(figure * 10**power for power in range(1, 6) for figure in (2.5, 5, 10)))
OWN = (10, 25, 50, 100)  # works of one creator


def tell_joined(event: CreatorJoined, _key: uuid.UUID) -> None:
    """Somebody saved a profile for the first time; perhaps the community reached a round number with them."""
    creator = db.session.get(Creator, event.creator_id)
    if creator is None:
        return
    at = creator.created_at
    tell(ActivityType.CREATOR_JOINED, f"joined-{event.creator_id}", actor_id=event.creator_id, at=at)
    _celebrate("members", members(), ROUND)


def tell_shown(event: ItemDecided, _key: uuid.UUID) -> None:
    """A work was approved: round numbers of works, of all together and of its creator."""
    if event.outcome != ModerationStatus.APPROVED or event.revision:
        return
    _celebrate("works", works(), ROUND)
    _celebrate("works", portfolio.count_shown(event.creator_id), OWN, event.creator_id)


def tell_highlighted(event: WorkHighlighted, _key: uuid.UUID) -> None:
    """A work was chosen for the hub."""
    key = f"featured-{event.item_id}"
    tell(ActivityType.PROJECT_FEATURED, key, actor_id=event.creator_id, item_id=event.item_id)


def _celebrate(
    what: str, count: int, thresholds: tuple[float, ...], actor_id: uuid.UUID | None = None
) -> None:
    """Tells the highest round number that `count` has reached lately: one that lies more than a tenth (or five) behind is old."""
    reached = int(max((one for one in thresholds if one <= count), default=0))
    if reached and count - reached <= max(5, reached / 10):
        key = f"{what}-{reached}" + (f"-{actor_id}" if actor_id else "")
        tell(ActivityType.MILESTONE, key, actor_id=actor_id, of=what, count=reached)
