"""The room "reviews"."""

from kreatr.kernel.manifest import Room

room = Room("reviews")
