"""Reading what somebody has, what is set aside right now, the ledger, and what credits went to."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from kreatr.accounts.models import User
from kreatr.accounts.queries import by_email, by_username
from kreatr.credits.models import CLOSING, CreditAccount, CreditEntry, EntryKind
from kreatr.kernel import clock
from kreatr.kernel.db import db
from kreatr.kernel.errors import NotFound
from kreatr.kernel.tally import ZONE

PAGE = 20
BATCH = 1000
OPEN_DAYS = 7  # calls are closed within minutes, by the clock if by nobody else
BEGINNINGS = (EntryKind.GRANT, EntryKind.PURCHASE, EntryKind.RESERVATION, EntryKind.CORRECTION)
Closing = aliased(CreditEntry)


class Standing(NamedTuple):
    """What somebody may spend, and what is set aside for calls under way; both in credits."""

    balance: int
    reserved: int


class Deed(NamedTuple):
    """One thing that happened to a balance: its first line in the ledger, and for a call the line that closed it."""

    entry: CreditEntry
    closing: CreditEntry | None
    actor: str | None = None  # the administrator's username


class Page(NamedTuple):
    """Some of them, newest first; `next` is the id to go on before, or None at the end."""

    rows: list[Any]
    next: uuid.UUID | None


class Spent(NamedTuple):
    """What calls about one thing took on one day (Asia/Jakarta)."""

    about: str
    day: date
    calls: int
    credits: int


def balance(user_id: uuid.UUID) -> int:
    """The credits a person may spend now; 0 for somebody without an account."""
    return db.session.scalar(sa.select(CreditAccount.balance).where(CreditAccount.user_id == user_id)) or 0


def told_since(user_id: uuid.UUID, level: int) -> bool:
    """Whether nothing was added since the person's balance fell to `level` percent."""
    warned = db.session.scalar(sa.select(CreditAccount.warned).where(CreditAccount.user_id == user_id))
    return warned is not None and warned <= level


def standing(person: User) -> Standing:
    """How somebody stands right now."""
    closed = sa.exists().where(Closing.call_id == CreditEntry.call_id, Closing.kind.in_(CLOSING))
    open_ = sa.select(sa.func.sum(CreditEntry.amount)).where(
        CreditEntry.user_id == person.id,
        CreditEntry.id >= _first(clock.now() - timedelta(days=OPEN_DAYS)),
        CreditEntry.kind == EntryKind.RESERVATION,
        ~closed,
    )
    return Standing(balance(person.id), -int(db.session.scalar(open_) or 0))


def history(
    person: User,
    kinds: tuple[EntryKind, ...] = BEGINNINGS,
    before: uuid.UUID | None = None,
    limit: int = PAGE,
) -> Page:
    """What happened to somebody's balance, newest first: a call is one of these, with both its lines."""
    closing = sa.and_(
        CreditEntry.kind == EntryKind.RESERVATION,
        Closing.call_id == CreditEntry.call_id,
        Closing.kind.in_(CLOSING),
    )
    select = (
        sa.select(CreditEntry, Closing, User.username)
        .outerjoin(Closing, closing)
        .outerjoin(User, User.id == CreditEntry.actor_id)
    )
    rows = db.session.execute(_some(select, person, kinds, before, limit + 1)).all()
    deeds = [Deed(*row) for row in rows[:limit]]
    return Page(deeds, deeds[-1].entry.id if len(rows) > limit else None)


def entries(
    viewer: User,
    before: uuid.UUID | None = None,
    kinds: tuple[EntryKind, ...] = (),
    limit: int = PAGE,
) -> Page:
    """The viewer's lines of the ledger as they were written, newest first, of these kinds."""
    rows = list(db.session.scalars(_some(sa.select(CreditEntry), viewer, kinds, before, limit + 1)))
    return Page(rows[:limit], rows[limit - 1].id if len(rows) > limit else None)


def every_entry(viewer: User) -> Iterator[CreditEntry]:
    """All of the viewer's lines, newest first, read piece by piece."""
    page = entries(viewer, limit=BATCH)
    while True:
        yield from page.rows
        if page.next is None:
            return
        page = entries(viewer, page.next, limit=BATCH)


def spent(viewer: User, days: int) -> list[Spent]:
    """What the viewer's closed calls took in the last days, today included."""
    today = clock.now().astimezone(ZONE).date()
    first = datetime.combine(today - timedelta(days=days - 1), datetime.min.time(), ZONE)
    day, about = _day(), Closing.about
    taken = -sa.func.sum(CreditEntry.amount + Closing.amount)
    select = (
        sa.select(about, day, sa.func.count(), taken)
        .join(Closing, sa.and_(Closing.call_id == CreditEntry.call_id, Closing.kind == EntryKind.RESERVATION))
        .where(CreditEntry.user_id == viewer.id, CreditEntry.kind == EntryKind.SETTLEMENT)
        .where(CreditEntry.id >= _first(first), CreditEntry.created_at >= first)
        .group_by(about, day)
    )
    rows = db.session.execute(select)
    return [Spent(what, date.fromisoformat(str(when)), calls, int(used)) for what, when, calls, used in rows]


def find(who: str) -> User | None:
    """The one who goes by a username, or has an e-mail address, as an administrator typed it."""
    typed = who.strip().lower()
    return by_email(typed) if "@" in typed[1:] else by_username(typed.removeprefix("@"))


def person(user_id: uuid.UUID) -> User:
    """Somebody with an account, for administrators. Raises NotFound."""
    found = db.session.get(User, user_id)
    if found is None:
        raise NotFound
    return found


def _some(
    select: Any, person: User, kinds: tuple[EntryKind, ...], before: uuid.UUID | None, limit: int
) -> Any:
    """A person's lines by their ids, which grow with time."""
    select = select.where(CreditEntry.user_id == person.id)
    if before is not None:
        select = select.where(CreditEntry.id < before)
    if kinds:
        select = select.where(CreditEntry.kind.in_(kinds))
    return select.order_by(CreditEntry.id.desc()).limit(limit)


def _first(moment: datetime) -> uuid.UUID:
    """The least id that a line of this moment can have."""
    return uuid.UUID(int=int(moment.timestamp() * 1000) << 80)


def _day() -> sa.ColumnElement[Any]:
    """The day of a line in Jakarta, as text."""
    if db.session.get_bind().dialect.name == "sqlite":
        return sa.func.date(CreditEntry.created_at, "+7 hours")
    return sa.cast(sa.func.timezone("Asia/Jakarta", CreditEntry.created_at), sa.Date)


def belongings(person: User) -> dict[str, Any]:
    """Somebody's balance in credits and their ledger."""
    lines = (
        CreditEntry.kind,
        CreditEntry.amount,
        CreditEntry.balance,
        CreditEntry.about,
        CreditEntry.created_at,
    )
    return {
        "credits": sa.select(CreditAccount.balance).where(CreditAccount.user_id == person.id),
        "credit_entries": sa.select(*lines).where(CreditEntry.user_id == person.id).order_by(CreditEntry.id),
    }
