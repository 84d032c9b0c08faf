"""Writing: what is typed is kept as a draft until it is submitted. Nothing of it is seen by anybody else."""

from __future__ import annotations

import hashlib
import uuid
from datetime import timedelta
from typing import Any

from kreatr.accounts.models import User
from kreatr.creators.models import Creator
from kreatr.kernel import clock
from kreatr.kernel.db import action, db, lock, uuid7
from kreatr.portfolio import queries
from kreatr.portfolio.errors import DraftLimitReached, Outdated, ProfileIncomplete
from kreatr.portfolio.models import Draft, DraftState
from kreatr.portfolio.queries import Edited, own

MOST_DRAFTS = 50  # of new works; each is at most as large as its fields allow
FORM_DAYS = 30  # a form that lay longer than this is not recognised again


@action
def save(viewer: User, id_: uuid.UUID, content: dict[str, Any], version: int, *, new: bool = False) -> Edited:
    """Keeps what was typed under an id, which may be unknown when it is `new`; `version` is what the form was made from.

    Content that is there already changes nothing. Raises NotFound, ProfileIncomplete, DraftLimitReached and Outdated.
    """
    edited = begin(viewer, id_, content, version, new=new)
    if queries.same(edited.content, content) and (edited.draft or edited.item):
        return edited
    return edited._replace(draft=_write(edited, content))


def begin(
    viewer: User, id_: uuid.UUID, content: dict[str, Any], version: int, *, new: bool = False
) -> Edited:
    """What is edited under an id, held until the unit ends, after it was checked that nobody saved another edition."""
    creator = complete(viewer)
    lock(db.session(), "portfolio", str(creator.id))
    edited = own.editing(viewer, id_, new=new)
    known = edited.draft or edited.item
    if known and edited.version != version and not queries.same(edited.content, content):
        raise Outdated
    return edited


def complete(viewer: User) -> Creator:
    """The viewer's profile. Raises ProfileIncomplete unless it has what the marketplace needs (PRF-18)."""
    creator = own.profile(viewer)
    if creator is None or not creator.complete:
        raise ProfileIncomplete
    return creator


def form_id() -> str:
    """What a form for a new work carries, so that it makes one work however often it is sent."""
    return str(uuid7())


def new_id(viewer: User, client_id: str) -> uuid.UUID:
    """The id of what a form for a new work will make: the same each time it is sent, another one for each person.

    `client_id` came with the form and is time-ordered; one that is not gets an id that is not recognised again.
    """
    try:
        given = uuid.UUID(client_id)
    except ValueError:
        return uuid7()
    made = clock.now().timestamp() - (given.int >> 80) / 1000  # seconds ago
    if given.version != 7 or not -300 < made < timedelta(days=FORM_DAYS).total_seconds():
        return uuid7()
    digest = hashlib.sha256(viewer.id.bytes + given.bytes).digest()
    number = (given.int >> 80 << 80) | int.from_bytes(digest[:10], "big")
    number = number & ~(0xF << 76) | (0x7 << 76)
    return uuid.UUID(int=number & ~(0x3 << 62) | (0x2 << 62))


def _write(edited: Edited, content: dict[str, Any]) -> Draft:
    draft = edited.draft
    if draft is None:
        if edited.item is None and len(own.drafts_of(edited.creator)) >= MOST_DRAFTS:
            raise DraftLimitReached
        draft = Draft(
            id=uuid7() if edited.item else edited.id,
            creator_id=edited.creator.id,
            item_id=edited.item.id if edited.item else None,
            version=edited.version,
        )
        db.session.add(draft)
    draft.content, draft.version, draft.updated_at = content, edited.version + 1, clock.now()
    # What a moderator looks at never changes under their eyes: it leaves the queue until it is submitted again.
    draft.state = DraftState.OPEN if draft.state is not DraftState.RETURNED else DraftState.RETURNED
    draft.submitted_at = None
    db.session.flush()
    return draft
