"""The hub of the demo world: platforms nobody has measured yet, events to come, and the feed."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from kreatr.community.models import Activity, ActivityType, CommunityEvent, Platform, PlatformStats
from kreatr.demo import library
from kreatr.demo.cast import Cast
from kreatr.demo.moments import Moments
from kreatr.kernel.db import db
from kreatr.portfolio.models import Item


def open_up(cast: Cast, moments: Moments, items: dict[str, Item]) -> tuple[int, int]:
    """Stores platforms, events and feed; returns the numbers of events and feed lines."""
    events = [_event(event, moments.now) for event in library.read("events")]
    lines = [_line(line, cast, moments, items) for line in library.read("feed")]
    db.session.add_all(PlatformStats(platform=platform, details={}) for platform in Platform)
    db.session.add_all([*events, *lines])
    return len(events), len(lines)


def _event(event: dict[str, Any], now: datetime) -> CommunityEvent:
    zone = ZoneInfo(event["timezone"])
    day = now.astimezone(zone).date() + timedelta(days=event["days"])
    starts = datetime.combine(day, time.fromisoformat(event["time"]), zone)
    copied = ("title", "title_en", "text", "text_en", "timezone", "place", "link", "host")
    return CommunityEvent(
        starts_at=starts,
        ends_at=starts + timedelta(hours=event["hours"]),
        **{name: event[name] for name in copied},
    )


def _line(line: dict[str, Any], cast: Cast, moments: Moments, items: dict[str, Item]) -> Activity:
    actor = line["actor"]
    link = line.get("link", "")
    if "item" in line:
        item = items[f"{actor} {line['item']}"]
        link = f"/portfolio/{actor}/{item.slug}"
    elif actor:
        link = f"/portfolio/{actor}"
    return Activity(
        type=ActivityType(line["type"]),
        title=line["title"],
        text=line["text"],
        actor_id=cast.creators[actor].id if actor else None,
        link=link,
        details={},
        created_at=moments.ago(line["hours"]),
    )
