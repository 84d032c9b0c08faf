"""The hub: outside platforms, what happened, and what will."""

from kreatr.community.models.events import CommunityEvent
from kreatr.community.models.feed import Activity, ActivityType, Highlight
from kreatr.community.models.platforms import (
    BREAKS_AFTER,
    ActivityLevel,
    Platform,
    PlatformHour,
    PlatformStats,
)

__all__ = [
    "BREAKS_AFTER",
    "Activity",
    "ActivityLevel",
    "ActivityType",
    "CommunityEvent",
    "Highlight",
    "Platform",
    "PlatformHour",
    "PlatformStats",
]
