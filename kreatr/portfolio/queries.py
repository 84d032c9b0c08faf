"""Reading portfolios. Only public, approved work ever leaves its owner's view (C10)."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from kreatr.kernel.db import db
from kreatr.kernel.errors import NotFound
from kreatr.portfolio.models import Item, ModerationStatus, Visibility

PAGE = 12
SHOWN = (Item.visibility == Visibility.PUBLIC, Item.status == ModerationStatus.APPROVED)
# Featured first, then newest, unless the creator put them in an order (PORT-06).
ORDER = (
    sa.func.coalesce(Item.position, 1_000_000),
    Item.featured.desc(),
    Item.created_at.desc(),
    Item.id.desc(),
)


def shown_items(
    creator_id: uuid.UUID, *, limit: int | None = None, offset: int = 0, options: Sequence[Any] = ()
) -> list[Item]:
    """What visitors see of a creator's items, with their pictures, in the creator's order."""
    select = (
        sa.select(Item)
        .where(Item.creator_id == creator_id, *SHOWN)
        .order_by(*ORDER)
        .limit(limit)
        .offset(offset)
        .options(selectinload(Item.images), *options)
    )
    return list(db.session.scalars(select))


def count_shown(creator_id: uuid.UUID) -> int:
    """How many items visitors see."""
    return (
        db.session.scalar(sa.select(sa.func.count(Item.id)).where(Item.creator_id == creator_id, *SHOWN)) or 0
    )


def shown_item(creator_id: uuid.UUID, slug: str) -> Item:
    """One shown item with pictures and tags. Raises NotFound for what is not there or not shown."""
    item = db.session.scalar(
        sa.select(Item)
        .where(Item.creator_id == creator_id, Item.slug == slug, *SHOWN)
        .options(selectinload(Item.images), selectinload(Item.tags))
    )
    if item is None:
        raise NotFound
    return item
