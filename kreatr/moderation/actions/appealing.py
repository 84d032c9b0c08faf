"""Appeals: once per decision, decided by another person."""

from __future__ import annotations

import uuid
from contextlib import suppress

import sqlalchemy as sa
from flask_babel import gettext as _

from kreatr.accounts.models import User
from kreatr.inquiries.actions import keeping
from kreatr.kernel.db import action, db, lock
from kreatr.kernel.errors import Conflict, NotFound
from kreatr.moderation.actions import acting, hiding
from kreatr.moderation.actions.cases import open_case
from kreatr.moderation.actions.reporting import overrule
from kreatr.moderation.actions.restoring import restore
from kreatr.moderation.errors import NotSo, TooLate
from kreatr.moderation.models import Act, Case, CaseKind, CaseMessage, SubjectKind, Verb, Voice
from kreatr.moderation.queries import appeals

PUBLIC = {SubjectKind.ITEM, SubjectKind.CREATOR, SubjectKind.REVIEW}


@action
def appeal(person: User, act_id: uuid.UUID, words: str) -> Case:
    """Asks another person of the house to look at a decision about `person`; `words` begin the thread of the case.

    Raises NotFound for a decision about somebody else, TooLate when it is older than 60 days, taken back, or appealed before, and
    Conflict while another decision about the same thing is appealed.
    """
    act = db.session.get(Act, act_id)
    if act is None or act.person_id != person.id:
        raise NotFound
    lock(db.session(), "appeal", str(act.subject_id))
    if not appeals.appealable(person, [act]):
        raise TooLate(_("This decision cannot be appealed (any more)."))
    if _running(act):
        raise Conflict(_("Another decision about this is being looked at again. Please wait for that first."))
    case = open_case(
        CaseKind.APPEAL, act.subject_kind, act.subject_id, person=person, title=act.title, act_id=act.id
    )
    db.session.add(CaseMessage(case_id=case.id, author_id=person.id, voice=Voice.AUTHOR, body=words))
    db.session.flush()
    return case


def uphold(viewer: User, case: Case, words: str) -> Act:
    """Lets a decision stand, in the running unit: writes the log, and leaves closing the case to the caller."""
    return acting.record_on(case, Verb.UPHOLD, actor=viewer, words=words, before=_appealed(case))


def reverse(viewer: User, case: Case, words: str) -> Act:
    """Takes a decision back, in the running unit: its deed, its strike, and the log; the caller closes the case.

    What was decided about the same thing again since then stays as it is.
    """
    act = db.session.get_one(Act, case.act_id)
    if not appeals.superseded(act):
        _put_back(act)
    if act.case_id is not None:
        overrule(act.case_id)
    return acting.record_on(
        case, Verb.REVERSE, actor=viewer, words=words, before=_appealed(case), undoes=act.id
    )


def _put_back(act: Act) -> None:
    """What a decision did to its subject, undone; what is gone meanwhile, or stands otherwise, cannot be."""
    decided = db.session.get(Case, act.case_id) if act.case_id else None
    with suppress(NotFound, NotSo):
        if act.subject_kind in PUBLIC:
            hiding.show(act.subject_kind, act.subject_id, decided.version if decided else None)
        elif act.subject_kind is SubjectKind.USER:
            restore(act)
        elif act.subject_kind is SubjectKind.INQUIRY:
            keeping.release(act.subject_id)


def _appealed(case: Case) -> dict[str, str]:
    act = db.session.get_one(Act, case.act_id)
    return {"act": str(act.id), "verb": act.verb.value}


def _running(act: Act) -> bool:
    """Whether an appeal about the same thing is not decided yet; the queue holds one at a time."""
    waits = Case.kind == CaseKind.APPEAL, Case.subject_id == act.subject_id, Case.closed_at.is_(None)
    return bool(db.session.scalar(sa.select(sa.select(Case.id).where(*waits).exists())))
