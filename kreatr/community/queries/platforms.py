"""Reading the four doors. Nothing is shown that was not measured (C17)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from flask import current_app

from kreatr.community.models import Platform, PlatformHour, PlatformStats
from kreatr.community.sources import SOURCES
from kreatr.community.words import DOORS, LEVEL_WORDS
from kreatr.kernel import cache, clock
from kreatr.kernel.db import db
from kreatr.kernel.tally import ZONE

OLD_SECONDS = 900
TREND_DAYS = 14
TREND_SECONDS = 300


def platforms() -> list[dict[str, Any]]:
    """The four doors, each with its last measured number, if there ever was one.

    `old` says that the number is older than a quarter of an hour; `at_least` that there are more than were counted; `trend`
    is the last number of each day it was measured on, of the last 14 days, oldest first.
    """
    measured = {row.platform: row for row in db.session.scalars(sa.select(PlatformStats))}
    trends = cache.remember("trends", ("community",), TREND_SECONDS, _trends)
    return [_door(platform, measured.get(platform), trends.get(platform, [])) for platform in Platform]


def _door(platform: Platform, stats: PlatformStats | None, trend: list[int]) -> dict[str, Any]:
    door = DOORS[platform]
    level = stats.activity_level if stats else None
    fetched_at = stats.fetched_at if stats else None
    return {
        "key": platform.value.lower(),
        "name": door.name,
        "url": SOURCES[platform].url(current_app.config["KREATR"].outside) or door.url,
        "text": str(door.text),
        "unit": str(door.unit),
        "count": stats.member_count if stats else None,
        "at_least": bool(stats and stats.details.get("at_least")),
        "level": level.value if level else None,
        "level_word": str(LEVEL_WORDS[level]) if level else None,
        "fetched_at": fetched_at,
        "old": fetched_at is not None and clock.now() - fetched_at > timedelta(seconds=OLD_SECONDS),
        "trend": trend,
    }


def _trends() -> dict[Platform, list[int]]:
    """The last number of each day, days as in Jakarta."""
    today = clock.now().astimezone(ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    since = today - timedelta(days=TREND_DAYS - 1)
    rows = db.session.execute(
        sa.select(PlatformHour.platform, PlatformHour.hour, PlatformHour.member_count)
        .where(PlatformHour.hour >= since)
        .order_by(PlatformHour.hour)
    )
    days: dict[Platform, dict[Any, int]] = {}
    for platform, hour, number in rows:
        days.setdefault(platform, {})[_day(hour)] = number
    return {platform: list(found.values()) for platform, found in days.items()}


def _day(hour: datetime) -> Any:
    return hour.astimezone(ZONE).date()
