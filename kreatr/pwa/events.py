"""What happens with devices that ring."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from kreatr.kernel.events import Event


@dataclass(frozen=True)
class MessageOwed(Event):
    """A device is to be told something."""

    message_id: uuid.UUID
