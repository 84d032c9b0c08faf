"""Reading the hub: platforms, feed, events, highlights, numbers. Nothing is shown that was not measured (C17)."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from kreatr.accounts.models import User
from kreatr.community.models import Activity, ActivityType, CommunityEvent, Platform, PlatformStats
from kreatr.community.words import ACTIVITY_WORDS, DOORS, LEVEL_WORDS
from kreatr.creators.models import Creator
from kreatr.creators.queries import SEEN
from kreatr.kernel import cache, clock
from kreatr.kernel.db import Time, db
from kreatr.kernel.pictures import Picture
from kreatr.marketplace import queries as marketplace
from kreatr.portfolio import queries as portfolio
from kreatr.portfolio.models import Item

FEED_PAGE = 10
EVENTS = 4
CONTRIBUTORS = 5
CONTRIBUTOR_DAYS = 30
STATS_SECONDS = 300
EPOCH, MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)
# News of people whom visitors do not see is not news (A5).
TOLD = sa.or_(Activity.actor_id.is_(None), Activity.actor.has(sa.and_(*SEEN)))


def platforms() -> list[dict[str, Any]]:
    """The four doors, each with its last measured number, if there ever was one."""
    measured = {row.platform: row for row in db.session.scalars(sa.select(PlatformStats))}
    return [_door(platform, measured.get(platform)) for platform in Platform]


def _door(platform: Platform, stats: PlatformStats | None) -> dict[str, Any]:
    door = DOORS[platform]
    level = stats.activity_level if stats else None
    return {
        "key": platform.value.lower(),
        "name": door.name,
        "url": door.url,
        "text": str(door.text),
        "unit": str(door.unit),
        "count": stats.member_count if stats else None,
        "level": level.value if level else None,
        "level_word": str(LEVEL_WORDS[level]) if level else None,
        "fetched_at": stats.fetched_at if stats else None,
    }


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


def events() -> list[CommunityEvent]:
    """What comes next; past events are not listed."""
    select = (
        sa.select(CommunityEvent)
        .where(CommunityEvent.ends_at > clock.now())
        .order_by(CommunityEvent.starts_at)
        .limit(EVENTS)
    )
    return list(db.session.scalars(select))


def statistics() -> dict[str, Any]:
    """Members (accounts), works on show and listed creators, counted at most five minutes ago: with `measured_at`."""
    found: dict[str, Any] = cache.remember("statistics", ("marketplace",), STATS_SECONDS, _statistics)
    return found


def _statistics() -> dict[str, Any]:
    return {
        "members": db.session.scalar(sa.select(sa.func.count(User.id)).where(User.is_active)) or 0,
        "projects": portfolio.count_all_shown(),
        "listings": marketplace.total(),
        "measured_at": clock.now(),
    }


def contributors() -> list[dict[str, Any]]:
    """Who showed the most works in the last 30 days: {name, url, pic, count}."""
    since = clock.now() - timedelta(days=CONTRIBUTOR_DAYS)
    number = sa.func.count(Item.id)
    select = (
        sa.select(Creator, Picture, number)
        .join(Item, Item.creator_id == Creator.id)
        .outerjoin(Picture, Picture.id == Creator.avatar_id)
        .where(*portfolio.SHOWN, *SEEN, Item.created_at > since)
        .group_by(Creator.id, Picture.id)
        .order_by(number.desc(), Creator.username)
        .limit(CONTRIBUTORS)
    )
    return [
        {
            "name": creator.display_name,
            "url": f"/portfolio/{creator.username}",
            "pic": picture.brief() if picture else None,
            "count": count,
        }
        for creator, picture, count in db.session.execute(select)
    ]


def crowd(cards: list[dict[str, Any]], works: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Faces and works side by side: {kind, pic, url, label}."""
    people = [
        {
            "kind": "avatar",
            "pic": card["avatar"],
            "url": f"/portfolio/{card['username']}",
            "label": card["name"],
        }
        for card in cards
        if card["avatar"]
    ]
    pieces = [
        {"kind": "work", "pic": work["pic"], "url": work["url"], "label": work["title"]} for work in works
    ]
    mixed: list[dict[str, Any]] = []
    for place_, person in enumerate(people):
        mixed.append(person)
        if place_ % 2 == 1 and pieces:
            mixed.append(pieces.pop(0))
    return mixed
