"""What people are told about a decision on something of theirs: in a letter, with why and what they can do."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import format_datetime
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from kreatr.kernel import i18n
from kreatr.moderation.models import Act, SubjectKind, Verb
from kreatr.moderation.queries.appeals import DECISIONS

# Subjects of letters; a deed that is missing here is nobody's news.
HEADINGS: dict[Verb, Any] = {
    Verb.APPROVE: _l("Approved: %(title)s"),
    Verb.REJECT: _l("Please change something: %(title)s"),
    Verb.FLAG: _l("Out of sight for now: %(title)s"),
    Verb.REMOVE: _l("Removed: %(title)s"),
    Verb.HIDE: _l("Out of sight: %(title)s"),
    Verb.KEEP: _l("Nothing to object to: %(title)s"),
    Verb.NOTE: _l("A friendly word about %(title)s"),
    Verb.DELIVER: _l("Looked at and shown: %(title)s"),
    Verb.DISCARD: _l("Not delivered: %(title)s"),
    Verb.UPHOLD: _l("We looked again: %(title)s"),
    Verb.REVERSE: _l("You were right: %(title)s"),
    Verb.UNDO: _l("We look again: %(title)s"),
    Verb.SUSPEND: _l("Your kreatr account is suspended"),
    Verb.LIFT: _l("Your kreatr account is open again"),
    Verb.BAN: _l("Your kreatr account was closed"),
    Verb.UNBAN: _l("Your kreatr account is open again"),
    Verb.CHANGE_ROLE: _l("Your role at kreatr was changed"),
    Verb.END_SESSIONS: _l("You were signed out of kreatr everywhere"),
}
REVISED = _l("your changes to “%(title)s” were approved and are online now.")
RETURNED = _l("your changes to “%(title)s” could not be taken over yet. What was online before stays online.")
PRIVATE = _l("your work “%(title)s” was approved. It is private, so nobody sees it until you make it public.")
SENTENCES: dict[tuple[SubjectKind, Verb], Any] = {
    (SubjectKind.ITEM, Verb.APPROVE): _l("your work “%(title)s” was approved and is online now."),
    (SubjectKind.ITEM, Verb.REJECT): _l("your work “%(title)s” cannot be shown yet."),
    (SubjectKind.ITEM, Verb.FLAG): _l(
        "we took your work “%(title)s” out of sight. It comes back when it was changed and looked at again."
    ),
    (SubjectKind.ITEM, Verb.REMOVE): _l(
        "we removed your work “%(title)s” from the public pages for good. You still have it in your portfolio."
    ),
    (SubjectKind.ITEM, Verb.HIDE): _l(
        "several people reported your work “%(title)s”. Until one of us has looked at it, visitors do not see it."
    ),
    (SubjectKind.CREATOR, Verb.HIDE): _l("your public profile is out of sight, and your works with it."),
    (SubjectKind.REVIEW, Verb.HIDE): _l("your review “%(title)s” is out of sight."),
    (SubjectKind.REVIEW, Verb.DELIVER): _l("we looked at your review “%(title)s”, and it is shown now."),
    (SubjectKind.REVIEW, Verb.DISCARD): _l("we looked at your review “%(title)s”, and it is not shown."),
    (SubjectKind.INQUIRY, Verb.DISCARD): _l("we looked at your message “%(title)s” and did not pass it on."),
    (SubjectKind.UPLOAD, Verb.APPROVE): _l("we looked at a picture of yours, and it can be used now."),
    (SubjectKind.UPLOAD, Verb.REJECT): _l("we looked at a picture of yours, and it cannot be used."),
    (SubjectKind.USER, Verb.SUSPEND): _l(
        "your account is suspended until %(until)s. Your profile and your works are out of sight until then. Nothing is lost: you can sign"
        " in to read why, to answer, to appeal and to take your data along. After that everything is as before."
    ),
    (SubjectKind.USER, Verb.LIFT): _l("the suspension of your account is over. Everything is as before."),
    (SubjectKind.USER, Verb.BAN): _l(
        "your account is closed for good, and nobody can sign in to it any more."
    ),
    (SubjectKind.USER, Verb.UNBAN): _l("your account is open again. Everything is as before."),
    (SubjectKind.USER, Verb.CHANGE_ROLE): _l("you have another role now. Please sign in again."),
    (SubjectKind.USER, Verb.END_SESSIONS): _l("all your devices were signed out. Please sign in again."),
}
# The same whatever it is about.
ALWAYS: dict[Verb, Any] = {
    Verb.KEEP: _l("we looked at “%(title)s” and found nothing wrong with it. It is shown again."),
    Verb.NOTE: _l("this is a friendly word about “%(title)s”. It has no consequences."),
    Verb.UPHOLD: _l("another person looked at your appeal about “%(title)s”. The decision stays."),
    Verb.REVERSE: _l(
        "another person looked at your appeal about “%(title)s” and took the decision back. It no longer counts."
    ),
    Verb.UNDO: _l(
        "we took back what we decided about “%(title)s” a moment ago, and look at it once more. You hear from us again."
    ),
}


def told_of(act: Act) -> bool:
    """Whether its person hears of an act. That a report was without consequences is no news where nothing was hidden."""
    if act.verb is Verb.KEEP:
        return bool(act.before.get("hidden"))
    return act.verb in ALWAYS or (act.subject_kind, act.verb) in SENTENCES


def appealable(act: Act) -> bool:
    """Whether its person may ask another person to look at it again."""
    return act.verb in DECISIONS and act.actor_id is not None


def heading(act: Act) -> str:
    """The subject of its letter."""
    return str(HEADINGS[act.verb]) % {"title": act.title}


def sentence(act: Act, *, private: bool, until: str = "") -> str:
    """What was done, in one sentence after the greeting; `private` is whether its work is, `until` when a suspension ends."""
    return str(_sentence(act, private)) % {"title": act.title, "until": until}


def until(act: Act, zone: str) -> str:
    """When a suspension ends, in words, by the clocks of a zone; "" for everything else."""
    ends = act.after.get("until") if act.verb is Verb.SUSPEND else None
    if not ends:
        return ""
    local = datetime.fromisoformat(ends).astimezone(ZoneInfo(zone))
    time = "HH:mm" if i18n.language() == "en" else "HH.mm"
    return f"{format_datetime(local, f'd MMMM y, {time}', rebase=False)} {i18n.zone_name(zone)}"


def next_step(act: Act, *, shown: bool) -> str:
    """What its person can do now, before the link that leads there; `shown` is whether its work is public."""
    if act.subject_kind is SubjectKind.ITEM and act.verb is Verb.APPROVE:
        return _("See it here:") if shown else _("Open it here:")
    if act.subject_kind is SubjectKind.ITEM and act.verb in (Verb.REJECT, Verb.FLAG):
        return _("Mend it here and submit it again; nothing of it is lost:")
    if appealable(act):
        return _("Read it all here, answer, or appeal once within 60 days. Another person decides then:")
    if act.subject_kind is SubjectKind.USER:
        return _("To kreatr:")
    return _("Read it all here, and answer if you like:")


def _sentence(act: Act, private: bool) -> Any:
    if act.subject_kind is SubjectKind.ITEM:
        revision = act.before.get("status") == "APPROVED"
        if act.verb is Verb.APPROVE and private:
            return PRIVATE
        if revision and act.verb in (Verb.APPROVE, Verb.REJECT):
            return REVISED if act.verb is Verb.APPROVE else RETURNED
    return ALWAYS.get(act.verb) or SENTENCES[act.subject_kind, act.verb]
