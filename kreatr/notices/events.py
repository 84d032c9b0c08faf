"""What happens with notices."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from kreatr.kernel.events import Event


@dataclass(frozen=True)
class Told(Event):
    """A person is told something of a `NoticeKind`; `url` is the path it is about, `key` the same at each retry."""

    user_id: uuid.UUID
    kind: str
    url: str
    key: str
