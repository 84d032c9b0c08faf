"""Counting what the house is used for, without following anybody."""

from kreatr.analytics import models
from kreatr.kernel.manifest import Room

__all__ = ["models", "room"]

room = Room("analytics")
