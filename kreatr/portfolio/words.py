"""The words for what a work is and where it stands."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from kreatr.kernel import clock, i18n
from kreatr.portfolio.models import PLACES, ItemCategory, Licence, ModerationStatus, Visibility

CATEGORY_WORDS = {
    ItemCategory.AI_CONTENT: _l("AI content"),
    ItemCategory.PROMPTS: _l("Prompts"),
    ItemCategory.CREATIVE_DIRECTION: _l("Creative direction"),
    ItemCategory.VIDEO_EDITING: _l("Video editing"),
    ItemCategory.SOCIAL_MEDIA: _l("Social media"),
    ItemCategory.TECHNICAL: _l("Technical"),
    ItemCategory.OTHER: _l("Other"),
}
STATUS_WORDS = {
    ModerationStatus.PENDING: _l("In review"),
    ModerationStatus.APPROVED: _l("Live"),
    ModerationStatus.REJECTED: _l("Rejected"),
    ModerationStatus.FLAGGED: _l("Flagged"),
}
VISIBILITY_WORDS = {Visibility.PUBLIC: _l("Public"), Visibility.PRIVATE: _l("Private")}
LICENCE_NAMES = {
    Licence.ALL_RIGHTS: _l("All rights reserved"),
    Licence.CC_BY: "CC BY 4.0",
    Licence.CC_BY_SA: "CC BY-SA 4.0",
    Licence.CC_BY_NC: "CC BY-NC 4.0",
    Licence.CC_BY_NC_SA: "CC BY-NC-SA 4.0",
    Licence.CC_BY_ND: "CC BY-ND 4.0",
    Licence.CC_BY_NC_ND: "CC BY-NC-ND 4.0",
    Licence.CC0: "CC0 1.0",
}
LICENCE_WORDS = {
    Licence.ALL_RIGHTS: _l("Whoever wants to use it asks first"),
    Licence.CC_BY: _l("Free to use and change, with credit"),
    Licence.CC_BY_SA: _l("Free to use and change, with credit and under the same licence"),
    Licence.CC_BY_NC: _l("Free to use and change, with credit, not commercially"),
    Licence.CC_BY_NC_SA: _l("Free to use and change, with credit, not commercially, under the same licence"),
    Licence.CC_BY_ND: _l("Free to use unchanged, with credit"),
    Licence.CC_BY_NC_ND: _l("Free to use unchanged, with credit, not commercially"),
    Licence.CC0: _l("Free for everything, without credit"),
}
LICENCE_URLS = {
    licence: f"https://creativecommons.org/licenses/{licence.value[3:].lower().replace('_', '-')}/4.0/"
    for licence in Licence
    if licence.value.startswith("CC_")
} | {Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/"}
# How the other edition is named when two tabs saved different ones, field by field.
FIELD_WORDS = {
    "title": _l("Title"),
    "description": _l("Story"),
    "category": _l("Category"),
    "images": _l("Pictures"),
    "project_url": _l("Link"),
    "tags": _l("Tags"),
    "tools": _l("Tools and models"),
    "prompt": _l("The prompt"),
    "human_part": _l("Your own part"),
    "licence": _l("Licence"),
    "visibility": _l("Visibility"),
    "featured": _l("Featured"),
}
UNFINISHED = _l("Its pictures are still being made. Try again in a moment")
SUBMITTED = _l("Submitted. We look at it first, and e-mail you.")
APPLIED = _l("Saved. Nothing in it needs a review.")


def daily_limit(most: int, until: datetime) -> str:
    """Why no more works are taken today, and from when on they are: `until` lies within the next 24 hours."""
    zone = ZoneInfo(i18n.zone())
    local, today = until.astimezone(zone), clock.now().astimezone(zone)
    time = f"{local:%H:%M}" if str(get_locale()).startswith("en") else f"{local:%H.%M}"
    time = f"{time} {i18n.zone_name(str(zone))}"
    if local.date() == today.date():
        return _(
            "You have added %(most)s works in 24 hours. Try again today at %(time)s.", most=most, time=time
        )
    return _(
        "You have added %(most)s works in 24 hours. Try again tomorrow at %(time)s.", most=most, time=time
    )


def licences() -> list[tuple[str, str]]:
    """Every licence with its name and what it means."""
    return [(one.value, f"{LICENCE_NAMES[one]}: {LICENCE_WORDS[one]}") for one in Licence]


def choice(name: str, value: object) -> str:
    """The word for a choice of the editor; empty for a field that is none."""
    known: dict[str, dict[Any, Any]] = {
        "category": CATEGORY_WORDS,
        "licence": LICENCE_NAMES,
        "visibility": VISIBILITY_WORDS,
    }
    return next((str(word) for one, word in known.get(name, {}).items() if one == value), "")


def line_place(place: int) -> str:
    """A place in the queue: `12`, or `500+`."""
    return i18n.bounded(place, PLACES)
