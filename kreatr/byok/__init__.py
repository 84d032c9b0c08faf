"""AI provider keys of people (BYOK). So far only their place in the menu and an honest page."""

from flask_babel import lazy_gettext as _l

from kreatr.byok.routes import blueprint
from kreatr.kernel.manifest import MenuItem, Room

room = Room("byok", blueprints=(blueprint,), menu=(MenuItem(_l("AI keys"), "byok.keys", "key", 30),))
