"""What a decision does to its subject, by kind of case; the rooms' own verbs do it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kreatr.accounts.models import User
from kreatr.inquiries.actions import keeping
from kreatr.kernel.db import db
from kreatr.kernel.errors import Conflict, NotFound
from kreatr.moderation import words
from kreatr.moderation.errors import Decided
from kreatr.moderation.models import Act, Case, CaseKind, Outcome, Verb
from kreatr.portfolio.actions import deciding, returning
from kreatr.uploads.actions import finishing

if TYPE_CHECKING:
    from kreatr.moderation.actions.deciding import Decision


@dataclass(frozen=True)
class Done:
    """What a deed came to. Without an `outcome` its case stays open; `act` is its line in the log where the deed wrote it itself."""

    outcome: Outcome | None
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    strike: bool = False
    act: Act | None = None


Deed = Callable[[User, Case, "Decision"], Done]


def carry_out(viewer: User, case: Case, decision: Decision) -> Done:
    """Does what was decided. Raises Decided when the subject is gone or nothing of it waits, Conflict when it was changed."""
    try:
        return DEEDS[case.kind, decision.verb](viewer, case, decision)
    except NotFound:
        raise Decided from None


def approve(_viewer: User, case: Case, decision: Decision) -> Done:
    """A work is shown, or its revision takes its place."""
    before = returning.standing(case.subject_id, whole=True)
    deciding.approve(case.subject_id, _edition(case, decision))
    return Done(Outcome.APPROVED, before, returning.standing(case.subject_id))


def reject(_viewer: User, case: Case, decision: Decision) -> Done:
    """A work, or its revision, goes back to its maker."""
    before = returning.standing(case.subject_id)
    deciding.reject(case.subject_id, _why(case, decision), _edition(case, decision))
    return Done(Outcome.REJECTED, before, returning.standing(case.subject_id))


def flag(_viewer: User, case: Case, decision: Decision) -> Done:
    """A work goes out of sight until it is submitted again."""
    before = returning.standing(case.subject_id)
    deciding.flag(case.subject_id, _why(case, decision))
    return Done(Outcome.FLAGGED, before, returning.standing(case.subject_id), strike=True)


def remove(_viewer: User, case: Case, decision: Decision) -> Done:
    """A work goes out of sight for good."""
    before = returning.standing(case.subject_id)
    deciding.remove(case.subject_id, _why(case, decision))
    return Done(Outcome.REMOVED, before, returning.standing(case.subject_id), strike=True)


def note(_viewer: User, _case: Case, _decision: Decision) -> Done:
    """A friendly word changes nothing."""
    return Done(None)


def release_picture(_viewer: User, case: Case, _decision: Decision) -> Done:
    """A held picture may be used."""
    finishing.release(case.subject_id)
    return Done(Outcome.APPROVED)


def refuse_picture(_viewer: User, case: Case, _decision: Decision) -> Done:
    """A held picture may not."""
    finishing.reject(case.subject_id)
    return Done(Outcome.REJECTED)


def deliver(_viewer: User, case: Case, _decision: Decision) -> Done:
    """A held inquiry goes on its way."""
    keeping.release(case.subject_id)
    return Done(Outcome.DELIVERED)


def discard(_viewer: User, case: Case, _decision: Decision) -> Done:
    """A held inquiry never arrives."""
    keeping.discard(case.subject_id)
    return Done(Outcome.DISCARDED)


def _edition(case: Case, decision: Decision) -> int | None:
    """Which edition was decided on. What nobody looked at is not decided on."""
    if decision.version is not None and case.version is not None and decision.version != case.version:
        raise Conflict
    return case.version


def _why(case: Case, decision: Decision) -> str:
    person = db.session.get(User, case.person_id) if case.person_id else None
    return words.told(decision.reason, decision.words, person.locale if person else "id")


DEEDS: dict[tuple[CaseKind, Verb], Deed] = {
    (CaseKind.WORK, Verb.APPROVE): approve,
    (CaseKind.WORK, Verb.REJECT): reject,
    (CaseKind.WORK, Verb.FLAG): flag,
    (CaseKind.WORK, Verb.REMOVE): remove,
    (CaseKind.WORK, Verb.NOTE): note,
    (CaseKind.PICTURE, Verb.APPROVE): release_picture,
    (CaseKind.PICTURE, Verb.REJECT): refuse_picture,
    (CaseKind.MESSAGE, Verb.DELIVER): deliver,
    (CaseKind.MESSAGE, Verb.DISCARD): discard,
}
