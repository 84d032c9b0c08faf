"""The room "site"."""

from kreatr.kernel.manifest import Room

room = Room("site")
