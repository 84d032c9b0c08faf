"""What waits for a moderator: new and changed items, and revisions of shown ones, first come first served."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from kreatr.accounts.models import User
from kreatr.creators.models import Creator
from kreatr.kernel.db import db
from kreatr.portfolio.models import PLACES, Draft, DraftState, Item


class Waits(NamedTuple):
    """A creator's work that waits, and its place in the queue (1 is next); PLACES stands for that and more."""

    title: str
    submitted_at: datetime
    place: int


def places(viewer: User) -> dict[uuid.UUID, int]:
    """The places of the viewer's works in the queue, from 1, by the id of the item."""
    own = sa.select(Creator.id).where(Creator.user_id == viewer.id).scalar_subquery()
    waits = _of(own)
    select = sa.select(waits.c.id, _place(waits).label("place"))
    return {row.id: row.place for row in db.session.execute(select)}


def in_review(creator_id: uuid.UUID, limit: int = 5) -> list[Waits]:
    """The creator's new works and revisions that wait, the longest first."""
    waits = _of(sa.literal(creator_id, sa.Uuid()))
    select = (
        sa.select(Item.title, waits.c.submitted_at, _place(waits))
        .join(Item, Item.id == waits.c.id)
        .order_by(waits.c.submitted_at, waits.c.id)
        .limit(limit)
    )
    return [Waits(*row) for row in db.session.execute(select)]


def _queue() -> list[tuple[Any, Any, Any]]:
    """What waits: new works and revisions, each as (owner, key of the work, since when), with what its index holds."""
    return [
        (Item.creator_id, Item.id, Item.submitted_at),
        (Draft.creator_id, Draft.item_id, Draft.submitted_at),
    ]


WAITING = (
    sa.text("items.status = 'PENDING'"),
    sa.text("drafts.state = 'SUBMITTED'"),
)  # as their indexes have it


def _of(creator_id: Any) -> sa.Subquery:
    parts = [
        sa.select(id_.label("id"), since.label("submitted_at")).where(owner == creator_id, waits)
        for (owner, id_, since), waits in zip(_queue(), WAITING, strict=True)
    ]
    return sa.union_all(*parts).subquery("waits")


def _place(waits: sa.Subquery) -> sa.ColumnElement[int]:
    """How many wait longer, and one; counted no further than PLACES."""
    here = sa.tuple_(waits.c.submitted_at, waits.c.id)
    parts = [
        sa.select(
            sa.select(id_.label("id"))
            .where(condition, sa.tuple_(since, id_) < here)
            .limit(PLACES)
            .correlate(waits)
            .subquery()
            .c.id
        )
        for (_owner, id_, since), condition in zip(_queue(), WAITING, strict=True)
    ]
    longer = sa.union_all(*parts).subquery("longer")
    number = sa.select(sa.func.count()).select_from(longer).scalar_subquery()
    return sa.case((number >= PLACES, PLACES), else_=number + 1)


def revision(item_id: uuid.UUID) -> Draft | None:
    """The revision of an item that waits."""
    select = sa.select(Draft).where(Draft.item_id == item_id, Draft.state == DraftState.SUBMITTED)
    return db.session.scalar(select.execution_options(populate_existing=True))
