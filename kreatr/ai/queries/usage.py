"""What a person used: sums of their calls, the last thirty days, the log. Only ended calls count; those under way are listed apart."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from kreatr.accounts.models import User
from kreatr.ai.models import AiCall, CallStatus, Payer, Provider, ProviderKey
from kreatr.kernel import clock
from kreatr.kernel.db import db

ZONE = ZoneInfo("Asia/Jakarta")
DAYS = 30
LOG_PAGE = 50
UNDER_WAY = AiCall.status.in_((CallStatus.QUEUED, CallStatus.RUNNING))
ENDED = sa.not_(UNDER_WAY)
IDR = sa.cast(AiCall.cost, sa.BigInteger) * AiCall.usd_idr
BATCH = 2_000  # rows of a file that are read at once
FILED: tuple[Any, ...] = (
    *(AiCall.created_at, AiCall.day, AiCall.provider, AiCall.model, AiCall.operation, AiCall.task),
    *(AiCall.tokens_in, AiCall.tokens_out, AiCall.cost, AiCall.usd_idr, AiCall.payer, AiCall.key_hint),
    *(AiCall.credits, AiCall.status, AiCall.error),
)
Kind = TypeVar("Kind", bound=Hashable)


@dataclass(frozen=True)
class Sums:
    """`cost` is micro-USD and `idr` micro-IDR, each row at its own rate; `unknown` are calls without a price, which are in neither."""

    calls: int = 0
    failures: int = 0
    unknown: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost: int = 0
    idr: int = 0
    credits: int = 0

    @property
    def tokens(self) -> int:
        """In and out together."""
        return self.tokens_in + self.tokens_out

    def __add__(self, other: Sums) -> Sums:
        return Sums(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))


class Group(NamedTuple):
    """Calls of one model with one way to pay."""

    provider: Provider
    model: str
    key_id: uuid.UUID | None
    payer: Payer
    sums: Sums


@dataclass(frozen=True)
class Usage:
    """Sums of some calls, and the same by provider, by model and by key; the most used first."""

    groups: tuple[Group, ...] = ()

    @property
    def total(self) -> Sums:
        """All of it."""
        return sum((group.sums for group in self.groups), Sums())

    @property
    def by_provider(self) -> dict[Provider, Sums]:
        """By provider (USE-03)."""
        return self._by(lambda group: group.provider)

    @property
    def by_model(self) -> dict[tuple[Provider, str], Sums]:
        """By model (USE-06)."""
        return self._by(lambda group: (group.provider, group.model))

    @property
    def by_key(self) -> dict[uuid.UUID | None, Sums]:
        """By key (BYOK-21); what credits paid, and keys that were removed, under None."""
        return self._by(lambda group: group.key_id)

    def _by(self, kind: Callable[[Group], Kind]) -> dict[Kind, Sums]:
        found: dict[Kind, Sums] = {}
        for group in self.groups:
            found[kind(group)] = found.get(kind(group), Sums()) + group.sums
        return dict(sorted(found.items(), key=lambda pair: (-pair[1].calls, str(pair[0]))))


class Filter(NamedTuple):
    """Which calls: of one provider or all, from a day to a day, both included (Asia/Jakarta)."""

    start: date
    end: date
    provider: Provider | None = None


class Day(NamedTuple):
    """The calls of one day by provider."""

    day: date
    calls: dict[Provider, int]


class Card(NamedTuple):
    """What the keys page shows."""

    period: Filter
    usage: Usage
    days: list[Day]
    under_way: int


class Glance(NamedTuple):
    """What the dashboard's home shows."""

    period: Filter
    total: Sums
    under_way: int


class LogPage(NamedTuple):
    """Calls, newest first, and the id before which the next ones go on."""

    rows: list[AiCall]
    next: uuid.UUID | None


def today() -> date:
    """The day in Jakarta, by which periods are counted (C45)."""
    return clock.now().astimezone(ZONE).date()


def period(day: date | None = None) -> Filter:
    """The calendar month of a day (today), up to that day (C45)."""
    day = day or today()
    return Filter(day.replace(day=1), day)


def last_days() -> Filter:
    """The last thirty days (USE-10)."""
    return Filter(today() - timedelta(days=DAYS - 1), today())


def totals(viewer: User, wanted: Filter) -> Usage:
    """What the calls of a filter come to."""
    kinds = (AiCall.provider, AiCall.model, AiCall.key_id, AiCall.payer)
    select = sa.select(*kinds, *_sums()).where(*_of(viewer, wanted), ENDED).group_by(*kinds)
    rows = db.session.execute(select).all()
    return Usage(tuple(Group._make((*row[:4], _whole(row[4:]))) for row in rows))


def _whole(numbers: Iterable[Any]) -> Sums:
    return Sums(*(int(number or 0) for number in numbers))


