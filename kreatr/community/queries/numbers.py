"""The numbers of the community, counted in the database.

A small house counts when it is asked. Where there are many creators the worker counts, every few minutes, and pages read
what it wrote down in Valkey, with its age; what it has not counted yet is left out.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kreatr.accounts.models import User
from kreatr.kernel import cache, clock, valkey
from kreatr.kernel.db import db
from kreatr.marketplace import queries as marketplace
from kreatr.portfolio.queries import ALL_SHOWN

STATS_SECONDS = 60
MANY = 5_000  # listed creators; counting what there is of all others takes long enough to be noticed
COUNTED_EVERY = 300  # seconds
MEMBERS = sa.select(sa.func.count(User.id)).where(User.is_active)


def statistics() -> dict[str, Any]:
    """Members (accounts), works on show and listed creators, with `measured_at`: a minute ago at most, in a large house as of
    the worker's last count. Members and works are 0 where that has not come yet; pages leave them out."""
    found: dict[str, Any] = cache.remember("statistics", ("marketplace",), STATS_SECONDS, _statistics)
    return found


def members() -> int:
    """Accounts that are not suspended."""
    return int(statistics()["members"]) if many() else db.session.scalar(MEMBERS) or 0


def works() -> int:
    """Works on show."""
    return int(statistics()["projects"]) if many() else db.session.scalar(ALL_SHOWN) or 0


def many() -> bool:
    """Whether the worker counts."""
    return marketplace.total() > MANY


def last_count(name: str) -> Any:
    """What the worker counted last as JSON reads it, None where nothing stands. No page counts in its place: at a million
    creators that takes seconds."""
    found = valkey.current().ask(lambda client: client.get(counted_key(name)))
    return json.loads(found) if found else None


def counted_key(name: str) -> str:
    """Where a count of the worker stands in Valkey."""
    return f"kreatr:counted:{name}"


def count_numbers() -> dict[str, Any]:
    """Members and works as they are now, and the moment."""
    row = db.session.execute(sa.select(MEMBERS.scalar_subquery(), ALL_SHOWN.scalar_subquery())).one()
    return {"members": row[0], "projects": row[1], "measured_at": clock.now().isoformat()}


def _statistics() -> dict[str, Any]:
    numbers = (last_count("numbers") or _nothing()) if many() else count_numbers()
    measured_at = datetime.fromisoformat(numbers["measured_at"])
    return {**numbers, "listings": marketplace.total(), "measured_at": measured_at}


def _nothing() -> dict[str, Any]:
    return {"members": 0, "projects": 0, "measured_at": clock.now().isoformat()}
