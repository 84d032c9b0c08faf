"""The creator's list: every item and every draft as one row, by state."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from kreatr.accounts.models import User
from kreatr.creators.models import Creator
from kreatr.kernel.db import db
from kreatr.kernel.errors import NotFound
from kreatr.kernel.pictures import Picture
from kreatr.portfolio.models import Draft, DraftState, Item, ItemCategory, ModerationStatus, Visibility
from kreatr.portfolio.queries.own import editing
from kreatr.portfolio.queries.shown import ORDER
from kreatr.portfolio.queries.waiting import places
from kreatr.uploads.models import Upload


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
