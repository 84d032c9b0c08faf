"""Opening, claiming and closing cases. One case is open per kind and subject; it follows its subject."""

from __future__ import annotations

import uuid
from typing import Any

import sqlalchemy as sa

from kreatr.accounts.models import User
from kreatr.kernel import clock, events, search
from kreatr.kernel.db import action, db, lock
from kreatr.kernel.errors import NotFound
from kreatr.moderation.errors import AnotherPerson, Claimed, Decided
from kreatr.moderation.events import CaseOpened
from kreatr.moderation.models import Act, Case, CaseKind, Outcome, Report, ReportState, SubjectKind
from kreatr.moderation.models.cases import LEASE


@action
def open_case(
    kind: CaseKind,
    subject_kind: SubjectKind,
    subject_id: uuid.UUID,
    *,
    person: User | None,
    title: str,
    **fields: Any,
) -> Case:
    """The open case of this kind about this subject; `fields` are other columns of Case, which a case that is there takes over too."""
    person_id, username = (person.id, person.username) if person else (None, "")
    lock(db.session(), "case", kind.value, str(subject_id))
    case = db.session.scalar(
        sa.select(Case).where(Case.kind == kind, Case.subject_id == subject_id, Case.closed_at.is_(None))
    )
    new = case is None
    person_id, username = (person.id, person.username) if person else (None, "")
    if case is None:
        case = Case(kind=kind, subject_kind=subject_kind, subject_id=subject_id, signs={}, weight=0)
        db.session.add(case)
    case.title, case.person_id = title[:200], person_id
    case.words = search.plain(f"{title} {username}")
    for name, value in fields.items():
        setattr(case, name, value)
    db.session.flush()
    if new:
        events.record(CaseOpened(case.id))
    return case


@action
def claim(viewer: User, case_id: uuid.UUID) -> Case:
    """Keeps an open case for the viewer for 15 minutes, from now on. Raises NotFound, Decided, Claimed, AnotherPerson."""
    case = held(viewer, case_id)
    case.claimed_by_id, case.claimed_until = viewer.id, clock.now() + LEASE
    if case.kind is CaseKind.REPORT:
        _take_up(case)
    return case


@action
def give_back(viewer: User, case_id: uuid.UUID) -> None:
    """Lets others have a case that the viewer works on. Raises NotFound."""
    case = _locked(case_id)
    if case.claimed_by_id == viewer.id:
        case.claimed_by_id = case.claimed_until = None


def held(viewer: User, case_id: uuid.UUID) -> Case:
    """An open case that the viewer may decide, kept from others until the unit ends.

    Raises NotFound, Decided when it is closed, Claimed while somebody else works on it, and AnotherPerson when it is about what the
    viewer did.
    """
    case = _locked(case_id)
    if not case.open:
        raise Decided
    if case.claimed_by_other(viewer, clock.now()):
        raise Claimed
    if case.act_id is not None and _did(viewer, case.act_id):
        raise AnotherPerson
    return case


def close(case: Case, outcome: Outcome, viewer: User | None) -> None:
    """Ends a case in the running unit."""
    case.outcome, case.closed_at = outcome, clock.now()
    case.closed_by_id = viewer.id if viewer else None
    case.claimed_by_id = case.claimed_until = None
    db.session.flush()


def _locked(case_id: uuid.UUID) -> Case:
    lock(db.session(), "case", str(case_id))
    case = db.session.get(Case, case_id, populate_existing=True)
    if case is None:
        raise NotFound
    return case


def _take_up(case: Case) -> None:
    """Those who reported it may see that somebody works on it."""
    waiting = Report.case_id == case.id, Report.state == ReportState.PENDING
    db.session.execute(sa.update(Report).where(*waiting).values(state=ReportState.REVIEWED))


def _did(viewer: User, act_id: uuid.UUID) -> bool:
    act = db.session.get(Act, act_id)
    return act is not None and act.actor_id == viewer.id
