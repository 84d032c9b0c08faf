"""How often limits were used, and how often they refused (LIM-07)."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

import sqlalchemy as sa

from kreatr.kernel.db import db
from kreatr.kernel.limits import BY_ROWS, LIMITS
from kreatr.operations.models import LimitDay
from kreatr.operations.queries.reading import today


class Limit(NamedTuple):
    """A limit, its uses that were allowed and those that were refused."""

    name: str
    uses: int
    refusals: int

    @property
    def used(self) -> int:
        """How often somebody met it, whatever it said."""
        return self.uses + self.refusals


def limits(days: int) -> list[Limit]:
    """Every limit of the house: those that refused most come first, then those that were used most."""
    counted = sa.func.sum(LimitDay.uses), sa.func.sum(LimitDay.refusals)
    since = LimitDay.day > today() - timedelta(days=days)
    found = db.session.execute(sa.select(LimitDay.name, *counted).where(since).group_by(LimitDay.name))
    seen = {name: (int(uses), int(refusals)) for name, uses, refusals in found}
    rows = [Limit(name, *seen.get(name, (0, 0))) for name in (*LIMITS, *BY_ROWS)]
    return sorted(rows, key=lambda row: (-row.refusals, -row.uses, row.name))