def _sums() -> list[sa.ColumnElement[Any]]:
    def when(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[Any]:
        return sa.func.sum(sa.case((condition, 1), else_=0))

    return [
        sa.func.count(),
        when(AiCall.status == CallStatus.FAILED),
        when(AiCall.cost.is_(None)),
        sa.func.sum(AiCall.tokens_in),
        sa.func.sum(AiCall.tokens_out),
        sa.func.sum(AiCall.cost),
        sa.func.sum(IDR),
        sa.func.sum(AiCall.credits),
    ]


def days(viewer: User) -> list[Day]:
    """The last thirty days, oldest first."""
    wanted = last_days()
    select = sa.select(AiCall.day, AiCall.provider, sa.func.count()).where(*_of(viewer, wanted), ENDED)
    found: dict[date, dict[Provider, int]] = {}
    for day, provider, calls in db.session.execute(select.group_by(AiCall.day, AiCall.provider)):
        found.setdefault(day, {})[provider] = calls
    every = [wanted.start + timedelta(days=number) for number in range(DAYS)]
    return [Day(day, found.get(day, {})) for day in every]


def card(viewer: User) -> Card:
    """This period, the last thirty days, and how many calls are under way: three reads."""
    wanted = period()
    return Card(wanted, totals(viewer, wanted), days(viewer), db.session.scalar(_running(viewer)) or 0)


def _running(viewer: User) -> sa.Select[Any]:
    other = aliased(AiCall)
    return sa.select(sa.func.count()).where(
        other.user_id == viewer.id, other.status.in_((CallStatus.QUEUED, CallStatus.RUNNING))
    )


def log(viewer: User, wanted: Filter, before: uuid.UUID | None = None, limit: int = LOG_PAGE) -> LogPage:
    """The ended calls of a filter, failed ones too, older than `before`."""
    rows = list(db.session.scalars(_older(sa.select(AiCall), viewer, wanted, before).limit(limit + 1)))
    return LogPage(rows[:limit], rows[limit - 1].id if len(rows) > limit else None)


def filed(viewer: User, wanted: Filter) -> Iterator[Any]:
    """All of them for a file, newest first: rows with the columns of FILED, read in batches."""
    before: uuid.UUID | None = None
    while True:
        select = _older(sa.select(AiCall.id, *FILED), viewer, wanted, before).limit(BATCH)
        rows = db.session.execute(select).all()
        yield from rows
        if len(rows) < BATCH:
            return
        before = rows[-1].id


def _older(select: sa.Select[Any], viewer: User, wanted: Filter, before: uuid.UUID | None) -> sa.Select[Any]:
    older = (AiCall.id < before,) if before else ()
    return select.where(*_of(viewer, wanted), ENDED, *older).order_by(AiCall.id.desc())


def under_way(viewer: User) -> list[AiCall]:
    """Calls that have not ended, newest first; they are in no sum yet."""
    select = sa.select(AiCall).where(AiCall.user_id == viewer.id, UNDER_WAY)
    return list(db.session.scalars(select.order_by(AiCall.id.desc()).limit(LOG_PAGE)))


def glance(viewer: User) -> Glance | None:
    """This period in one read; None for somebody who has no key and never made a call (USE-01)."""
    wanted = period()
    concerned = sa.or_(
        sa.exists().where(ProviderKey.user_id == viewer.id),
        sa.exists().where(aliased(AiCall).user_id == viewer.id),
    )
    select = sa.select(*_sums(), _running(viewer).scalar_subquery(), concerned)
    *sums, running, concerns = db.session.execute(select.where(*_of(viewer, wanted), ENDED)).one()
    return Glance(wanted, _whole(sums), running) if concerns else None


def spent(key_id: uuid.UUID, day_from: date) -> int:
    """Micro-IDR that calls with a key cost from a day on; those under way count with their estimate, unknown costs with nothing."""
    micro_usd = sa.case((UNDER_WAY, AiCall.estimate), else_=AiCall.cost)
    amount = sa.func.sum(sa.cast(micro_usd, sa.BigInteger) * AiCall.usd_idr)
    select = sa.select(amount).where(AiCall.key_id == key_id, AiCall.day >= day_from)
    return int(db.session.scalar(select) or 0)


def settled(key_id: uuid.UUID, day_from: date) -> int:
    """Micro-IDR that ended calls with a key cost from a day on."""
    mine = AiCall.key_id == key_id, AiCall.day >= day_from, ENDED
    return int(db.session.scalar(sa.select(sa.func.sum(IDR)).where(*mine)) or 0)


def _of(viewer: User, wanted: Filter) -> list[sa.ColumnElement[bool]]:
    conditions = [AiCall.user_id == viewer.id, AiCall.day.between(wanted.start, wanted.end)]
    return [*conditions, AiCall.provider == wanted.provider] if wanted.provider else conditions
