"""How a work stood before somebody decided on it, and putting that back."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kreatr.creators.models import Creator
from kreatr.kernel import events
from kreatr.kernel.db import action, db
from kreatr.kernel.errors import Conflict
from kreatr.kernel.pictures import Picture
from kreatr.portfolio.actions.deciding import held
from kreatr.portfolio.actions.hanging import fill
from kreatr.portfolio.actions.showing import take_down
from kreatr.portfolio.events import ItemChanged
from kreatr.portfolio.models import Draft, DraftState, Item, ItemImage, ModerationStatus
from kreatr.uploads.models import Upload

MOMENTS = ("submitted_at", "moderated_at", "removed_at", "published_at")


@action
def standing(item_id: uuid.UUID, *, whole: bool = False) -> dict[str, Any]:
    """How a work stands, as plain values, held until the unit ends; `whole` with its content. Raises NotFound."""
    item = held(item_id)
    draft = _draft(item_id)
    state: dict[str, Any] = {
        "status": item.status.value,
        "reason": item.reason,
        "version": item.version,
        **{name: _text(getattr(item, name)) for name in MOMENTS},
        "draft": _draft_state(draft) if draft else None,
    }
    if whole and draft is not None:
        state["content"], state["draft"]["content"] = item.content, draft.content
        state["pictures"] = {one.key: str(one.picture_id) for one in item.images if one.picture_id}
    return state


@action
def put_back(item_id: uuid.UUID, before: dict[str, Any], after: dict[str, Any]) -> None:
    """Has a work stand as `before` again. Raises NotFound, and Conflict unless it still stands as `after`."""
    now = standing(item_id)
    if any(now[name] != after[name] for name in ("status", "version", "removed_at", "draft")):
        raise Conflict
    item = held(item_id)
    if "content" in before:
        creator = db.session.get_one(Creator, item.creator_id)
        fill(item, before["content"], creator.user_id)
        _hang_again(item, before)
    item.status, item.reason = ModerationStatus(before["status"]), before["reason"]
    item.version = before["version"]
    for name in MOMENTS:
        setattr(item, name, _moment(before[name]))
    _put_draft_back(item, before["draft"])
    db.session.flush()
    events.record(ItemChanged(item.creator_id, item.id))


def _draft(item_id: uuid.UUID) -> Draft | None:
    select = sa.select(Draft).where(Draft.item_id == item_id)
    return db.session.scalar(select.execution_options(populate_existing=True))


def _draft_state(draft: Draft) -> dict[str, Any]:
    return {
        "id": str(draft.id),
        "version": draft.version,
        "state": draft.state.value,
        "reason": draft.reason,
        "submitted_at": _text(draft.submitted_at),
        "created_at": _text(draft.created_at),
    }


def _put_draft_back(item: Item, before: dict[str, Any] | None) -> None:
    if before is None:
        return
    draft = _draft(item.id)
    if draft is None:
        draft = Draft(id=uuid.UUID(before["id"]), creator_id=item.creator_id, item_id=item.id)
        draft.content = before["content"]
        draft.created_at = datetime.fromisoformat(before["created_at"])
        db.session.add(draft)
    draft.version, draft.state, draft.reason = (
        before["version"],
        DraftState(before["state"]),
        before["reason"],
    )
    draft.submitted_at = _moment(before["submitted_at"])


def _hang_again(item: Item, before: dict[str, Any]) -> None:
    """Pictures that the revision had taken out; what is gone from the store since stays out."""
    there = {image.key: image for image in item.images}
    wanted = before["content"]["images"]
    for place, image in enumerate(wanted):
        if image["id"] in there:
            there[image["id"]].position = place
        elif (found := _picture(before["pictures"].get(image["id"]))) is not None:
            upload = db.session.get(Upload, uuid.UUID(image["id"]))
            again = ItemImage(
                picture_id=found.id,
                upload_id=upload.id if upload else None,
                alt=image["alt"],
                alt_en=image["alt_en"],
                position=place,
            )
            item.images.append(again)
    db.session.flush()
    take_down([one.picture_id for one in item.images if one.picture_id])


def _picture(id_: str | None) -> Picture | None:
    return db.session.get(Picture, uuid.UUID(id_)) if id_ else None


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
