"""The numbers of the community, counted in the database."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from kreatr.accounts.models import User
from kreatr.kernel import cache, clock
from kreatr.kernel.db import db
from kreatr.marketplace.models import Listing
from kreatr.portfolio.queries import ALL_SHOWN

STATS_SECONDS = 60
MEMBERS = sa.select(sa.func.count(User.id)).where(User.is_active)
LISTINGS = sa.select(sa.func.count(Listing.id))


def statistics() -> dict[str, Any]:
    """Members (accounts), works on show and listed creators, counted at most a minute ago: with `measured_at`."""
    found: dict[str, Any] = cache.remember("statistics", ("marketplace",), STATS_SECONDS, _statistics)
    return found


def members() -> int:
    """Accounts that are not suspended, counted now."""
    return db.session.scalar(MEMBERS) or 0


def _statistics() -> dict[str, Any]:
    counts = (MEMBERS, ALL_SHOWN, LISTINGS)
    numbers = db.session.execute(sa.select(*(one.scalar_subquery() for one in counts))).one()
    return {
        **dict(zip(("members", "projects", "listings"), numbers, strict=True)),
        "measured_at": clock.now(),
    }
