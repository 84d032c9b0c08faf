"""What happens to uploads."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from kreatr.kernel.events import Event


@dataclass(frozen=True)
class UploadReceived(Event):
    """A picture lies in quarantine and wants to be made."""

    upload_id: uuid.UUID


@dataclass(frozen=True)
class UploadFinished(Event):
    """An upload is ready, held or refused; what waited for it can go on."""

    upload_id: uuid.UUID
