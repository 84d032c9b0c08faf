"""Reading the feed: ten lines at a time, what is new since a mark, announcements."""

from __future__ import annotations

import uuid
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from kreatr.community.models import Activity, ActivityType
from kreatr.community.words import ACTIVITY_WORDS, DOORS, said
from kreatr.creators.models import Creator
from kreatr.creators.queries import SEEN
from kreatr.kernel import cache, clock, paging
from kreatr.kernel.db import db
from kreatr.kernel.paging import Place
from kreatr.portfolio import queries as portfolio
from kreatr.portfolio.models import Item

FEED_PAGE = 10
NEWS_MOST = 20  # lines that one poll hands over; with more the page is better fetched anew
MARK_SECONDS = 300
NOTHING = uuid.UUID(int=0)
# News of people whom visitors do not see, and of works they do not see, is not news (A5). Asked line by line: of an EXISTS beside
# an OR PostgreSQL may first gather everybody, a hundred thousand for ten lines.
_BY_SOMEBODY_SEEN = sa.select(sa.true()).where(Creator.id == Activity.actor_id, *SEEN)
_OF_A_WORK_SEEN = sa.select(sa.true()).where(
    Item.id == Activity.item_id, *portfolio.SHOWN, Item.creator.has(sa.and_(*SEEN))
)
TOLD = sa.and_(
    sa.or_(Activity.actor_id.is_(None), _BY_SOMEBODY_SEEN.correlate(Activity).scalar_subquery()),
    sa.or_(Activity.item_id.is_(None), _OF_A_WORK_SEEN.correlate(Activity).scalar_subquery()),
)
LOADED = (joinedload(Activity.actor).joinedload(Creator.avatar), joinedload(Activity.item))
NEWEST = sa.select(Activity.id).where(TOLD).order_by(Activity.id.desc()).limit(1)
NEWEST_FIRST = (Activity.created_at.desc(), Activity.id.desc())


class Page(NamedTuple):
    """Lines of the feed, the place from which the next ones go on, and what `newest` says."""

    rows: list[dict[str, Any]]
    next: str | None
    mark: str


def feed(before: Place | None = None) -> Page:
    """Ten lines of the feed, newest first, older than `before`."""
    last_arrived = NEWEST.correlate(None).scalar_subquery()
    select = _told(FEED_PAGE + 1).add_columns(last_arrived)
    if before:
        select = select.where(sa.tuple_(Activity.created_at, Activity.id) < paging.literal(before))
    found = db.session.execute(select).all()
    shown = [row for row, _arrived in found[:FEED_PAGE]]
    next_ = paging.mark(shown[-1].created_at, shown[-1].id) if len(found) > FEED_PAGE else None
    return Page([_line(row) for row in shown], next_, (found[0][1] if found else NOTHING).hex)


def latest(limit: int) -> list[dict[str, Any]]:
    """The newest lines."""
    return [_line(row) for row in db.session.scalars(_told(limit))]


def newest() -> str:
    """The mark of the line that arrived last. What happened outside is told later than it happened, so the newest line of the
    feed is not always the one that arrived last; ids grow with arrival."""
    found: str = cache.remember("feed-newest", ("community", "marketplace"), MARK_SECONDS, _newest)
    return found


def _newest() -> str:
    return (db.session.scalar(NEWEST) or NOTHING).hex


def since(after: str | None) -> tuple[list[dict[str, Any]], bool]:
    """What arrived after a mark of `newest`, newest first; and whether there is more than one poll hands over."""
    try:
        known = uuid.UUID(hex=after)
    except (TypeError, ValueError, AttributeError):
        return [], False
    rows = list(db.session.scalars(_told(NEWS_MOST + 1).where(Activity.id > known)))
    return [_line(row) for row in rows[:NEWS_MOST]], len(rows) > NEWS_MOST


def _told(limit: int) -> sa.Select[Activity]:
    return sa.select(Activity).where(TOLD).order_by(*NEWEST_FIRST).limit(limit).options(*LOADED)


def announcements(limit: int = 2) -> list[dict[str, Any]]:
    """The announcements of the house: the pinned ones, then the newest."""
    pinned = sa.func.coalesce(Activity.pinned_until > clock.now(), sa.false())
    select = (
        sa.select(Activity)
        .where(Activity.type == ActivityType.ANNOUNCEMENT, Activity.source.is_(None), TOLD)
        .order_by(pinned.desc(), *NEWEST_FIRST)
        .limit(limit)
        .options(*LOADED)
    )
    return [_line(row) for row in db.session.scalars(select)]


def _line(row: Activity) -> dict[str, Any]:
    """A line as pages show it; `source` is the platform it comes from, `author` its writer there."""
    actor, source = row.actor, row.source
    title, text = said(row)
    return {
        "id": row.id,
        "type": row.type.value,
        "kind": str(ACTIVITY_WORDS[row.type]),
        "title": title,
        "text": text,
        "actor_name": actor.display_name if actor else None,
        "actor_url": f"/portfolio/{actor.username}" if actor else None,
        "actor_pic": actor.avatar.brief() if actor and actor.avatar else None,
        "source": source.value.lower() if source else None,
        "source_name": DOORS[source].name if source else None,
        "author": row.author,
        "link": _link(row),
        "created_at": row.created_at,
        "changed_at": row.changed_at,
    }


def _link(row: Activity) -> str | None:
    if row.item and row.actor:
        return f"/portfolio/{row.actor.username}/{row.item.slug}"
    if row.type is ActivityType.MILESTONE and not row.actor and not row.link and "of" in row.details:
        return "/community/marketplace"
    return row.link or None
