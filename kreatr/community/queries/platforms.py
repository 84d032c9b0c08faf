"""Reading the four doors. Nothing is shown that was not measured (C17)."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from kreatr.community.models import Platform, PlatformStats
from kreatr.community.words import DOORS, LEVEL_WORDS
from kreatr.kernel.db import db


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
