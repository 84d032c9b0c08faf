"""A person's own works as material for their story."""

from __future__ import annotations

import uuid
from typing import Any, NamedTuple

import sqlalchemy as sa
from flask_babel import gettext as _

from kreatr.accounts.models import User
from kreatr.creators.models import Creator
from kreatr.kernel.db import db
from kreatr.portfolio.models import Draft, Item, ItemImage
from kreatr.portfolio.queries import ORDER
from kreatr.portfolio.words import CATEGORY_WORDS

MOST_STORY = 3000  # characters of the story there is


class Work(NamedTuple):
    """One of the viewer's works, or the draft of one; `content` is what is being written of it, if anything is."""

    id: uuid.UUID
    title: str
    content: dict[str, Any] | None


def own(viewer: User) -> list[Work]:
    """The viewer's works: those that were only begun, newest first, then the others in their order."""
    mine = sa.select(Creator.id).where(Creator.user_id == viewer.id).scalar_subquery()
    newest = sa.select(Draft).where(Draft.creator_id == mine).order_by(Draft.updated_at.desc())
    drafts = list(db.session.scalars(newest))
    revisions = {draft.item_id: draft.content for draft in drafts if draft.item_id}
    begun = [
        (draft.id, draft.content.get("title", ""), draft.content) for draft in drafts if not draft.item_id
    ]
    items = db.session.execute(sa.select(Item.id, Item.title).where(Item.creator_id == mine).order_by(*ORDER))
    shown = [(id_, title, revisions.get(id_)) for id_, title in items]
    return [Work(id_, title or _("Untitled"), content) for id_, title, content in (*begun, *shown)]


def material(work: Work) -> dict[str, str]:
    """What is known of a work, under the names that tasks use."""
    content = work.content if work.content is not None else _stored(work.id)
    shown = [image.get("alt", "") for image in content.get("images", [])]
    words = {category.value: word for category, word in CATEGORY_WORDS.items()}
    return {
        "work_title": content.get("title") or "",
        "work_pictures": "\n".join(f"- {alt}" for alt in shown if alt),
        "work_category": str(words.get(content.get("category", ""), "")),
        "work_tools": content.get("tools") or "",
        "work_hand": content.get("human_part") or "",
        "work_story": (content.get("description") or "")[:MOST_STORY],
    }


def _stored(item_id: uuid.UUID) -> dict[str, Any]:
    """An item's words; what its pictures show is read along, in order."""
    columns = (Item.title, Item.category, Item.tools, Item.human_part, Item.description, ItemImage.alt)
    select = sa.select(*columns).outerjoin(ItemImage, ItemImage.item_id == Item.id)
    rows = db.session.execute(select.where(Item.id == item_id).order_by(ItemImage.position)).all()
    first = dict(rows[0]._mapping)
    return {
        **first,
        "category": rows[0].category.value,
        "images": [{"alt": row.alt} for row in rows if row.alt],
    }
