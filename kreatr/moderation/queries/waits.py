"""How long works wait for a decision, measured; and where one stands."""

from __future__ import annotations

import statistics

import sqlalchemy as sa
from flask_babel import ngettext

from kreatr.kernel import cache
from kreatr.kernel.db import db
from kreatr.moderation.models import Case, CaseKind, Outcome
from kreatr.portfolio.models import PLACES

MEASURED, LEAST = 100, 5  # decisions that count, and below which a median says nothing
KEPT_SECONDS = 300


def usual_seconds() -> int | None:
    """The median of how long the last 100 decided works waited, in seconds; None while there were fewer than five."""
    kept: int | None = cache.remember("usual-wait", ("moderation",), KEPT_SECONDS, _usual_seconds)
    return kept


def _usual_seconds() -> int | None:
    select = (
        sa.select(Case.opened_at, Case.closed_at)
        .where(Case.kind == CaseKind.WORK, Case.closed_at.is_not(None), Case.outcome != Outcome.GONE)
        .order_by(Case.closed_at.desc())
        .limit(MEASURED)
    )
    waited = [(closed - opened).total_seconds() for opened, closed in db.session.execute(select) if closed]
    return round(statistics.median(waited)) if len(waited) >= LEAST else None


def usual_wait() -> str | None:
    """That time in words, rounded up: "within 3 hours"."""
    seconds = usual_seconds()
    if seconds is None:
        return None
    hours = max(1, -(-seconds // 3600))
    if hours < 24:
        return ngettext("within %(n)s hour", "within %(n)s hours", hours, n=hours)
    days = -(-hours // 24)
    return ngettext("within %(n)s day", "within %(n)s days", days, n=days)


def place(case: Case) -> int:
    """The place of an open case among those of its kind; 1 is next, PLACES stands for that and more."""
    earlier = sa.tuple_(Case.opened_at, Case.id) < sa.tuple_(
        sa.select(Case.opened_at).where(Case.id == case.id).scalar_subquery(), sa.literal(case.id, sa.Uuid())
    )
    waits = Case.kind == case.kind, Case.closed_at.is_(None), earlier
    longer = sa.select(Case.id).where(*waits).limit(PLACES - 1).subquery()
    return (db.session.scalar(sa.select(sa.func.count()).select_from(longer)) or 0) + 1
