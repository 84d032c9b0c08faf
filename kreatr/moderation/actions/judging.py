"""What decisions do to what was reported, appealed, or proposed."""

from __future__ import annotations

from kreatr.accounts.models import User
from kreatr.kernel.db import db, lock
from kreatr.moderation.actions import appealing, hiding, standing
from kreatr.moderation.actions.decisions import Decision, Done
from kreatr.moderation.errors import Decided
from kreatr.moderation.models import Case, Outcome, SubjectKind
from kreatr.moderation.queries import appeals
from kreatr.portfolio.actions import returning


def keep(_viewer: User, case: Case, _decision: Decision) -> Done:
    """What was reported may stay; what was hidden meanwhile is shown again."""
    was = case.hidden
    before = _standing(case) | {"hidden": was}
    if was:
        hiding.show(case.subject_kind, case.subject_id)
        case.hidden = False
    return Done(Outcome.KEPT, before, _standing(case) | {"hidden": False})


def hide(_viewer: User, case: Case, _decision: Decision) -> Done:
    """A profile or a review goes out of sight, or stays there."""
    was = not hiding.hide(case.subject_kind, case.subject_id)
    case.hidden = True
    return Done(Outcome.REMOVED, {"hidden": was}, {"hidden": True}, strike=True)


def uphold(viewer: User, case: Case, decision: Decision) -> Done:
    """The decision that was appealed stays."""
    return Done(Outcome.UPHELD, act=appealing.uphold(viewer, case, decision.words.strip()))


def reverse(viewer: User, case: Case, decision: Decision) -> Done:
    """The decision that was appealed is taken back, and what it did. Raises Decided when its decider did so just now."""
    if case.act_id is None:
        raise Decided
    lock(db.session(), "act", str(case.act_id))
    if appeals.undone([case.act_id]):
        raise Decided
    return Done(Outcome.REVERSED, act=appealing.reverse(viewer, case, decision.words.strip()))


def ban(viewer: User, case: Case, _decision: Decision) -> Done:
    """The second person agrees."""
    return Done(Outcome.BANNED, act=standing.agree_ban(viewer, case))


def decline(viewer: User, case: Case, decision: Decision) -> Done:
    """The second person does not agree."""
    return Done(Outcome.DECLINED, act=standing.decline_ban(viewer, case, decision.words))


def _standing(case: Case) -> dict[str, object]:
    return returning.standing(case.subject_id) if case.subject_kind is SubjectKind.ITEM else {}
