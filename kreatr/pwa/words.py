"""The words of devices that ring. What is sent stands on lock screens: no name and no sentence of anybody's is in it."""

from __future__ import annotations

import re
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from kreatr.accounts.models import User
from kreatr.pwa import queries
from kreatr.pwa.models import CHOICES, PushKind

KIND_WORDS: dict[PushKind, Any] = {
    PushKind.INQUIRY: _l("New inquiries"),
    PushKind.ANSWER: _l("Answers"),
    PushKind.DECISION: _l("Decisions about your works and cases"),
}
LINES: dict[PushKind, Any] = {
    PushKind.INQUIRY: _l("You have a new inquiry"),
    PushKind.ANSWER: _l("Somebody answered you"),
    PushKind.DECISION: _l("There is a decision on something of yours"),
    PushKind.TEST: _l("This device rings"),
}
# The first that is found names a browser, or what it runs on; the order matters, as they claim to be one another.
BROWSERS = {
    "Edge": r"\bEdg(?:A|iOS)?/",
    "Opera": r"\bOPR/",
    "Samsung Internet": r"\bSamsungBrowser/",
    "Firefox": r"\b(?:Firefox|FxiOS)/",
    "Chrome": r"Chrome/|\bCriOS/",
    "Safari": r"\bSafari/",
}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "ChromeOS": r"\bCrOS\b",
    "Mac": "Macintosh",
    "Linux": "Linux",
}


def device(user_agent: str) -> str:
    """What a device is called, by what its browser says of itself: "Chrome, Android"; "" where nothing is known of it."""
    return ", ".join(filter(None, (_first(BROWSERS, user_agent), _first(SYSTEMS, user_agent))))


def message(kind: PushKind, unread: int) -> tuple[str, str]:
    """Title and line of what is shown, in the running language; the line counts what is unread, and is empty without any."""
    line = ngettext("%(num)s unread notice", "%(num)s unread notices", unread) if unread else ""
    return str(LINES[kind]), _("This is how news from kreatr looks.") if kind is PushKind.TEST else line


def list_of(kinds: list[str]) -> str:
    """What a device rings for, in words: "New inquiries, Answers"."""
    return ", ".join(str(KIND_WORDS[kind]) for kind in CHOICES if kind.value in kinds)


def summary(viewer: User) -> str:
    """How many of somebody's devices ring, in words."""
    number = queries.count(viewer)
    return ngettext("%(num)s device", "%(num)s devices", number) if number else _("Off")


def storage(_viewer: User) -> str:
    """What the settings' overview says about the device at hand: the house does not know what is kept on it."""
    return _("For when there is no signal")


def _first(names: dict[str, str], text: str) -> str:
    return next((name for name, pattern in names.items() if re.search(pattern, text)), "")
