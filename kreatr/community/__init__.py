"""The community hub."""

from kreatr.community.routes import blueprint
from kreatr.kernel.manifest import Room

room = Room("community", blueprints=(blueprint,))
