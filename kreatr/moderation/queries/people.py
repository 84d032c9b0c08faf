"""People as administrators see them: never what they asked an AI, never a key (A8, MOD-24)."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa

from kreatr.accounts.models import Standing, User, UserSession
from kreatr.creators.models import Creator
from kreatr.kernel import clock
from kreatr.kernel.db import Time, db
from kreatr.kernel.errors import NotFound
from kreatr.moderation.models import Act, Case, CaseKind, Report, ReportMute, Verb
from kreatr.portfolio.models import Item, ModerationStatus

PAGE = 25
UNDONE_WITHIN = timedelta(hours=24)  # a ban
LINE = (
    *(User.id, User.username, User.role, User.standing, User.suspended_until, User.created_at),
    Creator.display_name,
)
# With the conditions of their indexes, written as these have them: SQLite would not see that they hold.
APART, HOUSE = sa.text("users.standing <> 'GOOD'"), sa.text("users.role <> 'USER'")
SHOWN: dict[str, tuple[Any, ...]] = {
    "": (),
    "suspended": (User.standing == Standing.SUSPENDED, APART),
    "banned": (User.standing == Standing.BANNED, APART),
    "house": (HOUSE,),
}


class Page(NamedTuple):
    """Some of many; `next` is the id to go on after, or None at the end."""

    rows: list[Any]
    next: uuid.UUID | None


@dataclass(frozen=True)
class Card:
    """What administrators see of somebody in numbers. `works` by status, `reports` they made by how they ended."""

    name: str | None
    sessions: int
    seen_at: datetime | None
    muted: bool
    works: dict[str, int]
    reports: dict[str, int]
    proposal: Case | None


def last_act(person_id: uuid.UUID, *verbs: Verb) -> Act | None:
    """The newest line about an account with one of these verbs."""
    about = sa.select(Act).where(Act.subject_id == person_id, Act.verb.in_(verbs))
    return db.session.scalar(about.order_by(Act.id.desc()).limit(1))


def ban_case(person_id: uuid.UUID) -> Case | None:
    """The proposal to ban somebody that waits for a second person."""
    waits = Case.kind == CaseKind.BAN, Case.subject_id == person_id, Case.closed_at.is_(None)
    return db.session.scalar(sa.select(Case).where(*waits))


def found(show: str = "", words: str = "", after: uuid.UUID | None = None) -> Page:
    """People, the newest accounts first. `show` is a key of SHOWN, `words` are looked for in usernames and names."""
    select = (
        sa.select(*LINE)
        .outerjoin(Creator, Creator.user_id == User.id)
        .where(*SHOWN.get(show, ()))
        .order_by(User.id.desc())
        .limit(PAGE + 1)
    )
    if words:
        typed = words.lower().removeprefix("@")
        named = sa.func.lower(Creator.display_name).contains(typed, autoescape=True)
        select = select.where(User.username.contains(typed, autoescape=True) | named)
    if after is not None:
        select = select.where(User.id < after)
    rows = db.session.execute(select).all()
    return Page(list(rows[:PAGE]), rows[PAGE - 1].id if len(rows) > PAGE else None)


def person(user_id: uuid.UUID) -> User:
    """Somebody with an account. Raises NotFound."""
    row = db.session.get(User, user_id)
    if row is None:
        raise NotFound
    return row


def card(person: User) -> Card:
    """What stands beside somebody's name."""
    sessions = sa.select(sa.func.count()).where(UserSession.user_id == person.id)
    seen_at = sa.select(sa.func.max(UserSession.seen_at)).where(UserSession.user_id == person.id)
    name = sa.select(Creator.display_name).where(Creator.user_id == person.id)
    muted = sa.exists().where(ReportMute.user_id == person.id)
    facts = sa.select(
        *(name.scalar_subquery(), sessions.scalar_subquery()),
        *(sa.type_coerce(seen_at.scalar_subquery(), Time()), sa.select(muted).scalar_subquery()),
    )
    called, number, seen, mute = db.session.execute(facts).one()
    return Card(
        *(called, number, seen, bool(mute)),
        works=_works(person),
        reports=_reports(person),
        proposal=ban_case(person.id),
    )


def history(person_id: uuid.UUID, before: uuid.UUID | None = None) -> Page:
    """The lines of the log about somebody and what is theirs, newest first, each as (act, who did it or None for the house)."""
    select = (
        sa.select(Act, User.username)
        .outerjoin(User, User.id == Act.actor_id)
        .where(Act.person_id == person_id)
        .order_by(Act.id.desc())
        .limit(PAGE + 1)
    )
    if before is not None:
        select = select.where(Act.id < before)
    rows = db.session.execute(select).all()
    return Page([tuple(row) for row in rows[:PAGE]], rows[PAGE - 1].Act.id if len(rows) > PAGE else None)


def ban_to_undo(person_id: uuid.UUID) -> Act | None:
    """The ban that stands and is younger than 24 hours."""
    act = last_act(person_id, Verb.BAN, Verb.UNBAN)
    return act if act and act.verb is Verb.BAN and clock.now() - act.created_at <= UNDONE_WITHIN else None


def _works(person: User) -> dict[str, int]:
    select = sa.select(Item.status, sa.func.count()).join(Creator, Creator.id == Item.creator_id)
    rows = db.session.execute(select.where(Creator.user_id == person.id).group_by(Item.status))
    return {status.value: 0 for status in ModerationStatus} | {
        status.value: number for status, number in rows
    }


def _reports(person: User) -> dict[str, int]:
    """How the reports they made ended: {upheld, declined, open}."""
    select = sa.select(Report.upheld, sa.func.count()).where(Report.reporter_id == person.id)
    counts = {row[0]: row[1] for row in db.session.execute(select.group_by(Report.upheld))}
    return {"upheld": counts.get(True, 0), "declined": counts.get(False, 0), "open": counts.get(None, 0)}
