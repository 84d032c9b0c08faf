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
