"""What each limit is about, and how much it lets through."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from limits import parse

from kreatr.kernel.limits import BY_ROWS, LIMITS

WORDS: dict[str, Any] = {
    "login-account": _l("Sign-ins to one account"),
    "login-client": _l("Sign-ins from one network"),
    "login-everybody": _l("Sign-ins altogether"),
    "auth-client": _l("Registrations and letters for passwords, from one network"),
    "auth-account": _l("Letters for passwords to one account"),
    "search-client": _l("Searches from one network"),
    "form-client": _l("Contact forms from one network"),
    "like-account": _l("Likes of one person"),
    "inquiry-replies": _l("Answers to messages by one person"),
    "profile-saves": _l("Saves of one profile"),
    "review-writes": _l("Reviews and answers to them by one person"),
    "draft-saves": _l("Saves of drafts by one person"),
    "csp-report-client": _l("Reports of browsers from one network"),
    "uploads": _l("Pictures sent by one person"),
    "key-checks": _l("Checks of AI keys by one person"),
    "key-saves": _l("Saves of AI keys by one person"),
    "source-refresh": _l("Asking one source by hand"),
    "ai-calls": _l("AI calls of one person"),
    "studio-estimates": _l("Prices asked for in the studio by one person"),
    "usage-files": _l("Files of the usage for one person"),
    "reports": _l("Reports by one person"),
    "case-notes": _l("Notes on cases by one moderator"),
    "case-messages": _l("Messages in cases by one person"),
    "appeals": _l("Appeals by one person"),
    "exports": _l("Exports of one person's data"),
    "push-saves": _l("Devices that one person lets ring"),
    "push-tests": _l("Tests of one person's devices"),
    "inquiries-email": _l("Messages from one e-mail address"),
    "inquiries-origin": _l("Messages from one network"),
    "items-creator": _l("New works of one creator"),
}
UNITS = {60: _l("a minute"), 3600: _l("an hour"), 86_400: _l("a day"), 1: _l("a second")}


def named(name: str) -> str:
    """What a limit is about; one without words goes by its name."""
    return str(WORDS.get(name, name))


def rule(name: str) -> str:
    """How much it lets through: `5 a minute`, `10 in 5 minutes`."""
    if name in BY_ROWS:
        return f"{BY_ROWS[name]} {UNITS[86_400]}"
    item = parse(LIMITS[name])
    unit = item.GRANULARITY.seconds
    if item.multiples == 1:
        return f"{item.amount} {UNITS[unit]}"
    many = item.multiples * unit
    if many % 60:
        return _("%(n)s in %(seconds)s seconds", n=item.amount, seconds=many)
    span = ngettext("%(num)s minute", "%(num)s minutes", many // 60)
    return _("%(n)s in %(span)s", n=item.amount, span=span)
