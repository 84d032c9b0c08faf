"""What operations has to say."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from kreatr.kernel.events import Event


@dataclass(frozen=True)
class HouseStruggles(Event):
    """Told to one administrator: in the last five minutes one answer in twenty took longer than `slow_ms`, or `percent` of
    them were errors. `endpoint` had most to do with it."""

    user_id: uuid.UUID
    slow_ms: int
    percent: int
    endpoint: str
