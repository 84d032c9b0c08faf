"""The dashboard: where people with an account start. Other rooms hang their own lines into its menu."""

from flask_babel import lazy_gettext as _l

from kreatr.dashboard.routes import blueprint
from kreatr.kernel.manifest import MenuItem, Room

room = Room(
    "dashboard",
    blueprints=(blueprint,),
    menu=(MenuItem(_l("Dashboard"), "dashboard.home", "house", 0, wide=True),),
)
