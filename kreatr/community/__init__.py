"""The room "community"."""

from kreatr.kernel.manifest import Room

room = Room("community")
