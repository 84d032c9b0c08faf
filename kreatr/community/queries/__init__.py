"""Reading the hub: platforms, feed, events, people, numbers."""

from kreatr.community.queries.events import (
    calendar_events,
    coming_events,
    event,
    event_page,
    events,
    past_events,
)
from kreatr.community.queries.feed import announcements, feed, mark, place
from kreatr.community.queries.numbers import statistics
from kreatr.community.queries.people import contributors, crowd
from kreatr.community.queries.platforms import platforms

__all__ = [
    "announcements",
    "calendar_events",
    "coming_events",
    "contributors",
    "crowd",
    "event",
    "event_page",
    "events",
    "feed",
    "mark",
    "past_events",
    "place",
    "platforms",
    "statistics",
]
