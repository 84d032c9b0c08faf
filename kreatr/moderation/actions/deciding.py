"""Deciding a case: the deed, the line in the log and the end of the case are one transaction. Of two deciders the first one wins."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import replace

from kreatr.accounts.access import may_administer
from kreatr.accounts.models import User
from kreatr.kernel.db import action
from kreatr.kernel.errors import KreatrError, NotFound
from kreatr.moderation.actions import acting, cases, judging, reporting, verdicts
from kreatr.moderation.actions.decisions import (
    NEEDS_REASON,
    NEEDS_WORDS,
    OPTIONS,
    Decision,
    Done,
    Refused,
    check,
    options,
)
from kreatr.moderation.errors import Decided, Own
from kreatr.moderation.models import Act, Case, CaseKind, Outcome, SubjectKind, Verb

__all__ = ["NEEDS_REASON", "NEEDS_WORDS", "OPTIONS", "Decision", "decide", "decide_all", "options"]

DEEDS: dict[tuple[CaseKind, Verb], Callable[[User, Case, Decision], Done]] = {
    (CaseKind.WORK, Verb.APPROVE): verdicts.approve,
    (CaseKind.WORK, Verb.REJECT): verdicts.reject,
    (CaseKind.WORK, Verb.FLAG): verdicts.flag,
    (CaseKind.WORK, Verb.REMOVE): verdicts.remove,
    (CaseKind.WORK, Verb.NOTE): verdicts.note,
    (CaseKind.PICTURE, Verb.APPROVE): verdicts.release_picture,
    (CaseKind.PICTURE, Verb.REJECT): verdicts.refuse_picture,
    (CaseKind.REPORT, Verb.KEEP): judging.keep,
    (CaseKind.REPORT, Verb.FLAG): verdicts.flag,
    (CaseKind.REPORT, Verb.REMOVE): verdicts.remove,
    (CaseKind.REPORT, Verb.HIDE): judging.hide,
    (CaseKind.REPORT, Verb.NOTE): verdicts.note,
    (CaseKind.MESSAGE, Verb.DELIVER): verdicts.deliver,
    (CaseKind.MESSAGE, Verb.DISCARD): verdicts.discard,
    (CaseKind.APPEAL, Verb.UPHOLD): judging.uphold,
    (CaseKind.APPEAL, Verb.REVERSE): judging.reverse,
    (CaseKind.BAN, Verb.BAN): judging.ban,
    (CaseKind.BAN, Verb.DECLINE_BAN): judging.decline,
}


@action
def decide(viewer: User, case_id: uuid.UUID, decision: Decision) -> Act:
    """Does what was decided and returns its line in the log. A NOTE leaves the case open.

    Raises NotFound, also for accounts unless the viewer is an administrator; Decided when the subject is gone or nothing of it waits;
    Claimed, AnotherPerson, Own; Conflict when it was changed since; BadRequest when a reason or words are missing.
    """
    case = cases.held(viewer, case_id)
    if case.subject_kind is SubjectKind.USER and not may_administer(viewer):
        raise NotFound
    if case.person_id == viewer.id:
        raise Own
    check(case, decision)
    done = _carry_out(viewer, case, decision)
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
        _end(case, done.outcome, viewer)
    return act


def decide_all(
    viewer: User,
    case_ids: list[uuid.UUID],
    decision: Decision,
    versions: Mapping[uuid.UUID, int | None] | None = None,
) -> tuple[list[Act], list[Refused]]:
    """The same about several cases, each for itself: what was done, and what could not be. `versions` are the editions that were
    looked at."""
    done: list[Act] = []
    refused: list[Refused] = []
    for case_id in dict.fromkeys(case_ids):
        try:
            edition = versions.get(case_id) if versions else decision.version
            done.append(decide(viewer, case_id, replace(decision, version=edition)))
        except KreatrError as error:
            refused.append(Refused(case_id, error.message))
    return done, refused


def _carry_out(viewer: User, case: Case, decision: Decision) -> Done:
    try:
        return DEEDS[case.kind, decision.verb](viewer, case, decision)
    except NotFound:
        raise Decided from None


def _end(case: Case, outcome: Outcome, viewer: User) -> None:
    cases.close(case, outcome, viewer)
    if case.kind is CaseKind.REPORT:
        reporting.resolve(case, outcome is not Outcome.KEPT)
