"""The admin area's first page. Each room brings its own pages there."""

from kreatr.admin.routes import blueprint
from kreatr.kernel.manifest import Room

room = Room("admin", admin=(blueprint,))
