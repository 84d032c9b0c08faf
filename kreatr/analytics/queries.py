"""Reading how far visitors come."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import NamedTuple

import sqlalchemy as sa

from kreatr.analytics.models import Step, StepDay
from kreatr.kernel import clock
from kreatr.kernel.db import db
from kreatr.kernel.tally import ZONE


class Day(NamedTuple):
    """The visitors of one day (Asia/Jakarta), by step."""

    day: date
    visitors: dict[Step, int]


def days(number: int) -> list[Day]:
    """The last days, oldest first, today included; each with every step."""
    today = clock.now().astimezone(ZONE).date()
    first = today - timedelta(days=number - 1)
    found: dict[date, dict[Step, int]] = defaultdict(dict)
    for row in db.session.scalars(sa.select(StepDay).where(StepDay.day >= first, StepDay.day <= today)):
        found[row.day][row.step] = row.visitors
    dates = (first + timedelta(days=place) for place in range(number))
    return [Day(day, {step: found[day].get(step, 0) for step in Step}) for day in dates]


def totals(rows: list[Day]) -> dict[Step, int]:
    """Each step's visitors over all of these days: who came on three of them counts three times."""
    return {step: sum(row.visitors[step] for row in rows) for step in Step}
