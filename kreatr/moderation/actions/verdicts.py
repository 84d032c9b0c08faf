"""What decisions do to works, held pictures and held messages; the rooms' own verbs do it."""

from __future__ import annotations

from kreatr.accounts.models import User
from kreatr.inquiries.actions import keeping
from kreatr.kernel.db import db
from kreatr.kernel.errors import Conflict
from kreatr.moderation import words
from kreatr.moderation.actions.decisions import Decision, Done
from kreatr.moderation.models import Case, Outcome, SubjectKind
from kreatr.portfolio.actions import deciding, returning
from kreatr.reviews import actions as reviews
from kreatr.uploads.actions import finishing


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
    before = returning.standing(case.subject_id) | {"hidden": case.hidden}
    deciding.flag(case.subject_id, _why(case, decision))
    return Done(Outcome.FLAGGED, before, returning.standing(case.subject_id), strike=True)


def remove(_viewer: User, case: Case, decision: Decision) -> Done:
    """A work goes out of sight for good."""
    before = returning.standing(case.subject_id) | {"hidden": case.hidden}
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
    """A held inquiry goes on its way, a held review is shown."""
    if case.subject_kind is SubjectKind.REVIEW:
        reviews.release(case.subject_id)
        return Done(Outcome.DELIVERED, {"hidden": True}, {"hidden": False})
    keeping.release(case.subject_id)
    return Done(Outcome.DELIVERED)


def discard(_viewer: User, case: Case, _decision: Decision) -> Done:
    """A held inquiry never arrives, a held review stays out of sight."""
    if case.subject_kind is SubjectKind.REVIEW:
        return Done(Outcome.DISCARDED, {"hidden": True}, {"hidden": True})
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
