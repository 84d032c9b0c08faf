"""How works are doing: who likes them, how often they were looked at, which of them wait for a moderator."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from kreatr.accounts.models import User
from kreatr.kernel.db import db
from kreatr.portfolio.models import CreatorViews, Draft, DraftState, Item, ItemLike, ModerationStatus


class Waits(NamedTuple):
    """A work that waits for a moderator, and its place in the queue (1 is next)."""

    title: str
    submitted_at: datetime
    place: int


def liked(viewer: User | None, item: Item) -> bool:
    """Whether the viewer likes it."""
    return viewer is not None and db.session.get(ItemLike, (item.id, viewer.id)) is not None


def views_by_day(creator_id: uuid.UUID, since: date) -> dict[date, int]:
    """How often a creator's works were looked at, by day; days without a look are missing."""
    select = sa.select(CreatorViews.day, CreatorViews.views)
    rows = db.session.execute(select.where(CreatorViews.creator_id == creator_id, CreatorViews.day >= since))
    return {row.day: row.views for row in rows}


def in_review(creator_id: uuid.UUID, limit: int = 5) -> list[Waits]:
    """The creator's new works and revisions that wait, the longest first."""
    queue = sa.union_all(_new(), _revisions()).cte("queue")
    place = (
        sa.select(sa.func.count())
        .select_from(others := queue.alias())
        .where(others.c.submitted_at < queue.c.submitted_at)
    )
    select = (
        sa.select(queue.c.title, queue.c.submitted_at, place.scalar_subquery() + 1)
        .where(queue.c.creator_id == creator_id)
        .order_by(queue.c.submitted_at)
        .limit(limit)
    )
    return [Waits(*row) for row in db.session.execute(select)]


def _new() -> sa.Select[*tuple[Any, ...]]:
    return sa.select(Item.creator_id, Item.title, Item.submitted_at).where(
        Item.status == ModerationStatus.PENDING, Item.submitted_at.is_not(None)
    )


def _revisions() -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(Draft.creator_id, Item.title, Draft.submitted_at)
        .join(Item, Item.id == Draft.item_id)
        .where(Draft.state == DraftState.SUBMITTED, Draft.submitted_at.is_not(None))
    )
