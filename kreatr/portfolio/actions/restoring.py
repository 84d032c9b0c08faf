"""Taking works out of sight until somebody looked, and putting back online what should not have been taken or refused."""

from __future__ import annotations

import uuid

import sqlalchemy as sa

from kreatr.kernel import clock, events
from kreatr.kernel.db import action, db
from kreatr.portfolio.actions.deciding import approve, held
from kreatr.portfolio.events import ItemChanged, ItemDecided
from kreatr.portfolio.models import Draft, DraftState, Item, ModerationStatus


@action
def hide(item_id: uuid.UUID) -> bool:
    """Flags a shown work without a reason, until somebody decided on it; whether it was shown. Raises NotFound."""
    item = held(item_id)
    if item.status is not ModerationStatus.APPROVED:
        return False
    item.status, item.reason = ModerationStatus.FLAGGED, None
    events.record(ItemChanged(item.creator_id, item.id))
    return True


@action
def show(item_id: uuid.UUID, version: int | None = None) -> bool:
    """Puts a flagged, removed or refused work back online, or a refused revision in its place; whether something changed.

    `version` is the edition that was given back: a revision that was written on since is not what was looked at. What its
    creator handed in again meanwhile waits as before. Raises NotFound.
    """
    item = held(item_id)
    if item.status is ModerationStatus.PENDING:
        return False
    if item.status is ModerationStatus.APPROVED:
        return _take_back(item, version)
    first = item.published_at is None
    item.status, item.reason, item.removed_at = ModerationStatus.APPROVED, None, None
    item.moderated_at = clock.now()
    item.published_at = item.published_at or item.moderated_at
    events.record(ItemChanged(item.creator_id, item.id))
    if first:
        events.record(ItemDecided(item.creator_id, item.id, ModerationStatus.APPROVED.value, False))
    return True


def _take_back(item: Item, version: int | None) -> bool:
    """A revision that was given back, and not touched since, takes its place after all."""
    given_back = (
        Draft.item_id == item.id,
        Draft.state == DraftState.RETURNED,
        Draft.version == version,
    )
    draft = db.session.scalar(sa.select(Draft).where(*given_back).with_for_update())
    if draft is None:
        return False
    draft.state, draft.reason, draft.submitted_at = DraftState.SUBMITTED, None, clock.now()
    db.session.flush()
    approve(item.id)
    return True
