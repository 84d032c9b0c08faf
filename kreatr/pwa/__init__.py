"""The app on the phone: what it may keep, what waits for a signal, and news that comes by itself."""

from kreatr.kernel.manifest import Room
from kreatr.pwa.routes import blueprints

room = Room("pwa", blueprints=blueprints)
