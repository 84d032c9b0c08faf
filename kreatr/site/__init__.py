"""The front door and the plain pages."""

from kreatr.kernel.manifest import Room
from kreatr.site.routes import blueprints

room = Room("site", blueprints=blueprints)
