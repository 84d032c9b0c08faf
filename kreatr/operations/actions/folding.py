"""Keeping the tables of measurements small: hours become days, days are forgotten."""

from __future__ import annotations

from datetime import date, timedelta

import sqlalchemy as sa

from kreatr.kernel.db import action, db, insert, lock
from kreatr.operations.models import EndpointHour, LimitDay, SlowStatement
from kreatr.operations.queries.reading import midnight, today

HOURS_KEPT, DAYS_KEPT, STATEMENTS_KEPT = 8, 90, 30  # days
LOOKED_BACK = 14  # days that are folded if nobody did it in time


def tidy() -> None:
    """Folds the hours of past days into one each and forgets what is old."""
    for back in range(HOURS_KEPT, HOURS_KEPT + LOOKED_BACK):
        fold(today() - timedelta(days=back))
    forget()


@action
def fold(day: date) -> None:
    """Makes one row of a day's hours, for each endpoint, status and bucket. A day that was folded stays as it is."""
    lock(db.session(), "measures")
    start = midnight(day)
    hours = EndpointHour.hour >= start, EndpointHour.hour < midnight(day + timedelta(days=1))
    if not db.session.scalar(sa.select(sa.exists().where(*hours, EndpointHour.hour > start))):
        return
    kinds = EndpointHour.endpoint, EndpointHour.status, EndpointHour.bucket
    found = db.session.execute(
        sa.select(*kinds, sa.func.sum(EndpointHour.number)).where(*hours).group_by(*kinds)
    )
    names = ("endpoint", "status", "bucket", "number")
    rows = [{"hour": start, **dict(zip(names, row, strict=True))} for row in found]
    db.session.execute(sa.delete(EndpointHour).where(*hours))
    db.session.execute(insert(EndpointHour), rows)


@action
def forget() -> None:
    """Forgets measurements that nobody reads any more."""
    old, long_ago = today() - timedelta(days=DAYS_KEPT), today() - timedelta(days=STATEMENTS_KEPT)
    db.session.execute(sa.delete(EndpointHour).where(EndpointHour.hour < midnight(old)))
    db.session.execute(sa.delete(LimitDay).where(LimitDay.day < old))
    db.session.execute(sa.delete(SlowStatement).where(SlowStatement.day < long_ago))
