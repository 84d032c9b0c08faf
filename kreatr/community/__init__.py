"""The community hub."""

from flask_babel import lazy_gettext as _l

from kreatr.accounts.access import may_administer
from kreatr.community.routes import calendar, events, feed, hub, planning
from kreatr.kernel.manifest import MenuItem, Room

room = Room(
    "community",
    blueprints=(hub.blueprint, feed.blueprint, events.blueprint, calendar.blueprint),
    admin=(planning.blueprint,),
    admin_menu=(MenuItem(_l("Events"), "admin.planning.index", "calendar", 40, may=may_administer),),
)
