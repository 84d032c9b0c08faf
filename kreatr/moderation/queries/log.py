"""Reading the log: all of it for the house, and what everybody may know of it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from kreatr.accounts.access import may_administer
from kreatr.accounts.models import User
from kreatr.kernel import clock, i18n, tokens
from kreatr.kernel.db import db
from kreatr.moderation.models import Act, SubjectKind, Verb

PAGE = 25
MOST_PAGES = 40  # of the public log
SUMS_OF = timedelta(days=30)
# What everybody may read of. Approvals are only counted: a work says publicly when it was approved, and would name its person.
PUBLIC = (
    Verb.REJECT,
    Verb.FLAG,
    Verb.REMOVE,
    Verb.KEEP,
    Verb.HIDE,
    Verb.DISCARD,
    Verb.UPHOLD,
    Verb.REVERSE,
    Verb.UNDO,
    Verb.SUSPEND,
    Verb.LIFT,
    Verb.BAN,
    Verb.UNBAN,
)
COUNTED = (Verb.APPROVE, *PUBLIC)
LETTERS = "bcdfhkmpqrtvwxz23456789"  # what spells no word and is not mistaken for another
ACTOR, PERSON = aliased(User), aliased(User)


@dataclass(frozen=True)
class Wanted:
    """Which lines somebody wants to see; None is all. `person` and `moderator` are usernames."""

    subject_id: uuid.UUID | None = None
    person: str = ""
    moderator: str = ""
    verb: Verb | None = None


class Line(NamedTuple):
    """A line of the log as the house reads it: usernames, None for the house itself or for who is gone; and what took it back."""

    act: Act
    actor: str | None
    person: str | None
    taken_back: Verb | None


class Page(NamedTuple):
    """Some lines, newest first; `next` is the id to go on before, or None at the end."""

    rows: list[Line]
    next: uuid.UUID | None


class Told(NamedTuple):
    """A line of the log as everybody reads it: its day (in Jakarta), and signs for people that stay the same for one month; "" is the
    house."""

    act: Act
    day: date
    person: str
    actor: str


def page(viewer: User, wanted: Wanted, before: uuid.UUID | None = None) -> Page:
    """The log with names, for those who moderate; lines about accounts are the administrators' alone."""
    taken_back = aliased(Act)
    select = (
        sa.select(Act, ACTOR.username, PERSON.username, taken_back.verb)
        .outerjoin(ACTOR, ACTOR.id == Act.actor_id)
        .outerjoin(PERSON, PERSON.id == Act.person_id)
        .outerjoin(taken_back, taken_back.undoes == Act.id)
        .where(*_wanted(viewer, wanted))
    )
    if before is not None:
        select = select.where(Act.id < before)
    rows = [Line(*row) for row in db.session.execute(select.order_by(Act.id.desc()).limit(PAGE + 1))]
    return Page(rows[:PAGE], rows[PAGE - 1].act.id if len(rows) > PAGE else None)


def _wanted(viewer: User, wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = []
    if not may_administer(viewer):
        found.append(Act.subject_kind != SubjectKind.USER)
    if wanted.subject_id is not None:
        found.append(Act.subject_id == wanted.subject_id)
    if wanted.person:
        found.append(Act.person_id == _called(wanted.person))
    if wanted.moderator:
        found.append(Act.actor_id == _called(wanted.moderator))
    if wanted.verb is not None:
        found.append(Act.verb == wanted.verb)
    return found


def _called(username: str) -> sa.ScalarSelect[uuid.UUID]:
    return sa.select(User.id).where(User.username == username.removeprefix("@").lower()).scalar_subquery()


def told(number: int) -> tuple[list[Told], int]:
    """A page of what everybody may read, newest first, and how many pages there are, at most 40."""
    public = Act.verb.in_(PUBLIC)
    some = sa.select(Act.id).where(public).limit(MOST_PAGES * PAGE).subquery()
    count = db.session.scalar(sa.select(sa.func.count()).select_from(some)) or 0
    select = sa.select(Act).where(public).order_by(Act.id.desc()).limit(PAGE).offset((number - 1) * PAGE)
    return [_told(act) for act in db.session.scalars(select)], max(1, -(-count // PAGE))


def sums() -> Mapping[Verb, int]:
    """How often what was decided in the last 30 days, in the order of `COUNTED`; what did not happen is missing."""
    recent = Act.created_at > clock.now() - SUMS_OF
    select = sa.select(Act.verb, sa.func.count()).where(recent, Act.verb.in_(COUNTED)).group_by(Act.verb)
    found = {verb: int(number) for verb, number in db.session.execute(select)}
    return {verb: found[verb] for verb in COUNTED if verb in found}


def _told(act: Act) -> Told:
    day = i18n.in_zone(act.created_at, i18n.DEFAULT_ZONE).date()
    return Told(act, day, _sign("person", act.person_id, day), _sign("actor", act.actor_id, day))


def _sign(kind: str, id_: uuid.UUID | None, day: date) -> str:
    """Four letters and digits that are the same for the same person within a month and say nothing about who it is."""
    if id_ is None:
        return ""
    number = int(tokens.derived("moderation-log", kind, str(id_), f"{day:%Y-%m}"), 16)
    return "".join(LETTERS[number // len(LETTERS) ** place % len(LETTERS)] for place in range(4))
