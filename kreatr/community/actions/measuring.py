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

LEASE_SECONDS = 60  # longer than a round may take, so that a claim is never taken from a living worker
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 60, 3600
HOPELESS = {"credentials"}  # asking again soon with the same key would be rude
HOURS_KEPT_DAYS = 400
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
    moment = clock.now()
    values = {
        "active_members": found.active,
        "activity_level": found.level,
        "details": found.details,
        "fetched_at": moment,
        "due_at": line.due(moment),
        "failures": 0,
        "error": None,
        "failed_at": None,
        "state": {"kept": line.keeping, "left": _left(line), "trouble": line.trouble},
    }
    if not _write(claimed, values | {"member_count": found.members}):
        return False
    if found.members is not None:
        _remember(claimed.platform, moment, found.members)
    telling.tell_outside(claimed.platform, found.news)
    cache.bump("community")
    return True


@action
def fail(claimed: Claim, line: Line, failure: Failure) -> bool:
    """Writes down that asking failed; the last good number stays. Asked again after a growing pause, or when the platform says.

    Pauses: 1, 2, 4, 8 minutes; from the fifth failure in a row, and after refused credentials, an hour.
    """
    moment = clock.now()
    before = _row(claimed.platform).failures
    pause = timedelta(seconds=pause_seconds(before + 1, failure.code))
    until = max(moment + pause, failure.until or moment)
    values = {
        "failures": before + 1,
        "error": failure.code,
        "failed_at": moment,
        "due_at": until,
        "state": {
            "kept": dict(list((claimed.kept | line.keeping).items())[-RESOURCES_KEPT:]),
            "left": _left(line),
            "until": failure.until.isoformat() if failure.until else None,
        },
    }
    return _write(claimed, values)


def pause_seconds(failures: int, code: str) -> int:
    """How long to wait after so many failures in a row."""
    if failures >= BREAKS_AFTER or code in HOPELESS:
        return LONGEST_PAUSE_SECONDS
    return FIRST_PAUSE_SECONDS * 2 ** (failures - 1)


@action
def make_due(platform: Platform) -> bool:
    """Has a platform asked with the next round. False, and nothing changes, while it wants to be left alone."""
    _make_rows([platform])
    row = _row(platform)
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


def _row(platform: Platform) -> PlatformStats:
    return db.session.scalars(sa.select(PlatformStats).where(PlatformStats.platform == platform)).one()


def _make_rows(platforms: list[Platform]) -> None:
    for platform in platforms:
        new = insert(PlatformStats).values(id=uuid7(), platform=platform, details={}, state={}, failures=0)
        db.session.execute(new.on_conflict_do_nothing(index_elements=["platform"]))


def _write(claimed: Claim, values: dict[str, Any]) -> bool:
    """Writes unless the lease was lost; somebody who made the platform due meanwhile took nothing from us."""
    ours = sa.or_(PlatformStats.due_at == claimed.lease, PlatformStats.due_at.is_(None))
    written = db.session.execute(
        sa.update(PlatformStats)
        .where(PlatformStats.platform == claimed.platform, ours)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return bool(written.rowcount)  # type: ignore[attr-defined]


def _remember(platform: Platform, moment: datetime, members: int) -> None:
    hour = moment.replace(minute=0, second=0, microsecond=0)
    new = insert(PlatformHour).values(platform=platform, hour=hour, member_count=members)
    again = {"member_count": new.excluded.member_count}
    db.session.execute(new.on_conflict_do_update(index_elements=["platform", "hour"], set_=again))


def _left(line: Line) -> dict[str, Any] | None:
    left = line.left
    if left is None:
        return None
    return {"remaining": left.remaining, "limit": left.limit, "reset": left.reset.isoformat()}
