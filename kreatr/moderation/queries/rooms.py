"""Case rooms: the cases that concern a person, and what of each they may see. Nothing here says who of the house decides."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from kreatr.accounts.models import Standing, User
from kreatr.kernel import paging, tokens
from kreatr.kernel.db import db
from kreatr.kernel.errors import NotFound
from kreatr.kernel.paging import Place
from kreatr.moderation.models import (
    Act,
    Case,
    CaseKind,
    CaseMessage,
    Outcome,
    Report,
    SubjectKind,
    Verb,
    Voice,
)
from kreatr.moderation.queries import appeals

PAGE = 25
LINK, LINK_DAYS = "case-room", 60
MOST = 200  # lines of a thread that are shown
NOT_THEIRS = (Verb.PROPOSE_BAN, Verb.DECLINE_BAN, Verb.MUTE, Verb.UNMUTE)


class Side(StrEnum):
    """As whom somebody is in a case."""

    AUTHOR = "AUTHOR"
    REPORTER = "REPORTER"


class Page(NamedTuple):
    """Some of a person's cases, the newest first, and the mark of the next ones."""

    rows: list[tuple[Case, Side]]
    next: str | None


@dataclass(frozen=True)
class Room:
    """What one person sees of a case. `acts` are empty for reporters; `appealable` are those of them that may be appealed now."""

    person: User
    case: Case
    side: Side
    acts: list[Act]
    thread: list[CaseMessage]
    report: Report | None
    appealable: set[uuid.UUID]

    @property
    def entries(self) -> list[tuple[str, Act | CaseMessage]]:
        """What was decided and said, in the order in which it happened: ("act" or "message", the row)."""
        both: list[tuple[str, Act | CaseMessage]] = [
            *(("act", one) for one in self.acts),
            *(("message", one) for one in self.thread),
        ]
        return sorted(both, key=lambda entry: entry[1].created_at)

    @property
    def writable(self) -> bool:
        """Whether the thread takes more words."""
        return self.case.open


def _spoken() -> sa.ColumnElement[bool]:
    """The house did or said something in it that the person it is about may know."""
    said = sa.select(CaseMessage.id).where(
        CaseMessage.case_id == Case.id, CaseMessage.voice == Voice.MODERATOR, ~CaseMessage.internal
    )
    done = sa.select(Act.id).where(Act.case_id == Case.id)
    return Case.hidden | said.exists() | done.exists()


def _about(person: User) -> tuple[sa.ColumnElement[bool], ...]:
    """Cases about a person that they know of: reports only once something came of them, bans once they are decided.

    A held inquiry is about who wrote it, and they hear of it once it was decided: a program may have fallen into a trap.
    """
    known = sa.or_(
        Case.kind.in_((CaseKind.WORK, CaseKind.PICTURE, CaseKind.APPEAL)),
        (Case.kind == CaseKind.MESSAGE)
        & ((Case.subject_kind == SubjectKind.REVIEW) | Case.closed_at.is_not(None)),
        (Case.kind == CaseKind.REPORT) & _spoken(),
        (Case.kind == CaseKind.BAN) & (Case.outcome == Outcome.BANNED),
    )
    return Case.person_id == person.id, known


def _reported(person: User) -> sa.Select[uuid.UUID]:
    return sa.select(Report.case_id).where(Report.reporter_id == person.id)


def page(person: User, before: Place | None = None) -> Page:
    """The cases that concern a person, the newest first, older than `before`."""
    about = sa.select(Case.id).where(*_about(person))
    ids = sa.union(about, _reported(person)).subquery()
    select = sa.select(Case).where(Case.id.in_(sa.select(ids.c[0])))
    if before:
        select = select.where(sa.tuple_(Case.opened_at, Case.id) < paging.literal(before))
    newest = select.order_by(Case.opened_at.desc(), Case.id.desc()).limit(PAGE + 1)
    found = list(db.session.scalars(newest))
    shown = found[:PAGE]
    next_ = paging.mark(shown[-1].opened_at, shown[-1].id) if len(found) > PAGE else None
    sides = [Side.AUTHOR if case.person_id == person.id else Side.REPORTER for case in shown]
    return Page(list(zip(shown, sides, strict=True)), next_)


