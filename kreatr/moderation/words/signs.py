"""What programs noticed about a case, in words; and the fixed texts beside the reasons."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from kreatr.kernel import i18n
from kreatr.moderation.words import CANNED

SIGN_WORDS = {
    "held": _l("Held because of"),
    "profanity": _l("Coarse words"),
    "links": _l("Links"),
    "repetition": _l("Same words again"),
    "speed": _l("Many in a short time"),
    "new_account": _l("New account"),
    "copy": _l("Looks like another picture"),
}
HELD_WORDS = {
    "honeypot": _l("a trap that only programs fall into"),
    "origin": _l("many messages from one network"),
    "nudity": _l("a scanner that looks for nudity"),
}


def label(code: str) -> str:
    """What a sign is called."""
    return str(SIGN_WORDS.get(code, code.replace("_", " ")))


def detail(found: object) -> str:
    """What was noticed, as far as it can be said in a line."""
    if isinstance(found, str) and found:
        return str(HELD_WORDS.get(found, found))
    if isinstance(found, list):
        return ", ".join(str(one) for one in found)
    return str(found) if isinstance(found, int | float) and not isinstance(found, bool) else _("Noticed")


def canned(locale: str) -> list[tuple[str, str]]:
    """The fixed texts about reasons, by the reason, in one language."""
    with i18n.speaking(locale):
        return [(reason.value, str(text)) for reason, text in CANNED.items()]
