"""Days as the house counts them, and a percentile from classes of times."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time

from kreatr.kernel import clock
from kreatr.kernel.tally import ZONE


def today() -> date:
    """The day in Asia/Jakarta, by which the house counts."""
    return clock.now().astimezone(ZONE).date()


def midnight(day: date) -> datetime:
    """When a day of Asia/Jakarta begins."""
    return datetime.combine(day, time.min, ZONE)


def percentile(times: Mapping[int, int], share: float) -> int:
    """The class (its upper end, ms) that the given share of answers does not exceed; 0 where there are none."""
    wanted, seen = share * sum(times.values()), 0
    for bucket, number in sorted(times.items()):
        seen += number
        if number and seen >= wanted:
            return bucket
    return 0
