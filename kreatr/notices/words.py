"""The lines of notices, in the reader's language."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from kreatr.accounts.models import User
from kreatr.kernel.shell import notice_kinds
from kreatr.notices import queries
from kreatr.notices.models import Notice


class _Values(dict[str, Any]):
    """What fills the places of a text; one that is not there must not cost the page."""

    def __missing__(self, _name: str) -> str:
        return "…"


def line(notice: Notice) -> str:
    """What a notice says. A kind that the house no longer knows leaves a plain line."""
    kind = notice_kinds().get(notice.kind)
    return str(kind.text) % _Values(notice.values) if kind else _("Something is new.")


def icon(notice: Notice) -> str:
    """The icon of a notice's kind."""
    kind = notice_kinds().get(notice.kind)
    return kind.icon if kind else "bell"


def summary(viewer: User) -> str:
    """How many kinds somebody has switched off, in words."""
    wanted = queries.wishes(viewer)
    off = sum(not wish.in_app for wish in wanted) + sum(wish.by_mail is False for wish in wanted)
    return ngettext("%(num)s switched off", "%(num)s switched off", off) if off else _("All on")
