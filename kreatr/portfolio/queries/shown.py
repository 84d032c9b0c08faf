"""Reading portfolios. Only public, approved work ever leaves its owner's view (C10)."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from kreatr.accounts.models import User
from kreatr.creators.models import Creator
from kreatr.creators.queries import SEEN
from kreatr.kernel import i18n
from kreatr.kernel.db import db
from kreatr.kernel.errors import NotFound
from kreatr.kernel.pictures import Picture
from kreatr.portfolio.errors import ModerationRequired
from kreatr.portfolio.models import Draft, Item, ItemCategory, ItemImage, ModerationStatus, Visibility
from kreatr.portfolio.words import CATEGORY_WORDS
from kreatr.uploads.models import Upload

PAGE = 12
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
SHOWN = (Item.visibility == Visibility.PUBLIC, Item.status == ModerationStatus.APPROVED)
ALL_SHOWN = sa.select(sa.func.count(Item.id)).join(Item.creator).where(*SHOWN, *SEEN)
# Written as in their indexes: SQLite takes these for nothing else.
FRONT = sa.text("items.visibility = 'PUBLIC' AND items.status = 'APPROVED' AND items.featured")
HAS_PICTURE = Item.images.any(ItemImage.picture_id.is_not(None))
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


def shown_item(creator_id: uuid.UUID, slug: str, *, owner: bool = False) -> Item:
    """One shown item with pictures and tags. Raises NotFound for what is not there or not shown.

    Its `owner` is told by ModerationRequired when it is not approved (MOD-23).
    """
    item = db.session.scalar(
        sa.select(Item)
        .where(Item.creator_id == creator_id, Item.slug == slug, *SHOWN)
        .options(selectinload(Item.images), selectinload(Item.tags))
    )
    if item is None:
        if owner and (waiting := _hidden(creator_id, slug)):
            raise ModerationRequired(waiting)
        raise NotFound
    return item


def _hidden(creator_id: uuid.UUID, slug: str) -> uuid.UUID | None:
    mine = Item.creator_id == creator_id, Item.slug == slug, Item.status != ModerationStatus.APPROVED
    return db.session.scalar(sa.select(Item.id).where(*mine))


def tile(item: Item, creator: Creator, locale: str) -> dict[str, Any]:
    """What a gallery needs of one item; `h` is its height in 24ths of its width."""
    image, picture = item.pictures[0] if item.pictures else (None, None)
    words = alt(image, item.title, locale) if image else item.title
    pic = picture.brief() if picture else None
    return drawn(creator.username, creator.display_name, item.slug, item.title, item.category, pic, words)


def drawn(
    username: str, name: str, slug: str, title: str, category: str, pic: dict[str, Any] | None, words: str
) -> dict[str, Any]:
    """A tile of a gallery, in plain values. `name` is the creator's; `words` say what its picture shows."""
    page = f"/portfolio/{username}"
    return {
        "title": title,
        "url": f"{page}/{slug}",
        "creator_name": name,
        "creator_url": page,
        "category": i18n.spoken(CATEGORY_WORDS)[ItemCategory(category)],
        "pic": pic,
        "alt": words,
        "h": round(24 * pic["h"] / pic["w"]) if pic else 24,
    }


def alt(image: ItemImage, title: str, locale: str) -> str:
    """What a picture of a work shows."""
    return spoken(image.alt, image.alt_en, title, locale)


def spoken(words: str | None, words_en: str | None, title: str, locale: str) -> str:
    """What a picture shows, in the reader's language if its maker said so there, else in the other, else the work's title."""
    first, second = (words_en, words) if locale == "en" else (words, words_en)
    return first or second or title


def uses(ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Of ids of uploads or pictures, those that a work shows or a draft of the same owner names."""
    shown = sa.select(ItemImage.upload_id, ItemImage.picture_id)
    rows = db.session.execute(shown.where(ItemImage.upload_id.in_(ids) | ItemImage.picture_id.in_(ids)))
    owners = sa.select(Upload.owner_id).where(Upload.id.in_(ids) | Upload.picture_id.in_(ids))
    makers = sa.select(Creator.id).where(Creator.user_id.in_(owners))
    drafts = sa.select(Draft.content).where(Draft.creator_id.in_(makers) | Draft.item_id.is_not(None))
    named = {uuid.UUID(id_) for text in db.session.scalars(drafts) for id_ in UUID.findall(json.dumps(text))}
    return ({id_ for row in rows for id_ in row} | named) & set(ids)


def sees(viewer: User, picture_id: uuid.UUID) -> bool:
    """Whether a picture hangs in a work of the viewer's own."""
    hung = sa.select(ItemImage.id).join(Item, Item.id == ItemImage.item_id).join(Item.creator)
    mine = hung.where(Creator.user_id == viewer.id, ItemImage.picture_id == picture_id)
    return bool(db.session.scalar(sa.select(mine.exists())))


def fresh(limit: int) -> list[Item]:
    """The newest shown works with a picture, one per creator, with their creators."""
    newest = (
        sa.select(Item.id, Item.creator_id, Item.created_at)
        .join(Item.creator)
        .where(FRONT, *SEEN, HAS_PICTURE)
        .order_by(Item.created_at.desc())
        .limit(200)
        .subquery()
    )
    place = sa.func.row_number().over(
        partition_by=newest.c.creator_id, order_by=(newest.c.created_at.desc(), newest.c.id.desc())
    )
    numbered = sa.select(newest.c.id, newest.c.created_at, place.label("place")).subquery()
    firsts = (
        sa.select(numbered.c.id)
        .where(numbered.c.place == 1)
        .order_by(numbered.c.created_at.desc(), numbered.c.id.desc())
        .limit(limit)
        .subquery()
    )
    select = (
        sa.select(Item)
        .join(firsts, firsts.c.id == Item.id)
        .order_by(Item.created_at.desc(), Item.id.desc())
        .options(selectinload(Item.images), joinedload(Item.creator).joinedload(Creator.avatar))
    )
    return list(db.session.scalars(select))


def with_prompt() -> Item | None:
    """The newest shown work whose prompt was published, with its picture and creator."""
    select = (
        sa.select(Item)
        .join(Item.creator)
        .where(FRONT, *SEEN, Item.prompt.is_not(None), HAS_PICTURE)
        .order_by(Item.created_at.desc())
        .limit(1)
        .options(selectinload(Item.images), joinedload(Item.creator))
    )
    return db.session.scalar(select)


def samples() -> dict[ItemCategory, Picture]:
    """One picture for each category that has a shown work."""
    newest = [
        sa.select(
            sa.select(Item.id)
            .join(Item.creator)
            .where(FRONT, *SEEN, Item.category == category, HAS_PICTURE)
            .order_by(Item.id.desc())
            .limit(1)
            .subquery()
            .c.id
        )
        for category in ItemCategory
    ]
    select = sa.select(Item).where(Item.id.in_(sa.union_all(*newest))).options(selectinload(Item.images))
    return {item.category: item.pictures[0][1] for item in db.session.scalars(select)}
