"""What a gallery shows of a creator's works. One statement, made once, that reads only what is drawn: a portfolio is built
anew after each change of it, and this is the dearest part of it."""

from __future__ import annotations

import uuid
from typing import Any, NamedTuple

import sqlalchemy as sa

from kreatr.creators.models import Creator
from kreatr.kernel import pictures
from kreatr.kernel.db import rows
from kreatr.kernel.pictures import Picture
from kreatr.portfolio.models import Item, ItemImage
from kreatr.portfolio.queries.shown import ORDER, SHOWN, alt, drawn

THEIRS = (Item.creator_id == sa.bindparam("creator"), *SHOWN)
_page = (
    sa.select(
        *(Item.id, Item.slug, Item.title, Item.category),
        sa.func.count().over().label("works"),
        sa.func.row_number().over(order_by=ORDER).label("place"),
    )
    .where(*THEIRS)
    .order_by(*ORDER)
    .limit(sa.bindparam("most"))
    .subquery()
)
_first = (
    sa.select(ItemImage.id)
    .where(ItemImage.item_id == _page.c.id, ItemImage.picture_id.is_not(None))
    .order_by(ItemImage.position, ItemImage.id)
    .limit(1)
    .correlate(_page)
    .scalar_subquery()
)
_pictures = (
    sa.select(sa.func.count(ItemImage.picture_id))
    .join(Item, Item.id == ItemImage.item_id)
    .where(*THEIRS)
    .correlate(None)
    .scalar_subquery()
    .label("pictures")
)
GALLERY = (
    sa.select(_page, _pictures, ItemImage.alt, ItemImage.alt_en, *pictures.drawn(Picture))
    .select_from(_page)
    .outerjoin(ItemImage, ItemImage.id == _first)
    .outerjoin(Picture, Picture.id == ItemImage.picture_id)
    .order_by(_page.c.place)
)


class Gallery(NamedTuple):
    """Some works as tiles, and how many works and pictures there are in all."""

    tiles: list[dict[str, Any]]
    works: int
    pictures: int


def gallery(creator: Creator, locale: str, limit: int, *, but: uuid.UUID | None = None) -> Gallery:
    """The first `limit` works that visitors see of a creator, in the creator's order, without the one named `but`."""
    found = rows(GALLERY, creator=creator.id, most=limit + (but is not None))
    tiles = [_tile(row, creator, locale) for row in found if row.id != but]
    return Gallery(tiles[:limit], found[0].works if found else 0, found[0].pictures if found else 0)


def _tile(row: Any, creator: Creator, locale: str) -> dict[str, Any]:
    picture = pictures.brief(row) if row.name else None
    return drawn(creator, row.slug, row.title, row.category, picture, alt(row, row.title, locale))
