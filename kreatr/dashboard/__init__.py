"""The room "dashboard"."""

from kreatr.kernel.manifest import Room

room = Room("dashboard")
