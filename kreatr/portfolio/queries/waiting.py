"""What waits for a moderator: new and changed items, and revisions of shown ones, first come first served."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from kreatr.accounts.models import User
from kreatr.creators.models import Creator
from kreatr.kernel.db import db
from kreatr.portfolio.models import Draft, DraftState, Item, ModerationStatus


class Waits(NamedTuple):
    """A creator's work that waits, and its place in the queue (1 is next)."""

    title: str
    submitted_at: datetime
    place: int


def _queue() -> sa.Subquery:
    items = sa.select(Item.id, Item.creator_id, Item.submitted_at).where(
        Item.status == ModerationStatus.PENDING
    )
    revisions = sa.select(Draft.item_id, Draft.creator_id, Draft.submitted_at).where(
        Draft.state == DraftState.SUBMITTED
    )
    return sa.union_all(items, revisions).subquery()


def places(viewer: User) -> dict[uuid.UUID, int]:
    """The places of the viewer's works in the queue, from 1, by the id of the item."""
    own = sa.select(Creator.id).where(Creator.user_id == viewer.id).scalar_subquery()
    numbered = _numbered()
    select = sa.select(numbered.c.id, numbered.c.place).where(numbered.c.creator_id == own)
    return {row.id: row.place for row in db.session.execute(select)}


def in_review(creator_id: uuid.UUID, limit: int = 5) -> list[Waits]:
    """The creator's new works and revisions that wait, the longest first."""
    numbered = _numbered()
    select = (
        sa.select(Item.title, numbered.c.submitted_at, numbered.c.place)
        .join(Item, Item.id == numbered.c.id)
        .where(numbered.c.creator_id == creator_id)
        .order_by(numbered.c.place)
        .limit(limit)
    )
    return [Waits(*row) for row in db.session.execute(select)]


def _numbered() -> sa.Subquery:
    queue = _queue()
    place = sa.func.row_number().over(order_by=(queue.c.submitted_at, queue.c.id)).label("place")
    return sa.select(queue, place).subquery()


def revision(item_id: uuid.UUID) -> Draft | None:
    """The revision of an item that waits."""
    select = sa.select(Draft).where(Draft.item_id == item_id, Draft.state == DraftState.SUBMITTED)
    return db.session.scalar(select.execution_options(populate_existing=True))
