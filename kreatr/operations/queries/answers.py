"""How fast the house answered, and how often it failed, by endpoint and over time."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa

from kreatr.kernel import clock
from kreatr.kernel.db import db
from kreatr.kernel.tally import ZONE
from kreatr.operations.models import EndpointHour
from kreatr.operations.queries.reading import midnight, percentile, today

HOURS = 24


class Figures(NamedTuple):
    """The answers of one endpoint: how many, how many of them refused something (4xx) or failed (5xx), and the times (ms)
    that half and nineteen in twenty of them did not exceed."""

    endpoint: str
    answers: int
    refused: int
    failed: int
    half: int
    most: int


class Column(NamedTuple):
    """An hour or a day."""

    start: datetime
    answers: int
    failed: int
    most: int


def since(days: int) -> datetime:
    """When the last days began; one day is the last 24 hours, this one included."""
    if days == 1:
        return clock.now().replace(minute=0, second=0, microsecond=0) - timedelta(hours=HOURS - 1)
    return midnight(today() - timedelta(days=days - 1))


def endpoints(days: int) -> list[Figures]:
    """Each endpoint that answered anything."""
    kinds = EndpointHour.endpoint, EndpointHour.status, EndpointHour.bucket
    select = sa.select(*kinds, sa.func.sum(EndpointHour.number)).where(EndpointHour.hour >= since(days))
    found: dict[str, list[Any]] = defaultdict(list)
    for endpoint, status, bucket, number in db.session.execute(select.group_by(*kinds)):
        found[endpoint].append((status, bucket, int(number)))
    return [_figures(endpoint, rows) for endpoint, rows in found.items()]


def columns(days: int, endpoint: str = "") -> list[Column]:
    """Hour by hour for one day, else day by day, oldest first; of one endpoint or of all."""
    kinds = EndpointHour.hour, EndpointHour.status, EndpointHour.bucket
    select = sa.select(*kinds, sa.func.sum(EndpointHour.number)).where(EndpointHour.hour >= since(days))
    if endpoint:
        select = select.where(EndpointHour.endpoint == endpoint)
    found: dict[datetime, list[Any]] = defaultdict(list)
    for hour, status, bucket, number in db.session.execute(select.group_by(*kinds)):
        start = hour if days == 1 else midnight(hour.astimezone(ZONE).date())
        found[start].append((status, bucket, int(number)))
    return [_column(start, found[start]) for start in _starts(days)]


def _starts(days: int) -> list[datetime]:
    if days == 1:
        return [since(1) + timedelta(hours=hour) for hour in range(HOURS)]
    first = today() - timedelta(days=days - 1)
    return [midnight(first + timedelta(days=day)) for day in range(days)]


def _column(start: datetime, rows: list[Any]) -> Column:
    seen = _figures("", rows)
    return Column(start, seen.answers, seen.failed, seen.most)


def _figures(endpoint: str, rows: list[Any]) -> Figures:
    times: Counter[int] = Counter()
    classes: Counter[int] = Counter()
    for status, bucket, number in rows:
        times[bucket] += number
        classes[status] += number
    half, most = percentile(times, 0.5), percentile(times, 0.95)
    return Figures(endpoint, times.total(), classes[4], classes[5], half, most)
