"""A creator's newest works, for feed readers."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from kreatr.kernel import i18n
from kreatr.kernel.db import db
from kreatr.kernel.pictures import fitted
from kreatr.kernel.storage import media
from kreatr.kernel.text import shorten, visible
from kreatr.portfolio.models import Item
from kreatr.portfolio.queries import SHOWN
from kreatr.portfolio.words import CATEGORY_WORDS

ENTRIES = 30
SUMMARY = 300  # characters
PHONE = 768  # pixels


def newest_works(creator_id: uuid.UUID) -> list[dict[str, Any]]:
    """The works that visitors saw first lately, the newest first, as a feed tells them."""
    since = sa.func.coalesce(Item.published_at, Item.created_at)
    select = sa.select(Item).where(Item.creator_id == creator_id, *SHOWN)
    newest = select.order_by(since.desc(), Item.id.desc()).limit(ENTRIES).options(selectinload(Item.images))
    return [_entry(item) for item in db.session.scalars(newest)]


def _entry(item: Item) -> dict[str, Any]:
    published = item.published_at or item.created_at
    picture = item.pictures[0][1].brief() if item.pictures else None
    width, size = fitted(picture, PHONE) if picture else (0, 0)
    return {
        "id": item.id,
        "slug": item.slug,
        "title": item.title,
        "summary": shorten(visible(item.description), SUMMARY),
        "category": item.category.value,
        "category_words": i18n.spoken(CATEGORY_WORDS)[item.category],
        "published_at": published,
        "changed_at": _latest(published, item.moderated_at),
        "picture": media(picture["name"], width) if picture else None,
        "picture_bytes": size,
    }


def _latest(published: datetime, moderated: datetime | None) -> datetime:
    return max(published, moderated) if moderated else published
