"""The words of operations: causes, limits, times."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from kreatr.accounts.access import may_administer
from kreatr.kernel import i18n
from kreatr.kernel.manifest import NoticeKind

NOTICES = (
    NoticeKind(
        "house_struggles",
        _l("When the house is slow or fails"),
        _l("Slow or failing: one answer in twenty took %(slow)s ms or more, %(percent)s %% were errors."),
        "server",
        may=may_administer,
    ),
)
PAGES = (
    ("admin.operations.index", _l("Health")),
    ("admin.operations.answers", _l("Answers")),
    ("admin.operations.limits", _l("Limits")),
    ("admin.operations.database", _l("Database")),
)
PARTS = {
    "queue": _l("Queue (Valkey)"),
    "worker": _l("Worker"),
    "clock": _l("Clock"),
    "caller": _l("Caller of AI providers"),
}


def tabs(current: str) -> list[dict[str, object]]:
    """The pages of operations, for segments."""
    return [
        {"label": label, "url": url_for(endpoint), "count": None, "current": endpoint == current}
        for endpoint, label in PAGES
    ]


def took(milliseconds: int) -> str:
    """A time in few letters: `150 ms`, `1,5 s`."""
    if milliseconds < 1000:
        return f"{milliseconds}\u00a0ms"
    return f"{i18n.number(milliseconds / 1000)}\u00a0s"


def ago(seconds: float | None) -> str:
    """For how long something was silent."""
    if seconds is None:
        return ""
    if seconds < 120:
        return _("%(n)s seconds ago", n=round(seconds))
    if seconds < 7200:
        return _("%(n)s minutes ago", n=round(seconds / 60))
    return _("%(n)s hours ago", n=i18n.number(round(seconds / 3600)))


def share(part: int, whole: int) -> str:
    """How many percent, never rounded down to nothing: `0,2 %`."""
    if not part or not whole:
        return "–"
    percent = 100 * part / whole
    return f"{i18n.rating(max(percent, 0.1)) if percent < 10 else i18n.number(round(percent))}\u00a0%"
