"""Operations: how the house is doing. What waits or failed, how fast it answers, which limits are reached."""

from flask_babel import lazy_gettext as _l

from kreatr.accounts.access import may_administer
from kreatr.kernel.manifest import Entry, MenuItem, Room
from kreatr.operations import jobs, models, words
from kreatr.operations.events import HouseStruggles
from kreatr.operations.queries import health
from kreatr.operations.routes import deeds, pages

__all__ = ["models", "room"]

room = Room(
    "operations",
    admin=(pages.blueprint, deeds.blueprint),
    admin_menu=(
        MenuItem(
            _l("Operations"),
            "admin.operations.index",
            "server",
            90,
            count=lambda _viewer: health.given_up(),
            wide=True,
            may=may_administer,
            about=_l("Whether every part of the house is there, what failed and why, how fast it answers."),
        ),
    ),
    listeners={HouseStruggles: (jobs.tell_struggle,)},
    clock=(
        Entry("kreatr.operations.jobs.write_measures", 60),
        Entry("kreatr.operations.jobs.tidy", 24 * 3600),
    ),
    notices=words.NOTICES,
)
