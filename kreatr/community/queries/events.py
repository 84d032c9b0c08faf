"""Reading what is planned and what was: the next first, the past newest first."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from kreatr.accounts.models import User
from kreatr.community.models import CommunityEvent
from kreatr.community.models.events import LONGEST
from kreatr.kernel import clock, i18n, paging, spans, text
from kreatr.kernel.db import db
from kreatr.kernel.errors import NotFound
from kreatr.kernel.paging import Place

EVENTS, EVENT_PAGE = 4, 10
CALENDAR_MOST, CALENDAR_DAYS = 200, 30
BEGINNING = sa.tuple_(CommunityEvent.starts_at, CommunityEvent.id)
SOONEST, LATEST = (
    (CommunityEvent.starts_at, CommunityEvent.id),
    (CommunityEvent.starts_at.desc(), CommunityEvent.id.desc()),
)
Rows = tuple[list[dict[str, Any]], str | None]


def _not_over(since: datetime) -> sa.ColumnElement[bool]:
    """Ends after this moment. That nothing is longer than LONGEST lets the index over beginnings find it."""
    return sa.and_(CommunityEvent.ends_at > since, CommunityEvent.starts_at > since - LONGEST)


def events(limit: int = EVENTS) -> list[dict[str, Any]]:
    """What comes next; past events are not listed."""
    select = sa.select(CommunityEvent).where(_not_over(clock.now())).order_by(*SOONEST).limit(limit)
    return [_row(event) for event in db.session.scalars(select)]


def coming_events(after: Place | None = None) -> Rows:
    """Ten events that run or come, the next first, beginning after the mark; and the mark from which the next ten go on."""
    select = sa.select(CommunityEvent).where(_not_over(clock.now())).order_by(*SOONEST)
    return _page(select.where(paging.literal(after) < BEGINNING) if after else select)


def past_events(before: Place | None = None) -> Rows:
    """Ten events that are over, the newest first, that began before the mark; and the mark for the next ten."""
    now = clock.now()
    over = CommunityEvent.ends_at <= now, CommunityEvent.starts_at < now
    select = sa.select(CommunityEvent).where(*over).order_by(*LATEST)
    return _page(select.where(paging.literal(before) > BEGINNING) if before else select)


def _page(select: sa.Select[CommunityEvent]) -> Rows:
    found = list(db.session.scalars(select.limit(EVENT_PAGE + 1)))
    shown = found[:EVENT_PAGE]
    return [_row(event) for event in shown], paging.mark(shown[-1].starts_at, shown[-1].id) if len(
        found
    ) > EVENT_PAGE else None


def _row(event: CommunityEvent) -> dict[str, Any]:
    title, language = event.said("title", i18n.language())
    now = clock.now()
    return {
        "id": event.id,
        "title": title,
        "lang": language,
        "place": event.place,
        "timezone": event.timezone,
        "starts_at": event.starts_at,
        "this_year": _year(event.starts_at, event.timezone) == _year(now, event.timezone),
        "runs": event.starts_at <= now < event.ends_at,
    }


def _year(moment: datetime, zone: str) -> int:
    return i18n.in_zone(moment, zone).year


def event(event_id: uuid.UUID) -> CommunityEvent:
    """One event. Raises NotFound."""
    found = db.session.get(CommunityEvent, event_id)
    if found is None:
        raise NotFound
    return found


def event_page(event_id: uuid.UUID, viewer: User | None) -> dict[str, Any]:
    """One event as its page shows it; with the time on the viewer's own clocks, if those differ. Raises NotFound."""
    found = event(event_id)
    words, text_language = found.said("text", i18n.language())
    starts, zone = found.starts_at, found.timezone
    return {
        **_row(found),
        "text": words,
        "text_lang": text_language,
        "summary": text.shorten(text.visible(words), 160),
        "host": found.host,
        "link": found.link,
        "ends_at": found.ends_at,
        "over": found.ends_at <= clock.now(),
        "span": spans.span(starts, found.ends_at, zone),
        "home_zones": spans.home_zones(starts, zone),
        "own_time": spans.own_time(starts, zone, viewer.timezone) if viewer else "",
        "offset_minutes": int(_offset(starts, zone).total_seconds() // 60),
    }


def _offset(moment: datetime, zone: str) -> timedelta:
    return i18n.in_zone(moment, zone).utcoffset() or timedelta(0)


def calendar_events() -> list[CommunityEvent]:
    """What calendars are told: what runs or comes, the next first, then what was in the last 30 days; at most 200."""
    now = clock.now()
    coming = sa.select(CommunityEvent).where(_not_over(now)).order_by(*SOONEST).limit(CALENDAR_MOST)
    found = list(db.session.scalars(coming))
    lately = _not_over(now - timedelta(days=CALENDAR_DAYS)), CommunityEvent.ends_at <= now
    past = sa.select(CommunityEvent).where(*lately).order_by(*LATEST).limit(CALENDAR_MOST - len(found))
    return [*found, *db.session.scalars(past)]
