"""Reading the works that were chosen for the hub."""

from __future__ import annotations

import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from kreatr.community.models import Highlight
from kreatr.creators.queries import SEEN
from kreatr.kernel.db import db
from kreatr.portfolio import queries as portfolio
from kreatr.portfolio.models import Item

ON_THE_HUB = 4
SEEN_WORK = sa.and_(*portfolio.SHOWN, Item.creator.has(sa.and_(*SEEN)))
ORDER = (Highlight.position, Highlight.chosen_at, Highlight.item_id)


def highlights(locale: str) -> list[dict[str, Any]]:
    """The first chosen works that visitors may still see, as a gallery needs them."""
    # There are few, and millions of works: an outer join has every planner begin with the few.
    select = (
        sa.select(Item)
        .select_from(Highlight)
        .outerjoin(Item, sa.and_(Item.id == Highlight.item_id, SEEN_WORK))
        .order_by(*ORDER)
        .options(joinedload(Item.images), joinedload(Item.creator))
    )
    items = [item for item in db.session.scalars(select).unique() if item is not None]
    return [portfolio.tile(item, item.creator, locale) for item in items[:ON_THE_HUB]]


def chosen() -> list[dict[str, Any]]:
    """All of them in their order, for those who choose: {id, title, url, creator, pic, shown, on_hub}."""
    select = (
        sa.select(Item, SEEN_WORK)
        .join(Highlight, Highlight.item_id == Item.id)
        .order_by(*ORDER)
        .options(selectinload(Item.images), joinedload(Item.creator))
    )
    rows = [_row(item, shown) for item, shown in db.session.execute(select)]
    for row in [row for row in rows if row["shown"]][:ON_THE_HUB]:
        row["on_hub"] = True
    return rows


def order() -> list[uuid.UUID]:
    """Their ids, the first one first."""
    return list(db.session.scalars(sa.select(Highlight.item_id).order_by(*ORDER)))


def _row(item: Item, shown: bool) -> dict[str, Any]:
    return {
        "id": item.id,
        "title": item.title,
        "url": f"/portfolio/{item.creator.username}/{item.slug}",
        "creator": item.creator.display_name,
        "pic": item.pictures[0][1].brief() if item.pictures else None,
        "shown": bool(shown),
        "on_hub": False,
    }
