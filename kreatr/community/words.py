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
