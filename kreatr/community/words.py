"""The words for what happens and where, and what each outside platform offers (HUB-05)."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from kreatr.community.models import Activity, ActivityLevel, ActivityType, Platform
from kreatr.kernel.i18n import language, number

ACTIVITY_WORDS = {
    ActivityType.PROJECT_FEATURED: _l("Featured work"),
    ActivityType.CREATOR_JOINED: _l("New creator"),
    ActivityType.MILESTONE: _l("Milestone"),
    ActivityType.ANNOUNCEMENT: _l("Announcement"),
    ActivityType.RELEASE: _l("New release"),
    ActivityType.ISSUE: _l("Much discussed"),
    ActivityType.POST: _l("Top post"),
    ActivityType.MODEL: _l("New model"),
}
LEVEL_WORDS = {
    ActivityLevel.LOW: _l("Quiet"),
    ActivityLevel.MEDIUM: _l("Steady"),
    ActivityLevel.HIGH: _l("Lively"),
}

STANDING_WORDS = {
    "off": _l("Not set up"),
    "new": _l("Not asked yet"),
    "fine": _l("Working"),
    "failing": _l("Failing, tried again"),
    "broken": _l("Failing, tried once an hour"),
}
# What went wrong when a platform was asked, by the code that is stored.
FAILURE_WORDS = {
    "refused": _l("This address or request is not one that can be used. Check the address."),
    "dns": _l("The name of its server was not found."),
    "unreachable": _l("No connection."),
    "tls": _l("No trustworthy connection: its certificate is not in order."),
    "timeout": _l("It did not answer in time."),
    "large": _l("Its answer was far too large and was not read."),
    "garbage": _l("Its answer was not what it should be."),
    "limited": _l("It was asked too often and wants a pause."),
    "credentials": _l("It does not let us in. Check the key, or set one."),
    "missing": _l("It does not know this name. Check what is set."),
    "broken": _l("It has a fault of its own."),
    "moved": _l("It is at another address now."),
}


@dataclass(frozen=True)
class Door:
    """An outside platform as the hub introduces it."""

    name: str
    url: str
    text: Any
    unit: Any


DOORS = {
    Platform.DISCORD: Door(
        "Discord",
        "https://discord.com/",
        _l("Daily chat, feedback on work every Wednesday night, and a room for finding teammates."),
        _l("members"),
    ),
    Platform.REDDIT: Door(
        "Reddit",
        "https://www.reddit.com/",
        _l("Long answers, prompts taken apart, and an archive of tutorials."),
        _l("subscribers"),
    ),
    Platform.GITHUB: Door(
        "GitHub",
        "https://github.com/",
        _l("Open tools made by members: prompt libraries, ComfyUI nodes, scripts."),
        _l("contributors"),
    ),
    Platform.HUGGINGFACE: Door(
        "Hugging Face",
        "https://huggingface.co/",
        _l("Models and LoRAs with an Indonesian touch, licences included."),
        _l("models"),
    ),
}


def said(line: Activity) -> tuple[str, str]:
    """Title and text of a line as the reader reads them, after the name of its actor if it has one: what was written, in English
    where there is such, or what the house says of it."""
    if not line.title:
        return _of_the_house(line), ""
    english = language() == "en"
    return (english and line.title_en) or line.title, (english and line.text_en) or line.text


def _of_the_house(line: Activity) -> str:
    if line.type is ActivityType.CREATOR_JOINED:
        place = line.actor.place if line.actor else ""
        return _("joined from %(place)s.", place=place) if place else _("joined.")
    if line.type is ActivityType.PROJECT_FEATURED and line.item:
        return _("is among the featured works with %(title)s.", title=line.item.title)
    count = number(line.details.get("count", 0))
    if line.details.get("of") == "members":
        return _("kreatr has %(n)s members now.", n=count)
    return _("shows %(n)s works now.", n=count) if line.actor else _("%(n)s works are on show now.", n=count)
