"""Reading the four doors. Nothing is shown that was not measured (C17)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from flask import current_app

from kreatr.community.models import Platform, PlatformStats
from kreatr.community.sources import SOURCES
from kreatr.community.words import DOORS, LEVEL_WORDS
from kreatr.kernel import clock
from kreatr.kernel.db import db
from kreatr.kernel.tally import ZONE

OLD_SECONDS = 900
TREND_DAYS = 14


def platforms() -> list[dict[str, Any]]:
    """The four doors, each with its last measured number, if there ever was one.

    `old` says that the number is older than a quarter of an hour; `at_least` that there are more than were counted; `trend`
    is the last number of each day it was measured on, of the last 14 days, oldest first.
    """
    measured = {row.platform: row for row in db.session.scalars(sa.select(PlatformStats))}
    return [_door(platform, measured.get(platform)) for platform in Platform]


def _door(platform: Platform, stats: PlatformStats | None) -> dict[str, Any]:
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
        "trend": _trend(stats) if stats else [],
    }


def _trend(stats: PlatformStats) -> list[int]:
    since = (clock.now().astimezone(ZONE) - timedelta(days=TREND_DAYS - 1)).date().isoformat()
    return [number for day, number in stats.state.get("days", []) if day >= since]
