"""The numbers of the community, counted in the database."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from kreatr.accounts.models import User
from kreatr.kernel import cache, clock
from kreatr.kernel.db import db
from kreatr.marketplace import queries as marketplace
from kreatr.portfolio import queries as portfolio

STATS_SECONDS = 300


def statistics() -> dict[str, Any]:
    """Members (accounts), works on show and listed creators, counted at most five minutes ago: with `measured_at`."""
    found: dict[str, Any] = cache.remember("statistics", ("marketplace",), STATS_SECONDS, _statistics)
    return found


def members() -> int:
    """Accounts that are not suspended, counted now."""
    return db.session.scalar(sa.select(sa.func.count(User.id)).where(User.is_active)) or 0


def _statistics() -> dict[str, Any]:
    return {
        "members": members(),
        "projects": portfolio.count_all_shown(),
        "listings": marketplace.total(),
        "measured_at": clock.now(),
    }
