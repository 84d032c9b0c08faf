"""Reading the hub: platforms, feed, announcements, highlights, events, people, numbers."""

from kreatr.community.queries.announcements import announcement, written
from kreatr.community.queries.events import (
    calendar_events,
    coming_events,
    event,
    event_page,
    events,
    past_events,
)
from kreatr.community.queries.feed import announcements, feed, latest, newest, since
from kreatr.community.queries.highlights import chosen, highlights
from kreatr.community.queries.numbers import (
    COUNTED_EVERY,
    count_numbers,
    counted_key,
    many,
    members,
    statistics,
    works,
)
from kreatr.community.queries.people import contributors, count_contributors, crowd
from kreatr.community.queries.platforms import platforms
from kreatr.community.queries.sources import find as find_source
from kreatr.community.queries.sources import sources

__all__ = [
    "COUNTED_EVERY",
    "announcement",
    "announcements",
    "calendar_events",
    "chosen",
    "coming_events",
    "contributors",
    "count_contributors",
    "count_numbers",
    "counted_key",
    "crowd",
    "event",
    "event_page",
    "events",
    "feed",
    "find_source",
    "highlights",
    "latest",
    "many",
    "members",
    "newest",
    "past_events",
    "platforms",
    "since",
    "sources",
    "statistics",
    "works",
    "written",
]
