"""The room "creators"."""

from kreatr.kernel.manifest import Room

room = Room("creators")
