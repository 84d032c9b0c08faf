"""Likes of works, counted in the transaction that gives or takes them."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from kreatr.accounts.models import User
from kreatr.creators.models import Creator
from kreatr.kernel import cache, clock
from kreatr.kernel.db import action, db, insert
from kreatr.kernel.errors import Forbidden
from kreatr.portfolio.models import Item, ItemLike
from kreatr.portfolio.queries import shown_item


@action
def like(viewer: User, creator: Creator, slug: str) -> Item:
    """The viewer likes a shown work; a second time changes nothing. Raises Forbidden for one's own."""
    item = shown_item(creator.id, slug)
    if viewer.id == creator.user_id:
        raise Forbidden
    once = insert(ItemLike).values(item_id=item.id, user_id=viewer.id, created_at=clock.now())
    return _count_like(creator, item, once.on_conflict_do_nothing().returning(ItemLike.item_id), 1)


@action
def unlike(viewer: User, creator: Creator, slug: str) -> Item:
    """The viewer takes a like back; where there is none nothing changes."""
    item = shown_item(creator.id, slug)
    gone = sa.delete(ItemLike).where(ItemLike.item_id == item.id, ItemLike.user_id == viewer.id)
    return _count_like(creator, item, gone.returning(ItemLike.item_id), -1)


def _count_like(creator: Creator, item: Item, change: Any, step: int) -> Item:
    if db.session.scalar(change.execution_options(synchronize_session=False)):
        counted = sa.update(Item).where(Item.id == item.id).values(likes=Item.likes + step)
        db.session.execute(counted.execution_options(synchronize_session=False))
        cache.bump(f"work:{creator.username}/{item.slug}")  # no other page says how many like it
    db.session.refresh(item, ["likes"])
    return item
