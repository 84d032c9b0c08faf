"""Uploads: pictures people send, from quarantine to finished sizes."""

from kreatr.kernel.manifest import Room

room = Room("uploads")
