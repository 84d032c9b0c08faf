"""The words for what happens and where, and what each outside platform offers (HUB-05)."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from kreatr.community.models import ActivityLevel, ActivityType, Platform

ACTIVITY_WORDS = {
    ActivityType.PROJECT_FEATURED: _l("Featured work"),
    ActivityType.CREATOR_JOINED: _l("New creator"),
    ActivityType.MILESTONE: _l("Milestone"),
    ActivityType.ANNOUNCEMENT: _l("Announcement"),
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
