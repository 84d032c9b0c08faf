"""The room "portfolio"."""

from kreatr.kernel.manifest import Room

room = Room("portfolio")
