"""News from outside, as the sources hand it on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kreatr.community.models import ActivityType


@dataclass(frozen=True)
class News:
    """One thing that happened at an outside platform, uncleaned. `key` is unique for ever, `at` is aware."""

    type: ActivityType
    key: str
    title: str
    text: str
    link: str
    author: str
    at: datetime
