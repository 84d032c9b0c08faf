"""Taking back what was just decided: the subject stands as before, and its case waits again."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta

import sqlalchemy as sa

from kreatr.accounts.access import may_administer
from kreatr.accounts.models import User
from kreatr.inquiries.actions import keeping
from kreatr.kernel import clock
from kreatr.kernel.db import action, db, lock
from kreatr.kernel.errors import Conflict, Forbidden, NotFound
from kreatr.moderation.actions import acting, cases, hiding, reporting, standing
from kreatr.moderation.actions.banning import UNDONE_WITHIN
from kreatr.moderation.errors import TooLate
from kreatr.moderation.models import Act, Case, CaseKind, Outcome, SubjectKind, Verb
from kreatr.moderation.models.cases import LEASE
from kreatr.portfolio.actions import returning

WINDOW = timedelta(minutes=15)


@action
def undo(viewer: User, act_id: uuid.UUID) -> Act:
    """Takes back a decision of the last 15 minutes and returns the line that says so. Its case waits again, for the viewer first.
    A ban is taken back by administrators within 24 hours.

    Raises NotFound, Forbidden for somebody else's unless the viewer is an administrator, and TooLate when the time is over, when it
    was taken back before, or when something happened since.
    """
    act = _held(act_id)
    if act.verb is Verb.BAN:
        return standing.undo_ban(viewer, act_id)
    if act.actor_id != viewer.id and not may_administer(viewer):
        raise Forbidden
    if not undoable(act) or _undone(act) or act.case_id is None:
        raise TooLate
    case = _reopened(viewer, act.case_id)
    try:
        PUT_BACK[act.subject_kind, act.verb](case, act)
    except (Conflict, NotFound):
        raise TooLate from None
    _drop_appeal(act)
    return acting.record_on(case, Verb.UNDO, actor=viewer, before=act.after, after=act.before, undoes=act.id)


def undoable(act: Act) -> bool:
    """Whether a decision is of a kind that can be taken back, and still young enough."""
    if act.verb is Verb.BAN:
        return clock.now() - act.created_at < UNDONE_WITHIN
    decision = (act.subject_kind, act.verb) in PUT_BACK and act.actor_id is not None
    return decision and clock.now() - act.created_at < WINDOW


def _held(act_id: uuid.UUID) -> Act:
    lock(db.session(), "act", str(act_id))
    act = db.session.get(Act, act_id)
    if act is None:
        raise NotFound
    return act


def _undone(act: Act) -> bool:
    return bool(db.session.scalar(sa.select(sa.exists().where(Act.undoes == act.id))))


def _reopened(viewer: User, case_id: uuid.UUID) -> Case:
    """The case as it was before the decision. Raises TooLate when another one about the same is open."""
    known = db.session.get(Case, case_id)
    if known is None:
        raise TooLate
    # In the order in which a report takes them.
    lock(db.session(), "case", known.kind.value, str(known.subject_id))
    lock(db.session(), "case", str(case_id))
    case = db.session.get_one(Case, case_id, populate_existing=True)
    if case.open:
        raise TooLate
    same = Case.kind == case.kind, Case.subject_id == case.subject_id, Case.closed_at.is_(None)
    if db.session.scalar(sa.select(sa.exists().where(*same))):
        raise TooLate
    case.closed_at = case.closed_by_id = case.outcome = None
    case.claimed_by_id, case.claimed_until = viewer.id, clock.now() + LEASE
    reporting.reopen(case)
    db.session.flush()
    return case


def _drop_appeal(act: Act) -> None:
    """What was taken back needs no other look."""
    open_ = Case.kind == CaseKind.APPEAL, Case.act_id == act.id, Case.closed_at.is_(None)
    appeal = db.session.scalar(sa.select(Case).where(*open_))
    if appeal is not None:
        cases.close(appeal, Outcome.GONE, None)


def _item(case: Case, act: Act) -> None:
    returning.put_back(case.subject_id, act.before, act.after)
    case.hidden = bool(act.before.get("hidden"))


def _inquiry(case: Case, _act: Act) -> None:
    keeping.hold_again(case.subject_id)


def _sight(case: Case, act: Act) -> None:
    """A profile or a review is as visible as before."""
    case.hidden = bool(act.before.get("hidden"))
    turn = hiding.hide if case.hidden else hiding.show
    if case.hidden != bool(act.after.get("hidden")) and not turn(case.subject_kind, case.subject_id):
        raise Conflict


PUT_BACK: dict[tuple[SubjectKind, Verb], Callable[[Case, Act], None]] = {
    **{
        (SubjectKind.ITEM, verb): _item
        for verb in (Verb.APPROVE, Verb.REJECT, Verb.FLAG, Verb.REMOVE, Verb.KEEP)
    },
    **{(SubjectKind.REVIEW, verb): _sight for verb in (Verb.KEEP, Verb.HIDE, Verb.DELIVER, Verb.DISCARD)},
    **{(SubjectKind.CREATOR, verb): _sight for verb in (Verb.KEEP, Verb.HIDE)},
    (SubjectKind.INQUIRY, Verb.DISCARD): _inquiry,
}
