"""How the measuring of the outside communities stands, for administrators. No key is ever part of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask import current_app

from kreatr.community.models import BREAKS_AFTER, Platform, PlatformStats
from kreatr.community.sources import SOURCES
from kreatr.community.words import DOORS, FAILURE_WORDS, STANDING_WORDS
from kreatr.kernel import clock
from kreatr.kernel.db import db


def sources() -> list[dict[str, Any]]:
    """One row per platform: what is set, the last number, how it stands, what went wrong, when it is asked again."""
    rows = {row.platform: row for row in db.session.scalars(sa.select(PlatformStats))}
    return [_source(platform, rows.get(platform)) for platform in Platform]


def find(name: str) -> Platform | None:
    """The configured platform of this name in an address; None for any other."""
    for platform, source in SOURCES.items():
        if platform.value.lower() == name and source.configured(current_app.config["KREATR"].outside):
            return platform
    return None


def _source(platform: Platform, row: PlatformStats | None) -> dict[str, Any]:
    source, door = SOURCES[platform], DOORS[platform]
    row = row or PlatformStats(platform=platform, state={}, failures=0)
    configured = source.configured(current_app.config["KREATR"].outside)
    standing = _standing(row, configured)
    return {
        "key": platform.value.lower(),
        "name": door.name,
        "configured": configured,
        "variables": source.variables,
        "count": row.member_count,
        "unit": str(door.unit),
        "fetched_at": row.fetched_at,
        "standing": standing,
        "standing_word": str(STANDING_WORDS[standing]),
        "error": _words(row.error),
        "failed_at": row.failed_at,
        "trouble": _words(row.state.get("trouble")),
        "due_at": _next(row) if configured else None,
        "until": row.resting_until,
        "left": _left(row),
    }


def _standing(row: PlatformStats, configured: bool) -> str:
    if not configured:
        return "off"
    if row.failures:
        return "broken" if row.failures >= BREAKS_AFTER else "failing"
    return "fine" if row.fetched_at else "new"


def _words(code: str | None) -> str | None:
    return str(FAILURE_WORDS.get(code, FAILURE_WORDS["garbage"])) if code else None


def _next(row: PlatformStats) -> datetime | None:
    """When it is asked again; None for at once."""
    return row.due_at if row.due_at and row.due_at > clock.now() else None


def _left(row: PlatformStats) -> dict[str, Any] | None:
    """The requests that are left, while the window they were counted in lasts."""
    left = row.state.get("left")
    reset = datetime.fromisoformat(left["reset"]) if left else None
    if not left or not reset or reset <= clock.now():
        return None
    return {"remaining": left["remaining"], "limit": left["limit"], "reset": reset}
