"""Reading the hub: platforms, feed, events, people, numbers."""

from kreatr.community.queries.events import events
from kreatr.community.queries.feed import announcements, feed, mark, place
from kreatr.community.queries.numbers import statistics
from kreatr.community.queries.people import contributors, crowd
from kreatr.community.queries.platforms import platforms
from kreatr.community.queries.sources import find as find_source
from kreatr.community.queries.sources import sources

__all__ = [
    "announcements",
    "contributors",
    "crowd",
    "events",
    "feed",
    "find_source",
    "mark",
    "place",
    "platforms",
    "sources",
    "statistics",
]
