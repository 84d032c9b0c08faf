"""Deciding on what waits. Two deciders at once: the first one wins, the other is told."""

from __future__ import annotations

import uuid

from kreatr.creators.models import Creator
from kreatr.kernel import clock, events
from kreatr.kernel.db import action, db, lock
from kreatr.kernel.errors import Conflict, NotFound
from kreatr.portfolio import words
from kreatr.portfolio.actions.hanging import fill
from kreatr.portfolio.events import ItemChanged, ItemDecided
from kreatr.portfolio.models import Draft, DraftState, Item, ModerationStatus
from kreatr.portfolio.queries import waiting
from kreatr.uploads.models import UploadState


@action
def approve(item_id: uuid.UUID, version: int | None = None) -> Item:
    """Shows an item that waits, or puts its waiting revision in its place, at once.

    `version` is the edition that was looked at, if the decider knows it. Raises NotFound, and Conflict when nothing waits
    (any more), when it was changed since, or while a picture is still being made.
    """
    item, revision = _waiting(item_id, version)
    if revision is not None:
        creator = db.session.get_one(Creator, item.creator_id)
        fill(item, revision.content, creator.user_id)
        item.version = max(item.version, revision.version)
        db.session.delete(revision)
        db.session.flush()
    if any(image.upload and image.upload.state is UploadState.WAITING for image in item.images):
        raise Conflict(str(words.UNFINISHED))
    item.published_at = item.published_at or clock.now()
    return _decided(item, ModerationStatus.APPROVED, None, revision is not None)


@action
def reject(item_id: uuid.UUID, reason: str, version: int | None = None) -> Item:
    """Gives an item that waits, or its revision, back with a reason; a shown item stays as it is. Raises as `approve`."""
    item, revision = _waiting(item_id, version)
    if revision is None:
        return _decided(item, ModerationStatus.REJECTED, reason, False)
    _give_back_revision(item, reason)
    item.moderated_at = clock.now()
    events.record(ItemDecided(item.creator_id, item.id, ModerationStatus.REJECTED.value, True))
    return item


@action
def flag(item_id: uuid.UUID, reason: str) -> Item:
    """Takes an item out of sight, whatever its state, until it is submitted again; a revision goes back. Raises NotFound."""
    item = held(item_id)
    _give_back_revision(item, reason)
    return _decided(item, ModerationStatus.FLAGGED, reason, False)


@action
def remove(item_id: uuid.UUID, reason: str) -> Item:
    """As `flag`, and for good: it cannot be submitted again. Raises NotFound."""
    held(item_id).removed_at = clock.now()
    db.session.flush()
    return flag(item_id, reason)


def held(item_id: uuid.UUID) -> Item:
    """An item that nobody else edits or decides on until the unit ends. Raises NotFound."""
    item = db.session.get(Item, item_id)
    if item is None:
        raise NotFound
    lock(db.session(), "portfolio", str(item.creator_id))  # nobody edits it while it is decided on
    found = db.session.get(Item, item_id, populate_existing=True)
    if found is None:
        raise NotFound
    return found


def _waiting(item_id: uuid.UUID, version: int | None) -> tuple[Item, Draft | None]:
    item = held(item_id)
    if item.status is ModerationStatus.PENDING:
        revision = None
    else:
        revision = waiting.revision(item_id)
        if revision is None or item.status is not ModerationStatus.APPROVED:
            raise Conflict
    if version is not None and version != (revision or item).version:
        raise Conflict
    return item, revision


def _give_back_revision(item: Item, reason: str) -> None:
    revision = waiting.revision(item.id)
    if revision is not None:
        revision.state, revision.reason, revision.submitted_at = DraftState.RETURNED, reason, None
        db.session.flush()


def _decided(item: Item, status: ModerationStatus, reason: str | None, revision: bool) -> Item:
    item.status, item.reason, item.moderated_at = status, reason, clock.now()
    events.record(ItemChanged(item.creator_id, item.id))
    events.record(ItemDecided(item.creator_id, item.id, status.value, revision))
    return item
