"""What happens to creators."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from kreatr.kernel.events import Event


@dataclass(frozen=True)
class CreatorJoined(Event):
    """A profile was saved for the first time."""

    creator_id: uuid.UUID


@dataclass(frozen=True)
class CreatorChanged(Event):
    """A profile, its counters or its visibility changed."""

    creator_id: uuid.UUID


@dataclass(frozen=True)
class ProfileHeld(Event):
    """A profile is out of sight until a person of the house looked at its words; `reason` is that of `kernel/screening.py`."""

    creator_id: uuid.UUID
    reason: str


@dataclass(frozen=True)
class ProfilePictureRefused(Event):
    """A picture that was chosen for the profile cannot be used; the former one stays."""

    creator_id: uuid.UUID
    upload_id: uuid.UUID


@dataclass(frozen=True)
class ProfilePictureLeft(Event):
    """A picture is no longer the avatar or banner of somebody."""

    picture_id: uuid.UUID
