"""Keeping what was measured outside: who asks, what they found, when to ask again.

No transaction is open while a platform is asked. A claim holds a lease, so that two workers ask once; what was found is only
kept while the lease is still one's own, so that a slow worker does not overwrite a later one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from kreatr.community.actions import telling
from kreatr.community.models import BREAKS_AFTER, Platform, PlatformHour, PlatformStats
from kreatr.community.sources import Failure, Line, Measured
from kreatr.kernel import cache, clock
from kreatr.kernel.db import action, db, insert, uuid7
from kreatr.kernel.tally import ZONE

LEASE_SECONDS = 60  # longer than a round may take, so that a claim is never taken from a living worker
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 60, 3600
HOPELESS = {"credentials"}  # asking again soon with the same key would be rude
HOURS_KEPT_DAYS = 400
DAYS = 14  # that a card's trend shows
RESOURCES_KEPT = 60  # of rounds that failed half-way; a whole round keeps only its own


@dataclass(frozen=True)
class Claim:
    """The right to ask one platform until `lease`; `kept` is what was kept of the last round (see `Line`)."""

    platform: Platform
    lease: datetime
    kept: dict[str, Any]


@action
def claim(platforms: Iterable[Platform]) -> list[Claim]:
    """Takes the leases of those platforms whose time has come."""
    _make_rows(wanted := list(platforms))
    moment = clock.now()
    lease = moment + timedelta(seconds=LEASE_SECONDS)
    due = sa.or_(PlatformStats.due_at.is_(None), PlatformStats.due_at <= moment)
    taken = db.session.execute(
        sa.update(PlatformStats)
        .where(PlatformStats.platform.in_(wanted), due)
        .values(due_at=lease)
        .returning(PlatformStats.platform, PlatformStats.state)
        .execution_options(synchronize_session=False)
    ).all()
    return [Claim(row.platform, lease, row.state.get("kept", {})) for row in taken]


@action
def keep(claimed: Claim, line: Line, found: Measured) -> bool:
    """Writes down what was found, tells the news, and says when to ask again. False when the lease was lost."""
    if (row := _row(claimed)) is None:
        return False
    moment = clock.now()
    row.member_count, row.active_members, row.activity_level = found.members, found.active, found.level
    row.details, row.fetched_at, row.due_at = found.details, moment, line.due(moment)
    row.failures, row.error, row.failed_at = 0, None, None
    if found.members is not None:
        _remember(row.platform, moment, found.members)
    days = _days(row.platform, moment)
    row.state = {"kept": line.keeping, "left": _left(line), "trouble": line.trouble, "days": days}
    telling.tell_outside(row.platform, found.news)
    cache.bump("community")
    return True


@action
def fail(claimed: Claim, line: Line, failure: Failure) -> bool:
    """Writes down that asking failed; the last good number stays. Asked again after a growing pause, or when the platform says.

    Pauses: 1, 2, 4, 8 minutes; from the fifth failure in a row, and after refused credentials, an hour. False when the lease
    was lost.
    """
    if (row := _row(claimed)) is None:
        return False
    moment = clock.now()
    row.failures, row.error, row.failed_at = row.failures + 1, failure.code, moment
    pause = timedelta(seconds=pause_seconds(row.failures, failure.code))
    row.due_at = max(moment + pause, failure.until or moment)
    # What was kept may itself be what cannot be read, by a newer program: then everything is asked for anew.
    kept = {} if failure.code == "garbage" else claimed.kept | line.keeping
    row.state = {
        "kept": dict(list(kept.items())[-RESOURCES_KEPT:]),
        "left": _left(line),
        "until": failure.until.isoformat() if failure.until else None,
        "days": row.state.get("days", []),
    }
    return True


def pause_seconds(failures: int, code: str) -> int:
    """How long to wait after so many failures in a row."""
    if failures >= BREAKS_AFTER or code in HOPELESS:
        return LONGEST_PAUSE_SECONDS
    return FIRST_PAUSE_SECONDS * 2 ** (failures - 1)


@action
def make_due(platform: Platform) -> bool:
    """Has a platform asked with the next round. False, and nothing changes, while it wants to be left alone."""
    _make_rows([platform])
    row = db.session.scalars(sa.select(PlatformStats).where(PlatformStats.platform == platform)).one()
    if row.resting_until:
        return False
    row.due_at = None
    return True


@action
def prune_hours() -> int:
    """Forgets the numbers of hours that are older than 400 days; returns how many."""
    before = clock.now() - timedelta(days=HOURS_KEPT_DAYS)
    gone = db.session.execute(sa.delete(PlatformHour).where(PlatformHour.hour < before))
    return int(gone.rowcount)  # type: ignore[attr-defined]


def _make_rows(platforms: list[Platform]) -> None:
    for platform in platforms:
        new = insert(PlatformStats).values(id=uuid7(), platform=platform, details={}, state={}, failures=0)
        db.session.execute(new.on_conflict_do_nothing(index_elements=["platform"]))


def _row(claimed: Claim) -> PlatformStats | None:
    """The row, unless the lease was lost; somebody who made the platform due meanwhile took nothing from us."""
    select = sa.select(PlatformStats).where(PlatformStats.platform == claimed.platform).with_for_update()
    row = db.session.scalars(select).one()
    return row if row.due_at in (claimed.lease, None) else None


def _remember(platform: Platform, moment: datetime, members: int) -> None:
    hour = moment.replace(minute=0, second=0, microsecond=0)
    new = insert(PlatformHour).values(platform=platform, hour=hour, member_count=members)
    again = {"member_count": new.excluded.member_count}
    db.session.execute(new.on_conflict_do_update(index_elements=["platform", "hour"], set_=again))


def _days(platform: Platform, moment: datetime) -> list[list[Any]]:
    """The last number of each of the last 14 days, as in Jakarta: [day, number], oldest first. Kept beside the row, so that
    showing a card costs no query of its own."""
    midnight = moment.astimezone(ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = db.session.execute(
        sa.select(PlatformHour.hour, PlatformHour.member_count)
        .where(PlatformHour.platform == platform, PlatformHour.hour >= midnight - timedelta(days=DAYS - 1))
        .order_by(PlatformHour.hour)
    )
    days = {row.hour.astimezone(ZONE).date().isoformat(): row.member_count for row in rows}
    return [list(day) for day in days.items()]


def _left(line: Line) -> dict[str, Any] | None:
    left = line.left
    if left is None:
        return None
    return {"remaining": left.remaining, "limit": left.limit, "reset": left.reset.isoformat()}
