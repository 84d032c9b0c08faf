"""The room "accounts"."""

from kreatr.kernel.manifest import Room

room = Room("accounts")
