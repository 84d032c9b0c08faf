"""Handing works in. New and refused works wait for a moderator; a shown one stays as it is until its revision is approved."""

from __future__ import annotations

import math
import uuid
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from flask import current_app

from kreatr.accounts.models import User
from kreatr.creators.models import Creator
from kreatr.kernel import clock, events, limits
from kreatr.kernel.db import action, db, uuid7
from kreatr.kernel.errors import TooManyRequests
from kreatr.kernel.text import slugify
from kreatr.portfolio import queries, words
from kreatr.portfolio.actions.drafting import begin
from kreatr.portfolio.actions.hanging import fill, place
from kreatr.portfolio.errors import ItemLimitReached, Removed
from kreatr.portfolio.events import ItemChanged, ItemSubmitted
from kreatr.portfolio.models import Draft, DraftState, Item, ModerationStatus
from kreatr.portfolio.queries import Edited

WINDOW = timedelta(seconds=limits.ITEM_WINDOW_SECONDS)
RESERVED = {"contact", "review"}  # what else stands under a creator's address


class Outcome(StrEnum):
    """What a submission came to."""

    SUBMITTED = "SUBMITTED"  # waits for a moderator
    APPLIED = "APPLIED"  # nothing that needs a review was changed


@action
def submit(
    viewer: User, id_: uuid.UUID, content: dict[str, Any], version: int, *, new: bool = False
) -> Outcome:
    """Hands in checked content under an id, which may be unknown when it is `new`. The same form twice is once.

    Raises NotFound, ProfileIncomplete, Outdated, Removed, ItemLimitReached (C28) and TooManyRequests with the seconds to
    wait (PORT-24).
    """
    edited = begin(viewer, id_, content, version, new=new)
    if edited.item is None:
        return _create(edited, content)
    if edited.item.removed_at is not None:
        raise Removed
    if place(edited.item, content):
        _bump(edited)
        events.record(ItemChanged(edited.creator.id, edited.item.id))
    if edited.item.status is ModerationStatus.APPROVED:
        return _revise(edited, edited.item, content)
    return _resubmit(edited, edited.item, content)


@action
def place_directly(viewer: User, id_: uuid.UUID, content: dict[str, Any]) -> None:
    """Gives a stored item the visibility and prominence of a draft of it; they need no review. Raises NotFound."""
    item = queries.editing(viewer, id_).item
    if item is not None and place(item, content):
        events.record(ItemChanged(item.creator_id, item.id))


def _create(edited: Edited, content: dict[str, Any]) -> Outcome:
    creator = edited.creator
    _check_limits(creator)
    item = Item(
        id=edited.id,
        creator_id=creator.id,
        slug=_free_slug(creator, content["title"]),
        version=edited.version + 1,
        position=_first_position(creator),
    )
    fill(item, content, creator.user_id)
    place(item, content)
    db.session.add(item)
    if edited.draft is not None:
        db.session.delete(edited.draft)
    db.session.flush()
    return _hand_in(item, revision=False)


def _resubmit(edited: Edited, item: Item, content: dict[str, Any]) -> Outcome:
    unchanged = edited.draft is None and not queries.differing(item.content, content)
    if unchanged and item.status is ModerationStatus.PENDING:
        return Outcome.SUBMITTED
    fill(item, content, edited.creator.user_id)
    item.status, item.reason, item.submitted_at = ModerationStatus.PENDING, None, clock.now()
    item.version = max(item.version, edited.version) + 1
    if edited.draft is not None:
        db.session.delete(edited.draft)
    db.session.flush()
    return _hand_in(item, revision=False)


def _revise(edited: Edited, item: Item, content: dict[str, Any]) -> Outcome:
    draft = edited.draft
    if not queries.differing(item.content, content):
        if draft is not None:  # back to what is shown: there is nothing to look at any more
            item.version = max(item.version, draft.version) + 1
            db.session.delete(draft)
        return Outcome.APPLIED
    waits = draft is not None and draft.state is DraftState.SUBMITTED
    if draft is not None and waits and not queries.differing(draft.content, content):
        draft.content = content
        return Outcome.SUBMITTED
    if draft is None:
        draft = Draft(id=uuid7(), creator_id=item.creator_id, item_id=item.id)
        db.session.add(draft)
    draft.content, draft.version, draft.state = content, edited.version + 1, DraftState.SUBMITTED
    draft.reason, draft.updated_at, draft.submitted_at = None, clock.now(), clock.now()
    db.session.flush()
    return _hand_in(item, revision=True)


def _hand_in(item: Item, *, revision: bool) -> Outcome:
    if not revision:
        events.record(ItemChanged(item.creator_id, item.id))
    events.record(ItemSubmitted(item.creator_id, item.id, revision))
    return Outcome.SUBMITTED


def _bump(edited: Edited) -> None:
    """Forms that do not know of the change are outdated; the running one has just read it."""
    if edited.item is not None:
        edited.item.version += 1


def _check_limits(creator: Creator) -> None:
    mine = Item.creator_id == creator.id
    most: int = current_app.config["KREATR"].portfolio_item_limit
    if (db.session.scalar(sa.select(sa.func.count(Item.id)).where(mine)) or 0) >= most:
        raise ItemLimitReached
    new = limits.is_new(creator.user.created_at)
    most_a_day = limits.amount(limits.ITEMS_PER_NEW_CREATOR if new else limits.ITEMS_PER_CREATOR)
    blocking: datetime | None = db.session.scalar(
        sa.select(Item.created_at)
        .where(mine, Item.created_at > clock.now() - WINDOW)
        .order_by(Item.created_at.desc())
        .offset(most_a_day - 1)
        .limit(1)
    )
    limits.counted("items-creator", blocking is None)
    if blocking is not None:
        until = blocking + WINDOW
        seconds = max(1, math.ceil((until - clock.now()).total_seconds()))
        raise TooManyRequests(words.daily_limit(most_a_day, until), retry_after=seconds)


def _free_slug(creator: Creator, title: str) -> str:
    slug = slugify(title)
    select = sa.select(Item.slug).where(Item.creator_id == creator.id, Item.slug.startswith(slug))
    taken = {*db.session.scalars(select), *RESERVED}
    numbered = (f"{slug}-{number}" for number in range(2, len(taken) + 3))
    return next(one for one in (slug, *numbered) if one not in taken)


def _first_position(creator: Creator) -> int | None:
    """A new work stands first; a number is needed only where the creator has put the others in an order."""
    first = db.session.scalar(sa.select(sa.func.min(Item.position)).where(Item.creator_id == creator.id))
    return None if first is None else int(first) - 1
