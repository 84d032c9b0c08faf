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
from kreatr.portfolio.queries.shown import ORDER, SHOWN, drawn, spoken

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


class Hung(NamedTuple):
    """Some works of a creator in plain values ({id, slug, title, category, pic, alt, alt_en}), and how many works and pictures
    there are in all."""

    some: list[dict[str, Any]]
    works: int
    pictures: int


def hung(creator_id: uuid.UUID, most: int) -> Hung:
    """The first `most` works that visitors see of a creator, in the creator's order."""
    found = rows(GALLERY, creator=creator_id, most=most)
    some = [_plain(row) for row in found]
    return Hung(some, found[0].works if found else 0, found[0].pictures if found else 0)


def _plain(row: Any) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "slug": row.slug,
        "title": row.title,
        "category": row.category.value,
        "pic": pictures.brief(row) if row.name else None,
        "alt": row.alt,
        "alt_en": row.alt_en,
    }


def tiles(some: list[dict[str, Any]], username: str, name: str, locale: str) -> list[dict[str, Any]]:
    """Works in plain values as tiles of a gallery; `name` is their creator's."""
    return [
        drawn(
            *(username, name, work["slug"], work["title"], work["category"], work["pic"]),
            spoken(work["alt"], work["alt_en"], work["title"], locale),
        )
        for work in some
    ]


def more(creator: Creator, locale: str, most: int, *, but: uuid.UUID) -> list[dict[str, Any]]:
    """Tiles of a creator's first works, without the one named `but`."""
    others = [work for work in hung(creator.id, most + 1).some if work["id"] != str(but)]
    return tiles(others[:most], creator.username, creator.display_name, locale)
