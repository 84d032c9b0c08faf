"""What people read about names and passwords."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from kreatr.accounts.models import User
from kreatr.accounts.names import NameFault
from kreatr.accounts.passwords import Weakness
from kreatr.kernel import i18n

NAME_WORDS: dict[NameFault, Any] = {
    NameFault.SHAPE: _l("Use 3 to 30 characters: a–z, 0–9, - and _. Start with a letter or a digit."),
    NameFault.RESERVED: _l("This name is kept free, so that nobody is taken for us. Please choose another."),
    NameFault.TAKEN: _l("Somebody already has this name. Please choose another."),
}
PASSWORD_WORDS: dict[Weakness, Any] = {
    Weakness.SHORT: _l("At least 8 characters, please. A short sentence is easiest to remember."),
    Weakness.LONG: _l("At most 256 characters, please."),
    Weakness.COMMON: _l("This password is among the first that are guessed. Please choose another."),
    Weakness.OBVIOUS: _l(
        "This is easy to guess, because it is made of your name or ours. Please choose another."
    ),
}
MISSING = _l("Please fill this in.")
EMAIL_INCOMPLETE = _l("This address is incomplete. Example: name@company.com")
WRONG = _l("This e-mail address and password do not belong together. Check both, or ask for a new password.")
LANGUAGES = {"id": "Bahasa Indonesia", "en": "English"}


def summary(viewer: User) -> str:
    """An account's state in a line."""
    return f"@{viewer.username} · {LANGUAGES[viewer.locale]} · {i18n.zone_words(viewer.timezone)}"
