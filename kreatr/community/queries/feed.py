"""Reading the feed, ten lines at a time."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from kreatr.community.models import Activity, ActivityType
from kreatr.community.words import ACTIVITY_WORDS
from kreatr.creators.models import Creator
from kreatr.creators.queries import SEEN
from kreatr.kernel.db import Time, db

FEED_PAGE = 10
EPOCH, MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)
# News of people whom visitors do not see is not news (A5).
TOLD = sa.or_(Activity.actor_id.is_(None), Activity.actor.has(sa.and_(*SEEN)))


def feed(before: tuple[datetime, uuid.UUID] | None = None) -> tuple[list[dict[str, Any]], str | None]:
    """Ten lines of the feed, newest first, older than `before`; and the mark from which the next ten go on."""
    select = (
        sa.select(Activity)
        .where(TOLD)
        .order_by(Activity.created_at.desc(), Activity.id.desc())
        .limit(FEED_PAGE + 1)
        .options(joinedload(Activity.actor).joinedload(Creator.avatar))
    )
    if before:
        last = sa.tuple_(sa.literal(before[0], Time()), sa.literal(before[1], sa.Uuid()))
        select = select.where(sa.tuple_(Activity.created_at, Activity.id) < last)
    rows = list(db.session.scalars(select))
    shown = rows[:FEED_PAGE]
    return [_line(row) for row in shown], mark(shown[-1]) if len(rows) > FEED_PAGE else None


def mark(activity: Activity) -> str:
    """A place in the feed as one word for a URL."""
    return f"{(activity.created_at - EPOCH) // MICROSECOND}-{activity.id.hex}"


def place(text: str | None) -> tuple[datetime, uuid.UUID] | None:
    """A place in the feed from a URL; None for anything that is not one."""
    micro, _, id_ = (text or "").partition("-")
    if not (micro.isascii() and micro.isdigit()) or len(micro) > 17 or len(id_) != 32:
        return None
    try:
        return EPOCH + int(micro) * MICROSECOND, uuid.UUID(id_)
    except ValueError:
        return None


def _line(row: Activity) -> dict[str, Any]:
    actor = row.actor
    return {
        "id": row.id,
        "type": row.type.value,
        "kind": str(ACTIVITY_WORDS[row.type]),
        "title": row.title,
        "text": row.text,
        "actor_name": actor.display_name if actor else None,
        "actor_url": f"/portfolio/{actor.username}" if actor else None,
        "actor_pic": actor.avatar.brief() if actor and actor.avatar else None,
        "link": row.link or None,
        "created_at": row.created_at,
    }


def announcements(limit: int = 2) -> list[dict[str, Any]]:
    """The newest announcements of the house."""
    select = (
        sa.select(Activity)
        .where(Activity.type == ActivityType.ANNOUNCEMENT, TOLD)
        .order_by(Activity.created_at.desc())
        .limit(limit)
        .options(joinedload(Activity.actor).joinedload(Creator.avatar))
    )
    return [_line(row) for row in db.session.scalars(select)]
