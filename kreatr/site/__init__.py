"""The front door and the plain pages."""

from flask_babel import lazy_gettext as _l

from kreatr.kernel.manifest import Room, SettingsItem
from kreatr.site import words
from kreatr.site.routes import blueprints

room = Room(
    "site",
    blueprints=blueprints,
    settings=(
        SettingsItem(
            _l("Language and theme"), "site.preferences", 50, words.summary, {"next": "/dashboard/settings"}
        ),
    ),
)
