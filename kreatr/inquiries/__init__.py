"""The room "inquiries"."""

from kreatr.kernel.manifest import Room

room = Room("inquiries")