def count_open(person: User) -> int:
    """How many cases that concern a person are not decided."""
    about = sa.select(Case.id).where(*_about(person), Case.closed_at.is_(None))
    reported = sa.select(Case.id).where(Case.id.in_(_reported(person)), Case.closed_at.is_(None))
    ids = sa.union(about, reported).subquery()
    return db.session.scalar(sa.select(sa.func.count()).select_from(ids)) or 0


def find(person: User, case_id: uuid.UUID) -> tuple[Case, Side]:
    """One case that concerns a person, and as whom. Raises NotFound for all others."""
    case = db.session.get(Case, case_id)
    if case is not None and case.person_id == person.id:
        if db.session.scalar(sa.select(Case.id).where(Case.id == case_id, *_about(person))):
            return case, Side.AUTHOR
    elif case is not None and _own_report(person, case) is not None:
        return case, Side.REPORTER
    raise NotFound


def room(person: User, case_id: uuid.UUID) -> Room:
    """What a person sees of a case. Raises NotFound for a case that does not concern them."""
    case, side = find(person, case_id)
    acts = _acts(case) if side is Side.AUTHOR else []
    open_ = appeals.appealable(person, acts)
    return Room(person, case, side, acts, _thread(case), _own_report(person, case), open_)


def decision(person: User, act_id: uuid.UUID) -> Act:
    """One decision about a person. Raises NotFound for everybody else's."""
    act = db.session.get(Act, act_id)
    if act is None or act.person_id != person.id or act.verb not in appeals.DECISIONS:
        raise NotFound
    return act


def loose(person: User, limit: int = 10) -> list[Act]:
    """The newest decisions about a person that belong to no case: suspensions."""
    select = sa.select(Act).where(
        Act.person_id == person.id, Act.case_id.is_(None), Act.verb.in_(appeals.DECISIONS)
    )
    return list(db.session.scalars(select.order_by(Act.id.desc()).limit(limit)))


def _own_report(person: User, case: Case) -> Report | None:
    return db.session.scalar(
        sa.select(Report).where(Report.case_id == case.id, Report.reporter_id == person.id)
    )


def _acts(case: Case) -> list[Act]:
    mine = Act.case_id == case.id
    if case.act_id is not None:
        mine |= Act.id == case.act_id
    select = sa.select(Act).where(mine, Act.verb.not_in(NOT_THEIRS)).order_by(Act.id)
    return list(db.session.scalars(select))


def _thread(case: Case) -> list[CaseMessage]:
    select = sa.select(CaseMessage).where(CaseMessage.case_id == case.id, ~CaseMessage.internal)
    newest = select.order_by(CaseMessage.id.desc()).limit(MOST)
    return list(db.session.scalars(newest))[::-1]


def path(person: User, case: Case) -> str:
    """Where a person finds a case: people who cannot sign in by a signed link."""
    return signed_path(case) if person.standing is Standing.BANNED else f"/dashboard/cases/{case.id}"


def signed_path(case: Case) -> str:
    """The private address of a case for whom it is about, without signing in; good for 60 days after it was decided or opened."""
    ends = (case.closed_at or case.opened_at) + timedelta(days=LINK_DAYS)
    return f"/cases/{tokens.sign(LINK, str(case.id), ends.timestamp())}"


def by_token(token: str) -> tuple[User, Case]:
    """Whom a signed link belongs to, and their case. Raises NotFound when it is wrong or over."""
    value = tokens.read(LINK, token)
    case = db.session.get(Case, uuid.UUID(value), options=[joinedload(Case.person)]) if value else None
    if case is None or case.person is None:
        raise NotFound
    return case.person, case
