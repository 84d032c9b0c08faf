"""Notices: what people are told inside the house, and which letters they want."""

from kreatr.kernel.manifest import Room
from kreatr.notices import models

__all__ = ["models", "room"]
room = Room("notices")
