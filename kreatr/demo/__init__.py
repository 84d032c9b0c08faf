"""The demo world."""

from kreatr.kernel.manifest import Room

room = Room("demo")
