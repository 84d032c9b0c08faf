"""What programs noticed about a case, in words; what its author reads about it; and the fixed texts beside the reasons."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from kreatr.kernel import i18n, screening
from kreatr.moderation.words import CANNED

SIGN_WORDS = {
    "held": _l("Held because of"),
    "profanity": _l("Coarse words"),
    "spam": _l("Looks like"),
    "links": _l("Links"),
    "repetition": _l("Same words again"),
    "speed": _l("Many in a short time"),
    "new_account": _l("New account"),
    "copy": _l("Looks like another picture"),
    "scan": _l("Picture held because of"),
}
# By the reasons of `kernel/screening.py`, and of whoever else holds something.
HELD_WORDS = {
    "honeypot": _l("a trap that only programs fall into"),
    "many from one origin": _l("many messages from one network"),
    "nudity": _l("a scanner that looks for nudity"),
    "scanner failed": _l("a scanner that gave no answer"),
    screening.FOUL: _l("coarse words"),
    screening.CHANGED: _l("a change while it was out of sight"),
    "link in heading": _l("a link in its heading"),
    "many links": _l("many links"),
    "markup": _l("links in code"),
    "short link": _l("a shortened link"),
    "gambling": _l("words about gambling"),
    "loans": _l("words about loans"),
    "promotion": _l("words of advertising"),
    "riches": _l("promises of money"),
}
COARSE = _l(
    "One of our programs found words in it that could hurt somebody. Programs are often wrong, so one of us reads it first. You need not do"
    " anything; you may change it if you like."
)
CHANGED = _l(
    "You changed it while it was out of sight, so one of us reads it once more. You need not do anything."
)
LIKE_SPAM = _l(
    "One of our programs took it for advertising. Programs are often wrong, so one of us reads it first. You need not do anything; you may"
    " change it if you like."
)


def label(code: str) -> str:
    """What a sign is called."""
    return str(SIGN_WORDS.get(code, code.replace("_", " ")))


def detail(found: Any, code: str = "") -> str:
    """What was noticed, as far as it can be said in a line."""
    if code == "repetition":
        return ngettext(
            "%(num)s other text is nearly the same", "%(num)s other texts are nearly the same", found
        )
    if code == "speed":
        return ngettext("%(num)s within ten minutes", "%(num)s within ten minutes", found)
    if code == "new_account":
        return (
            ngettext("%(num)s hour old", "%(num)s hours old", found) if found else _("less than an hour old")
        )
    if code == "copy":
        return ", ".join(f"“{one['title']}” (@{one['by']})" for one in found)
    if isinstance(found, list):
        return ", ".join(detail(one) for one in found)
    if isinstance(found, str) and found:
        return str(HELD_WORDS.get(found, found))
    return str(found) if isinstance(found, int | float) and not isinstance(found, bool) else _("Noticed")


def kindly(reason: str) -> str:
    """Why something waits for a person, for its author."""
    return str({screening.FOUL: COARSE, screening.CHANGED: CHANGED}.get(reason, LIKE_SPAM))


def review_title(reviewer: str, creator: str) -> str:
    """What a review is called."""
    return _("%(name)s about %(creator)s", name=reviewer, creator=creator)


def canned(locale: str) -> list[tuple[str, str]]:
    """The fixed texts about reasons, by the reason, in one language."""
    with i18n.speaking(locale):
        return [(reason.value, str(text)) for reason, text in CANNED.items()]
