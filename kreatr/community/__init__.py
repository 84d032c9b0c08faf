"""The community hub."""

from flask_babel import lazy_gettext as _l

from kreatr.accounts.access import may_administer
from kreatr.community.routes import feed, hub, sources
from kreatr.kernel.manifest import Entry, MenuItem, Room

room = Room(
    "community",
    blueprints=(hub.blueprint, feed.blueprint),
    admin=(sources.blueprint,),
    admin_menu=(MenuItem(_l("Sources"), "admin.sources.index", "rotate-ccw", 60, may=may_administer),),
    clock=(
        Entry("kreatr.community.jobs.refresh", 30),
        Entry("kreatr.community.jobs.prune_hours", 24 * 3600),
    ),
)
