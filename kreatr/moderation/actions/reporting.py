"""Reports: taking them, weighing them, hiding what several people report, and what becomes of them."""

from __future__ import annotations

import uuid

import sqlalchemy as sa

from kreatr.accounts.models import User
from kreatr.kernel import clock, events
from kreatr.kernel.db import action, db, lock
from kreatr.kernel.errors import Forbidden
from kreatr.moderation.actions import acting, hiding
from kreatr.moderation.actions.cases import close, open_case
from kreatr.moderation.events import ReportDecided
from kreatr.moderation.models import (
    Case,
    CaseKind,
    Outcome,
    Report,
    ReportReason,
    ReportState,
    SubjectKind,
    Verb,
)
from kreatr.moderation.queries import reports
from kreatr.moderation.queries.reports import Public
from kreatr.portfolio.events import ItemChanged
from kreatr.portfolio.models import Item

HIDES = 300  # percent: three people whose reports count whole


@action
def report(
    reporter: User, kind: SubjectKind, subject_id: uuid.UUID, reason: ReportReason, words: str
) -> Report:
    """Keeps what somebody says about something public, once per person and case; again changes it.

    When the reports of a case weigh 300 percent, its subject is hidden until a person decided. Raises NotFound for what visitors do
    not see, and Forbidden for one's own.
    """
    lock(db.session(), "report", kind.value, str(subject_id))  # who comes third must see the other two
    known = reports.by(reporter, kind, subject_id)
    if known is not None:  # perhaps hidden by now: their own words they may still change
        known.reason, known.words = reason, words
        return known
    subject = reports.public(kind, subject_id)
    if subject.person.id == reporter.id:
        raise Forbidden
    case = _case(subject)
    made = Report(
        case_id=case.id,
        reporter_id=reporter.id,
        reason=reason,
        words=words,
        weight=reports.weight(reporter),
    )
    db.session.add(made)
    db.session.flush()
    _weigh(case)
    return made


def _case(subject: Public) -> Case:
    """The open case about it, kept from who decides until this report is in it; a new one if it was decided this moment."""
    while True:
        found = open_case(
            CaseKind.REPORT, subject.kind, subject.id, person=subject.person, title=subject.title
        )
        lock(db.session(), "case", str(found.id))
        db.session.refresh(found)
        if found.open:
            return found


def _weigh(case: Case) -> None:
    weights = sa.select(sa.func.coalesce(sa.func.sum(Report.weight), 0))
    case.weight = db.session.scalar(weights.where(Report.case_id == case.id)) or 0
    if case.weight >= HIDES and not case.hidden:
        hiding.hide(case.subject_kind, case.subject_id)
        case.hidden = True
        acting.record_on(
            case,
            Verb.HIDE,
            actor=None,
            before={"hidden": False},
            after={"hidden": True, "weight": case.weight},
        )


def resolve(case: Case, upheld: bool | None) -> list[Report]:
    """Ends the reports of a case in the running unit, and has those who made them told; returns them.

    `upheld` is None when nobody had to decide any more: then nobody is told.
    """
    waiting = Report.case_id == case.id, Report.state != ReportState.RESOLVED
    ended = list(db.session.scalars(sa.select(Report).where(*waiting)))
    for one in ended:
        one.state, one.upheld, one.resolved_at = ReportState.RESOLVED, upheld, clock.now()
    db.session.flush()
    for one in ended:
        if upheld is not None:
            events.record(ReportDecided(one.id))
    return ended


def reopen(case: Case) -> None:
    """Takes `resolve` back in the running unit, as the decision was taken back and the case waits again."""
    waits = {"state": ReportState.PENDING, "upheld": None, "resolved_at": None}
    db.session.execute(sa.update(Report).where(Report.case_id == case.id).values(**waits))


def overrule(case_id: uuid.UUID) -> None:
    """An appeal showed that the reports of a case were not right after all."""
    db.session.execute(
        sa.update(Report).where(Report.case_id == case_id, Report.upheld.is_(True)).values(upheld=False)
    )


def follow_gone(event: ItemChanged) -> None:
    """Projection: a work that its creator removed needs no decision any more."""
    if db.session.get(Item, event.item_id) is not None:
        return
    about = Case.kind == CaseKind.REPORT, Case.subject_id == event.item_id, Case.closed_at.is_(None)
    case = db.session.scalar(sa.select(Case).where(*about))
    if case is not None:
        close(case, Outcome.GONE, None)
        resolve(case, None)
