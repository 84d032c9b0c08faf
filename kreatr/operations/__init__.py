"""Operations: how the house is doing. What waits or failed, how fast it answers, which limits are reached."""

from kreatr.kernel.manifest import Room
from kreatr.operations import models

__all__ = ["models", "room"]

room = Room("operations")
