"""The studio: AI work that says what it costs."""

from kreatr.kernel.manifest import Room
from kreatr.studio.models import StudioRun  # noqa: F401  (until its routes need it)

room = Room("studio")
