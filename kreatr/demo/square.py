"""The hub of the demo world: platforms nobody has measured yet, events to come, and the feed."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from kreatr.community.models import Activity, ActivityType, CommunityEvent, Highlight, Platform, PlatformStats
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
    db.session.add_all([*events, *lines, *_highlights(items)])
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
    actor, source = line["actor"], line.get("source")
    item = items[f"{actor} {line['item']}"] if "item" in line else None
    copied = ("title", "text", "title_en", "text_en")
    return Activity(
        type=ActivityType(line["type"]),
        actor_id=cast.creators[actor].id if actor else None,
        item=item,
        source=Platform(source) if source else None,
        author=line.get("author", ""),
        link=line.get("link") or (f"/portfolio/{actor}" if actor else ""),
        details={},
        created_at=moments.ago(line["hours"]),
        **{name: line[name] for name in copied},
    )


def _highlights(items: dict[str, Item]) -> list[Highlight]:
    """The works that stand on the hub."""
    chosen = library.read("highlights")
    return [Highlight(item=items[name], position=place) for place, name in enumerate(chosen)]
