"""One case, as those who decide see it."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from kreatr.accounts.models import User
from kreatr.creators.models import Creator
from kreatr.kernel import clock
from kreatr.kernel.db import db
from kreatr.kernel.errors import NotFound
from kreatr.moderation.models import Act, Case, CaseMessage, Report, Verb
from kreatr.moderation.queries import queue, subjects
from kreatr.moderation.queries.strikes import COUNTS_FOR
from kreatr.moderation.queries.subjects import Subject
from kreatr.portfolio.models import Item
from kreatr.portfolio.queries import SHOWN

HISTORY = 8  # lines
REPORTS = 20
REFUSALS = (Verb.REJECT, Verb.FLAG, Verb.REMOVE)
FRESH = timedelta(minutes=15)


class Facts(NamedTuple):
    """How somebody stands: works that are shown, refusals, reports about them (all, and those that were right), strikes."""

    shown: int
    refused: int
    reports: int
    upheld: int
    strikes: int


class Line(NamedTuple):
    """A line of the history; `actor` is a username, "" for the house itself."""

    act: Act
    actor: str


@dataclass(frozen=True)
class Look:
    """Everything the page of a case shows. `act` is the decision that is appealed, or the proposal of a ban."""

    case: Case
    subject: Subject
    facts: Facts | None
    history: list[Line]
    thread: list[CaseMessage]
    reports: list[Report]
    act: Line | None


def find(viewer: User, case_id: uuid.UUID) -> Case:
    """A case, open or closed, that the viewer may look at. Raises NotFound."""
    people = (joinedload(Case.person), joinedload(Case.claimed_by))
    select = sa.select(Case).where(Case.id == case_id, *queue.allowed(viewer)).options(*people)
    case = db.session.scalar(select.execution_options(populate_existing=True))
    if case is None:
        raise NotFound
    return case


def look(case: Case) -> Look:
    """What there is to know about a case before deciding."""
    history = _history(case)
    appealed = [line for line in history if line.act.id == case.act_id]
    return Look(
        case,
        subjects.of(case),
        _facts(case.person_id) if case.person_id else None,
        history[:HISTORY],
        _thread(case),
        _reports(case),
        appealed[0] if appealed else None,
    )


def just_done(viewer: User, act_ids: Collection[uuid.UUID]) -> list[Act]:
    """Of these decisions the viewer's own that are fresh and stand; nothing for what was taken back meanwhile."""
    if not act_ids:
        return []
    taken_back = sa.select(Act.undoes).where(Act.undoes.in_(act_ids))
    since = clock.now() - FRESH
    own = Act.id.in_(act_ids), Act.actor_id == viewer.id, Act.created_at > since
    return list(db.session.scalars(sa.select(Act).where(*own, Act.id.not_in(taken_back)).order_by(Act.id)))


def titles(case_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """What some cases are called."""
    rows = db.session.execute(sa.select(Case.id, Case.title).where(Case.id.in_(case_ids)))
    return {row.id: row.title for row in rows}


def _facts(person_id: uuid.UUID) -> Facts:
    acts = sa.select(sa.func.count(Act.id)).where(Act.person_id == person_id)
    works = sa.select(sa.func.count(Item.id)).join(Creator, Creator.id == Item.creator_id)
    reports = sa.select(sa.func.count(Report.id)).join(Case, Case.id == Report.case_id)
    about = reports.where(Case.person_id == person_id)
    taken_back = sa.select(Act.undoes).where(Act.undoes.is_not(None), Act.person_id == person_id)
    fresh = Act.created_at > clock.now() - COUNTS_FOR
    numbers = (
        works.where(Creator.user_id == person_id, *SHOWN),
        acts.where(Act.verb.in_(REFUSALS), Act.id.not_in(taken_back)),
        about,
        about.where(Report.upheld.is_(True)),
        acts.where(Act.strike, fresh, Act.id.not_in(taken_back)),
    )
    return Facts(*db.session.execute(sa.select(*(one.scalar_subquery() for one in numbers))).one())


def _history(case: Case) -> list[Line]:
    """What was decided about the same thing or the same person, newest first; what the case hangs on among it."""
    about: Any = Act.subject_id == case.subject_id
    if case.person_id is not None:
        about |= Act.person_id == case.person_id
    newest = sa.select(Act.id).where(about).order_by(Act.id.desc()).limit(HISTORY)
    wanted: Any = Act.id.in_(newest)
    if case.act_id is not None:
        wanted |= Act.id == case.act_id
    select = sa.select(Act, User.username).outerjoin(User, User.id == Act.actor_id).where(wanted)
    rows = db.session.execute(select.order_by(Act.created_at.desc(), Act.id.desc()))
    return [Line(act, name or "") for act, name in rows]


def _thread(case: Case) -> list[CaseMessage]:
    select = sa.select(CaseMessage).where(CaseMessage.case_id == case.id).order_by(CaseMessage.id)
    return list(db.session.scalars(select.options(joinedload(CaseMessage.author)).limit(200)))


def _reports(case: Case) -> list[Report]:
    """The heaviest reports first. People say in them what they saw; the page shows their names to those who decide."""
    if not case.weight:
        return []
    select = sa.select(Report).where(Report.case_id == case.id).options(joinedload(Report.reporter))
    return list(db.session.scalars(select.order_by(Report.weight.desc(), Report.id).limit(REPORTS)))
