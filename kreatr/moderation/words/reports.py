"""The words of reports and case rooms."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from kreatr.accounts.models import User
from kreatr.kernel.manifest import NoticeKind
from kreatr.moderation.models import ReportReason
from kreatr.moderation.queries import rooms

# Why somebody reports something.
REPORT_WORDS = {
    ReportReason.COPYRIGHT: _l("Protected by somebody else’s rights"),
    ReportReason.STOLEN: _l("Somebody else’s work"),
    ReportReason.INSULT: _l("Insult or hate"),
    ReportReason.SEXUAL: _l("Sexual content"),
    ReportReason.VIOLENCE: _l("Violence"),
    ReportReason.SPAM: _l("Spam or advertising"),
    ReportReason.FRAUD: _l("Fraud or deceit"),
    ReportReason.PRIVACY: _l("Somebody’s privacy"),
    ReportReason.OTHER: _l("Something else"),
}
UPHELD, KEPT, SPOKEN, ANSWERED = "report-upheld", "report-kept", "case-message", "case-answer"
NOTICES = (
    NoticeKind(
        UPHELD,
        _l("What you reported was taken care of"),
        _l("You were right about “%(title)s”: we did something about it."),
        "flag",
    ),
    NoticeKind(
        KEPT,
        _l("What you reported may stay"),
        _l("We looked at “%(title)s”, which you reported. It may stay."),
        "flag",
    ),
    NoticeKind(
        SPOKEN,
        _l("Messages in your cases"),
        _l("We wrote to you about “%(title)s”."),
        "message-square-text",
    ),
    NoticeKind(
        ANSWERED,
        _l("Answers in cases you work on"),
        _l("Somebody answered in the case of “%(title)s”."),
        "message-square-text",
        mail=None,
    ),
)


def summary(viewer: User) -> str:
    """How many of somebody's cases are not decided, in words."""
    number = rooms.count_open(viewer)
    return ngettext("%(num)s open", "%(num)s open", number) if number else _("None open")
