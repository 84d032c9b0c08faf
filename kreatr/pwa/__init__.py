"""The app on the phone: what it may keep, what waits for a signal, and news that comes by itself."""

from flask_babel import lazy_gettext as _l

from kreatr.kernel.manifest import Room, SettingsItem
from kreatr.pwa import words
from kreatr.pwa.routes import blueprints

room = Room(
    "pwa",
    blueprints=blueprints,
    settings=(SettingsItem(_l("Storage on this device"), "device.device", 55, words.storage),),
)
