"""The community hub."""

from flask_babel import lazy_gettext as _l

from kreatr.accounts.access import may_administer
from kreatr.community.actions import celebrating
from kreatr.community.events import WorkHighlighted
from kreatr.community.queries import COUNTED_EVERY
from kreatr.community.routes import (
    announcements,
    calendar,
    events,
    featured,
    feed,
    highlights,
    hub,
    planning,
    sources,
)
from kreatr.creators.events import CreatorJoined
from kreatr.kernel import charts
from kreatr.kernel.manifest import Entry, MenuItem, Room
from kreatr.portfolio.events import ItemDecided

room = Room(
    "community",
    blueprints=(hub.blueprint, feed.blueprint, events.blueprint, calendar.blueprint),
    admin=(
        planning.blueprint,
        announcements.blueprint,
        highlights.blueprint,
        featured.blueprint,
        sources.blueprint,
    ),
    admin_menu=(
        MenuItem(
            _l("Events"),
            "admin.planning.index",
            "calendar",
            30,
            may=may_administer,
            about=_l("What the community plans: on the hub, on its own pages and in people's calendars."),
        ),
        MenuItem(
            _l("Announcements"),
            "admin.announcements.index",
            "megaphone",
            40,
            may=may_administer,
            about=_l("What the house has to say: in the feed, and pinned as long as it matters."),
        ),
        MenuItem(
            _l("Sources"),
            "admin.sources.index",
            "rotate-ccw",
            50,
            may=may_administer,
            about=_l("Where the numbers from outside come from, how old they are, and what is wrong."),
        ),
        MenuItem(
            _l("Featured works"),
            "admin.highlights.index",
            "star",
            60,
            may=may_administer,
            about=_l("Works that the hub shows first."),
        ),
        MenuItem(
            _l("Featured creators"),
            "admin.featured.index",
            "star",
            62,
            may=may_administer,
            about=_l("Creators that the hub shows first."),
        ),
    ),
    listeners={
        CreatorJoined: (celebrating.tell_joined,),
        ItemDecided: (celebrating.tell_shown,),
        WorkHighlighted: (celebrating.tell_highlighted,),
    },
    clock=(
        Entry("kreatr.community.jobs.refresh", 30),
        Entry("kreatr.community.jobs.prune_hours", 24 * 3600),
        Entry("kreatr.community.jobs.count", COUNTED_EVERY),
    ),
    template_globals={"trend": charts.trend},
)
