"""Counting what the house is used for, without following anybody (FND-13)."""

from flask_babel import lazy_gettext as _l

from kreatr.accounts.access import may_administer
from kreatr.analytics.routes import admin, noticing
from kreatr.kernel.manifest import Entry, MenuItem, Room

room = Room(
    "analytics",
    blueprints=(noticing.blueprint,),
    clock=(
        Entry("kreatr.analytics.jobs.write_steps", 60),
        Entry("kreatr.analytics.jobs.prune_batches", 24 * 3600),
    ),
    admin=(admin.blueprint,),
    admin_menu=(
        MenuItem(
            _l("Visitors"),
            "admin.analytics.index",
            "chart-column",
            80,
            may=may_administer,
            about=_l("How many people take which step on the way from the front door to a message."),
        ),
    ),
)
