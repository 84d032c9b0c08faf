"""A creator's own works and drafts. Everything is found through the viewer: what is somebody else's is not there."""

from __future__ import annotations

import uuid
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from kreatr.accounts.models import User
from kreatr.creators.models import Creator
from kreatr.kernel.db import db
from kreatr.kernel.errors import BadRequest, NotFound
from kreatr.kernel.pictures import Picture
from kreatr.kernel.text import slugify
from kreatr.portfolio.models import (
    Draft,
    Item,
    ItemCategory,
    Licence,
    Tag,
)
from kreatr.uploads.models import Upload, UploadState

DIRECT = ("visibility", "featured")  # what needs no review (C11)
WRITTEN = (
    "title",
    "description",
    "category",
    "images",
    "project_url",
    "tags",
    "tools",
    "prompt",
    "human_part",
    "licence",
)


class Edited(NamedTuple):
    """What stands under one address of the editor: an item, its draft, a draft of a new item, or nothing yet."""

    id: uuid.UUID
    creator: Creator
    item: Item | None
    draft: Draft | None

    @property
    def version(self) -> int:
        """The edition that a form must know before it may replace it; 0 for nothing yet."""
        found = self.draft or self.item
        return found.version if found else 0

    @property
    def content(self) -> dict[str, Any]:
        """What the editor shows: what is being written, else what is there."""
        if self.draft is not None:
            return self.draft.content
        return self.item.content if self.item else {}


def differing(one: dict[str, Any], other: dict[str, Any], names: tuple[str, ...] = WRITTEN) -> list[str]:
    """The names of the fields in which two contents differ."""
    return [name for name in names if _plain(name, one.get(name)) != _plain(name, other.get(name))]


def same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two contents are the same in every field."""
    return not differing(one, other, (*WRITTEN, *DIRECT))


def _plain(name: str, value: Any) -> Any:
    if name == "images":
        return [(image["id"], image.get("alt", "")) for image in value or ()]
    if name == "tags":  # stored by their addresses, shown by their names
        return sorted(tag_slug(one) for one in split_tags(value or ""))
    return value or ""


def split_tags(typed: str) -> list[str]:
    """The tags in a comma-separated line, as typed first; those with the same address are one."""
    found: dict[str, str] = {}
    for name in (part.strip().removeprefix("#").strip() for part in typed.split(",")):
        if name:
            found.setdefault(tag_slug(name), name)
    return list(found.values())


def tag_slug(name: str) -> str:
    """By what a tag is known; a name without Latin letters stands for itself."""
    return slugify(name, fallback=name.casefold())


def profile(viewer: User) -> Creator | None:
    """The viewer's profile, if there is one."""
    select = sa.select(Creator).where(Creator.user_id == viewer.id)
    return db.session.scalar(select.options(selectinload(Creator.kind_links)))


def mine(viewer: User) -> Creator:
    """The viewer's profile. Raises NotFound when there is none."""
    creator = profile(viewer)
    if creator is None:
        raise NotFound
    return creator


def editing(viewer: User, id_: uuid.UUID, *, new: bool = False) -> Edited:
    """What the viewer edits under an id, which is an item's or a draft's. Raises NotFound, unless it may be `new`."""
    creator = mine(viewer)
    draft = _draft(creator, Draft.id == id_)
    item = _item(creator, draft.item_id if draft and draft.item_id else id_)
    if draft is None and item is not None:
        draft = _draft(creator, Draft.item_id == item.id)
    if draft is None and item is None and not new:
        raise NotFound
    return Edited(item.id if item else id_, creator, item, draft)


def _draft(creator: Creator, where: Any) -> Draft | None:
    select = sa.select(Draft).where(Draft.creator_id == creator.id, where)
    return db.session.scalar(select.execution_options(populate_existing=True))


def _item(creator: Creator, item_id: uuid.UUID) -> Item | None:
    select = sa.select(Item).where(Item.creator_id == creator.id, Item.id == item_id)
    whole = select.options(selectinload(Item.images), selectinload(Item.tags))
    return db.session.scalar(whole.execution_options(populate_existing=True))


def as_item(edited: Edited) -> Item:
    """What is being written as the item it would be, outside of the database and without its pictures."""
    if edited.draft is None and edited.item is not None:
        return edited.item
    content, now = edited.content, edited.item
    texts = {name: content.get(name) or None for name in ("project_url", "tools", "prompt", "human_part")}
    return Item(
        id=edited.id,
        slug=now.slug if now else "",
        title=content.get("title", ""),
        description=content.get("description", ""),
        category=ItemCategory(content["category"]) if content.get("category") else None,
        licence=Licence(content.get("licence") or Licence.ALL_RIGHTS),
        tags=[Tag(name=name) for name in split_tags(content.get("tags", ""))],
        views=now.views if now else 0,
        likes=now.likes if now else 0,
        published_at=now.published_at if now else None,
        **texts,
    )


def pictures(viewer: User, ids: list[str], item: Item | None) -> list[Upload | Picture]:
    """What pictures a form or a draft names: the viewer's uploads, or pictures that the item has, in that order.

    Those that are gone or were refused are left out. Raises NotFound for somebody else's, BadRequest for what is no id.
    """
    try:
        asked = list(dict.fromkeys(uuid.UUID(id_) for id_ in ids))
    except ValueError:
        raise BadRequest from None
    found: dict[uuid.UUID, Upload | Picture] = {
        one.id: one for _image, one in (item.pictures if item else [])
    }
    sent = db.session.scalars(sa.select(Upload).where(Upload.id.in_(asked)))
    found |= {one.id: one for one in sent if one.owner_id == viewer.id}
    strange = [id_ for id_ in asked if id_ not in found]
    for model in (Upload, Picture):
        if strange and db.session.scalar(sa.select(model.id).where(model.id.in_(strange)).limit(1)):
            raise NotFound
    kept = [found[id_] for id_ in asked if id_ in found]
    return [one for one in kept if isinstance(one, Picture) or one.state is not UploadState.REFUSED]


def known_tags(begins: str, limit: int = 8) -> list[str]:
    """Tags in use whose names begin with these letters, for completing what is typed."""
    slug = slugify(begins, fallback="")
    if len(slug) < 2:
        return []
    select = sa.select(Tag.name).where(Tag.slug.startswith(slug, autoescape=True))
    return list(db.session.scalars(select.order_by(Tag.slug).limit(limit)))


def drafts_of(creator: Creator) -> list[Draft]:
    """The drafts of new items."""
    select = sa.select(Draft).where(Draft.creator_id == creator.id, Draft.item_id.is_(None))
    return list(db.session.scalars(select.options(joinedload(Draft.creator))))
