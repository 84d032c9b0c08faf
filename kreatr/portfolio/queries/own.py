"""A creator's own works and drafts. Everything is found through the viewer: what is somebody else's is not there."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from kreatr.accounts.models import User
from kreatr.creators.models import Creator
from kreatr.kernel.db import db
from kreatr.kernel.errors import NotFound
from kreatr.kernel.pictures import Picture
from kreatr.kernel.text import slugify
from kreatr.portfolio.models import Draft, DraftState, Item, ItemCategory, ModerationStatus, Tag, Visibility
from kreatr.portfolio.queries.shown import ORDER
from kreatr.portfolio.queries.waiting import places
from kreatr.uploads.models import Upload

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


@dataclass(frozen=True)
class Row:
    """One line of the list: an item (with its revision, if one is being written), or the draft of a new one.

    `picture` is the first finished one; `making` says that one is on its way. `place` is the place in the queue.
    """

    id: uuid.UUID
    item: Item | None
    draft: Draft | None
    picture: Picture | None
    making: bool
    place: int | None

    @property
    def title(self) -> str:
        """What it is called, perhaps not yet."""
        return (
            self.item.title if self.item else str(self.draft.content.get("title", "")) if self.draft else ""
        )

    @property
    def category(self) -> ItemCategory | None:
        if self.item:
            return self.item.category
        word = self.draft.content.get("category") if self.draft else ""
        return ItemCategory(word) if word else None

    @property
    def live(self) -> bool:
        return self.item is not None and self.item.shown

    @property
    def status(self) -> ModerationStatus | None:
        return self.item.status if self.item else None

    @property
    def revision(self) -> DraftState | None:
        """The state of what is written on top of an item."""
        return self.draft.state if self.item and self.draft else None

    @property
    def waits(self) -> bool:
        return self.status is ModerationStatus.PENDING or self.revision is DraftState.SUBMITTED

    @property
    def written(self) -> bool:
        """Whether something is being written that was not submitted."""
        return self.draft is not None and self.draft.state is not DraftState.SUBMITTED

    @property
    def returned(self) -> bool:
        refused = self.status in (ModerationStatus.REJECTED, ModerationStatus.FLAGGED)
        return refused or self.revision is DraftState.RETURNED

    @property
    def private(self) -> bool:
        return self.item is not None and self.item.visibility is Visibility.PRIVATE

    @property
    def reason(self) -> str:
        """What a moderator asked for."""
        if self.revision is DraftState.RETURNED and self.draft and self.draft.reason:
            return self.draft.reason
        return (self.item.reason or "") if self.item and self.returned else ""


SEGMENTS: dict[str, Callable[[Row], bool]] = {
    "": lambda row: True,
    "live": lambda row: row.live,
    "review": lambda row: row.waits,
    "drafts": lambda row: row.written,
    "rejected": lambda row: row.returned,
    "private": lambda row: row.private,
}


def rows(viewer: User) -> list[Row]:
    """Everything of the viewer: drafts of new items first, newest first, then the items in their order (PORT-06)."""
    mine_ = sa.select(Creator.id).where(Creator.user_id == viewer.id).scalar_subquery()
    drafts = list(
        db.session.scalars(
            sa.select(Draft)
            .where(Draft.creator_id == mine_)
            .order_by(Draft.updated_at.desc(), Draft.id.desc())
        )
    )
    items = (
        sa.select(Item).where(Item.creator_id == mine_).order_by(*ORDER).options(selectinload(Item.images))
    )
    revisions = {draft.item_id: draft for draft in drafts if draft.item_id}
    new = [draft for draft in drafts if draft.item_id is None]
    queue, sent = places(viewer), _uploads(viewer, new)
    return [
        *(_new_row(draft, sent) for draft in new),
        *(_row(item, revisions.get(item.id), queue.get(item.id)) for item in db.session.scalars(items)),
    ]


def row(viewer: User, item_id: uuid.UUID) -> Row:
    """One of the viewer's items as a line of the list. Raises NotFound."""
    edited = editing(viewer, item_id)
    if edited.item is None:
        raise NotFound
    return _row(edited.item, edited.draft, places(viewer).get(item_id))


def _row(item: Item, revision: Draft | None, place: int | None) -> Row:
    pictures = item.pictures
    making = bool(item.images) and not pictures
    return Row(item.id, item, revision, pictures[0][1] if pictures else None, making, place)


def _new_row(draft: Draft, sent: dict[str, Upload]) -> Row:
    images = [sent[image["id"]] for image in draft.content.get("images", []) if image["id"] in sent]
    pictures = [upload.picture for upload in images if upload.picture is not None]
    return Row(draft.id, None, draft, pictures[0] if pictures else None, bool(images and not pictures), None)


def _uploads(viewer: User, drafts: list[Draft]) -> dict[str, Upload]:
    """The uploads that drafts of new items show, by id."""
    ids = [uuid.UUID(image["id"]) for draft in drafts for image in draft.content.get("images", [])]
    if not ids:
        return {}
    select = sa.select(Upload).where(Upload.owner_id == viewer.id, Upload.id.in_(ids))
    return {str(upload.id): upload for upload in db.session.scalars(select)}


def filtered(found: list[Row], state: str) -> list[Row]:
    """The rows in a state."""
    return [one for one in found if SEGMENTS[state](one)]


def segments(found: list[Row]) -> dict[str, int]:
    """How many rows are in each state."""
    return {state: len(filtered(found, state)) for state in SEGMENTS}


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
