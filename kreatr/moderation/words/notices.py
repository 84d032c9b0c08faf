"""The lines that tell people in the house of a decision on something of theirs."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from kreatr.kernel.manifest import NoticeKind
from kreatr.moderation.models import Act, SubjectKind, Verb

APPROVED, RETURNED, DECIDED, ACCOUNT = "item-approved", "item-returned", "decision", "standing"
NOTICES = (
    NoticeKind(APPROVED, _l("A work was approved"), _l("“%(title)s” was approved."), "circle-check"),
    NoticeKind(RETURNED, _l("A work came back"), _l("“%(title)s” came back with a note."), "flag"),
    NoticeKind(
        DECIDED,
        _l("Another decision on something of yours"),
        _l("We decided about “%(title)s”. Read what and why."),
        "flag",
    ),
    # The letter about it comes in any case.
    NoticeKind(
        ACCOUNT, _l("Your account"), _l("Something about your account was changed."), "user", mail=None
    ),
)


def kind(act: Act) -> str:
    """Which kind of notice an act is."""
    if act.subject_kind is SubjectKind.USER:
        return ACCOUNT
    work = act.subject_kind is SubjectKind.ITEM
    return {Verb.APPROVE: APPROVED, Verb.REJECT: RETURNED}.get(act.verb, DECIDED) if work else DECIDED
