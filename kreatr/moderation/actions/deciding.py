"""Deciding a case: the deed, the line in the log and the end of the case are one transaction. Of two deciders the first one wins."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import NamedTuple

from flask_babel import gettext as _

from kreatr.accounts.models import User
from kreatr.kernel.db import action
from kreatr.kernel.errors import BadRequest, KreatrError
from kreatr.moderation.actions import acting, cases, verdicts
from kreatr.moderation.errors import Own
from kreatr.moderation.models import Act, Case, CaseKind, Reason, SubjectKind, Verb

OPTIONS: dict[CaseKind, tuple[Verb, ...]] = {
    CaseKind.WORK: (Verb.APPROVE, Verb.REJECT, Verb.FLAG, Verb.REMOVE, Verb.NOTE),
    CaseKind.PICTURE: (Verb.APPROVE, Verb.REJECT),
    CaseKind.REPORT: (Verb.KEEP, Verb.FLAG, Verb.REMOVE, Verb.HIDE, Verb.NOTE),
    CaseKind.MESSAGE: (Verb.DELIVER, Verb.DISCARD),
    CaseKind.APPEAL: (Verb.UPHOLD, Verb.REVERSE),
    CaseKind.BAN: (Verb.BAN, Verb.DECLINE_BAN),
}
ONLY_WORKS = {Verb.FLAG, Verb.REMOVE}  # of what is reported, works; profiles and reviews are hidden
NEEDS_REASON = {Verb.REJECT, Verb.FLAG, Verb.REMOVE, Verb.HIDE, Verb.DISCARD}
NEEDS_WORDS = {Verb.NOTE, Verb.UPHOLD, Verb.REVERSE, Verb.DECLINE_BAN}
MOST_WORDS = 2000


@dataclass(frozen=True)
class Decision:
    """What somebody decided. `words` are for its person; `version` is the edition that was looked at, if it is known."""

    verb: Verb
    reason: Reason | None = None
    words: str = ""
    version: int | None = None


class Refused(NamedTuple):
    """A case of several that was not decided, and why, in words."""

    case_id: uuid.UUID
    why: str


def options(case: Case) -> tuple[Verb, ...]:
    """What can be decided about a case."""
    found = OPTIONS[case.kind]
    if case.kind is not CaseKind.REPORT:
        return found
    wrong = {Verb.HIDE} if case.subject_kind is SubjectKind.ITEM else ONLY_WORKS
    return tuple(verb for verb in found if verb not in wrong)


@action
def decide(viewer: User, case_id: uuid.UUID, decision: Decision) -> Act:
    """Does what was decided and returns its line in the log. A NOTE leaves the case open.

    Raises NotFound, Decided, Claimed, AnotherPerson, Own, Conflict when the subject was changed since, and BadRequest when a reason
    or words are missing.
    """
    case = cases.held(viewer, case_id)
    check(case, decision)
    if case.person_id == viewer.id:
        raise Own
    done = verdicts.carry_out(viewer, case, decision)
    act = done.act or acting.record_on(
        case,
        decision.verb,
        actor=viewer,
        reason=decision.reason,
        words=decision.words.strip(),
        before=done.before,
        after=done.after,
        strike=done.strike,
    )
    if done.outcome is not None:
        cases.close(case, done.outcome, viewer)
    return act


def decide_all(
    viewer: User, case_ids: list[uuid.UUID], decision: Decision
) -> tuple[list[Act], list[Refused]]:
    """The same about several cases, each for itself: what was done, and what could not be."""
    done: list[Act] = []
    refused: list[Refused] = []
    for case_id in dict.fromkeys(case_ids):
        try:
            done.append(decide(viewer, case_id, decision))
        except KreatrError as error:
            refused.append(Refused(case_id, error.message))
    return done, refused


def check(case: Case, decision: Decision) -> None:
    """Raises BadRequest unless a decision fits its case and says why."""
    if decision.verb not in options(case):
        raise BadRequest
    typed = decision.words.strip()
    if decision.verb in NEEDS_REASON and decision.reason is None:
        raise BadRequest(_("Please choose a reason: people must know why"))
    if not typed and (decision.verb in NEEDS_WORDS or decision.reason is Reason.OTHER):
        raise BadRequest(_("Please say it in your own words"))
    if len(typed) > MOST_WORDS:
        raise BadRequest(_("At most %(most)s characters", most=MOST_WORDS))
