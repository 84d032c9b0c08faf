"""The words of moderation: what is decided, about what, and why. The same word for a reader of the log and of a letter."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from kreatr.kernel import i18n
from kreatr.moderation.models import CaseKind, Outcome, Reason, SubjectKind, Verb

KIND_WORDS = {
    CaseKind.WORK: _l("Work"),
    CaseKind.PICTURE: _l("Held picture"),
    CaseKind.REPORT: _l("Report"),
    CaseKind.MESSAGE: _l("Held message"),
    CaseKind.APPEAL: _l("Appeal"),
    CaseKind.BAN: _l("Proposed ban"),
}
SUBJECT_WORDS = {
    SubjectKind.ITEM: _l("Work"),
    SubjectKind.CREATOR: _l("Profile"),
    SubjectKind.REVIEW: _l("Review"),
    SubjectKind.INQUIRY: _l("Message"),
    SubjectKind.UPLOAD: _l("Picture"),
    SubjectKind.USER: _l("Account"),
}
# What a button does.
DEED_WORDS = {
    Verb.APPROVE: _l("Approve"),
    Verb.REJECT: _l("Give back"),
    Verb.FLAG: _l("Flag"),
    Verb.REMOVE: _l("Remove"),
    Verb.KEEP: _l("Leave it as it is"),
    Verb.NOTE: _l("Friendly note"),
    Verb.HIDE: _l("Hide"),
    Verb.DELIVER: _l("Deliver"),
    Verb.DISCARD: _l("Do not deliver"),
    Verb.UPHOLD: _l("Decision stays"),
    Verb.REVERSE: _l("Take decision back"),
    Verb.SUSPEND: _l("Suspend"),
    Verb.LIFT: _l("Lift suspension"),
    Verb.PROPOSE_BAN: _l("Propose ban"),
    Verb.BAN: _l("Agree to ban"),
    Verb.DECLINE_BAN: _l("Do not ban"),
    Verb.UNBAN: _l("Lift ban"),
    Verb.MUTE: _l("Mute reports"),
    Verb.UNMUTE: _l("Count reports again"),
}
# What was done.
VERB_WORDS = {
    Verb.APPROVE: _l("Approved"),
    Verb.REJECT: _l("Given back"),
    Verb.FLAG: _l("Flagged"),
    Verb.REMOVE: _l("Removed"),
    Verb.KEEP: _l("Left as it is"),
    Verb.NOTE: _l("Friendly note"),
    Verb.HIDE: _l("Hidden"),
    Verb.DELIVER: _l("Delivered"),
    Verb.DISCARD: _l("Not delivered"),
    Verb.UPHOLD: _l("Decision stays"),
    Verb.REVERSE: _l("Taken back on appeal"),
    Verb.UNDO: _l("Undone"),
    Verb.SUSPEND: _l("Suspended"),
    Verb.LIFT: _l("Suspension ended"),
    Verb.PROPOSE_BAN: _l("Ban proposed"),
    Verb.BAN: _l("Banned"),
    Verb.DECLINE_BAN: _l("Ban declined"),
    Verb.UNBAN: _l("Ban lifted"),
    Verb.MUTE: _l("Reports muted"),
    Verb.UNMUTE: _l("Reports count again"),
    Verb.CHANGE_ROLE: _l("Role changed"),
    Verb.END_SESSIONS: _l("Signed out everywhere"),
}
OUTCOME_WORDS = {
    Outcome.APPROVED: _l("Approved"),
    Outcome.REJECTED: _l("Given back"),
    Outcome.FLAGGED: _l("Flagged"),
    Outcome.REMOVED: _l("Out of sight"),
    Outcome.KEPT: _l("Left as it is"),
    Outcome.DELIVERED: _l("Delivered"),
    Outcome.DISCARDED: _l("Not delivered"),
    Outcome.UPHELD: _l("Decision stays"),
    Outcome.REVERSED: _l("Taken back on appeal"),
    Outcome.BANNED: _l("Banned"),
    Outcome.DECLINED: _l("Ban declined"),
    Outcome.GONE: _l("Nothing waits any more"),
}
REASON_WORDS = {
    Reason.COPYRIGHT: _l("Copyright"),
    Reason.STOLEN: _l("Somebody else’s work"),
    Reason.UNDISCLOSED: _l("How it was made is missing"),
    Reason.QUALITY: _l("Unreadable or unfinished"),
    Reason.INSULT: _l("Insult or hate"),
    Reason.SEXUAL: _l("Sexual content"),
    Reason.VIOLENCE: _l("Violence"),
    Reason.SPAM: _l("Spam or advertising"),
    Reason.FRAUD: _l("Fraud or deceit"),
    Reason.PRIVACY: _l("Somebody’s privacy"),
    Reason.ILLEGAL: _l("Against the law"),
    Reason.OTHER: _l("Another reason"),
}
# What its person reads about a reason; a moderator's own words follow.
CANNED = {
    Reason.COPYRIGHT: _l(
        "It seems to use material that belongs to somebody else, such as a logo, a character or a photo. Take that out, or tell us that"
        " you may use it."
    ),
    Reason.STOLEN: _l(
        "It seems to be somebody else’s work shown as one’s own. Show only what you made, or name who made it with you."
    ),
    Reason.UNDISCLOSED: _l(
        "It does not say truthfully how it was made. Name the tools and models, and what a person did."
    ),
    Reason.QUALITY: _l(
        "It cannot be judged yet: pictures are blurred or missing, or the text says too little. Add what is missing."
    ),
    Reason.INSULT: _l(
        "It insults or belittles people. You may disagree with somebody; please do it with respect."
    ),
    Reason.SEXUAL: _l("It shows or describes something sexual. That has no place on kreatr."),
    Reason.VIOLENCE: _l("It shows, praises or threatens violence. That has no place on kreatr."),
    Reason.SPAM: _l("It advertises something else, or repeats itself. Show what it is about, and only once."),
    Reason.FRAUD: _l("It could mislead people, for instance about prices, results or who you are."),
    Reason.PRIVACY: _l(
        "It shows private details of somebody, such as a face, an address or a phone number, without their consent."
    ),
    Reason.ILLEGAL: _l("The law does not allow it to be shown."),
    Reason.OTHER: _l("It goes against the rules of kreatr."),
}


def told(reason: Reason | None, typed: str, locale: str) -> str:
    """What a person is told about a decision, in their language: the reason, then what the moderator wrote."""
    with i18n.speaking(locale):
        said = str(CANNED[reason]) if reason and not (reason is Reason.OTHER and typed) else ""
    return "\n\n".join(part for part in (said, typed.strip()) if part)


def actor_name(username: str | None) -> str:
    """Who did something, for the house's own eyes; None is the house itself."""
    return f"@{username}" if username else _("The house")
