"""AI provider keys of people (BYOK). So far only their place in the menu and an honest page."""

from flask_babel import lazy_gettext as _l

from kreatr.byok.routes import blueprint
from kreatr.kernel.manifest import MenuItem, Room, SettingsItem

room = Room(
    "byok",
    blueprints=(blueprint,),
    menu=(MenuItem(_l("AI keys"), "byok.keys", "key", 30),),
    settings=(SettingsItem(_l("AI keys"), "byok.keys", 60, lambda _viewer: _l("Not open yet.")),),
)
