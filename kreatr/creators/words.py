"""The words for a creator's kinds and availability."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from kreatr.accounts.models import User
from kreatr.creators import queries
from kreatr.creators.models import Availability, CreatorKind

KIND_WORDS = {
    CreatorKind.AI_CONTENT_CREATOR: _l("AI content creator"),
    CreatorKind.PROMPTER: _l("Prompter"),
    CreatorKind.CREATIVE_DIRECTOR: _l("Creative director"),
    CreatorKind.TECHNICAL_ENGINEER: _l("Technical engineer"),
}
AVAILABILITY_WORDS = {
    Availability.AVAILABLE: _l("Available for hire"),
    Availability.BUSY: _l("Busy"),
    Availability.UNAVAILABLE: _l("Not available"),
}
LOOKED_AT_FIRST = _l(
    "Saved. One of us looks at your profile first; until then visitors do not see it. You will hear from us."
)


def summary(viewer: User) -> str:
    """A profile's state in a line."""
    creator = queries.of(viewer)
    if creator is None:
        return _("Not filled in yet")
    seen = _("shown to everybody") if creator.open else _("hidden")
    return f"{AVAILABILITY_WORDS[creator.availability]}, {seen}"
