"""How works are doing: who likes them, and how often they were looked at."""

from __future__ import annotations

import uuid
from datetime import date

import sqlalchemy as sa

from kreatr.accounts.models import User
from kreatr.kernel.db import db
from kreatr.portfolio.models import CreatorViews, Item, ItemLike


def liked(viewer: User | None, item: Item) -> bool:
    """Whether the viewer likes it."""
    return viewer is not None and db.session.get(ItemLike, (item.id, viewer.id)) is not None


def views_by_day(creator_id: uuid.UUID, since: date) -> dict[date, int]:
    """How often a creator's works were looked at, by day; days without a look are missing."""
    select = sa.select(CreatorViews.day, CreatorViews.views)
    rows = db.session.execute(select.where(CreatorViews.creator_id == creator_id, CreatorViews.day >= since))
    return {row.day: row.views for row in rows}
