"""What can be decided about which case, and what a decision must say."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from flask_babel import gettext as _

from kreatr.kernel.errors import BadRequest
from kreatr.moderation.models import Act, Case, CaseKind, Outcome, Reason, SubjectKind, Verb

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


@dataclass(frozen=True)
class Done:
    """What a deed came to. Without an `outcome` its case stays open; `act` is its line in the log where the deed wrote it itself."""

    outcome: Outcome | None
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    strike: bool = False
    act: Act | None = None


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
