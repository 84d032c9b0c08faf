"""What happens to inquiries."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from kreatr.kernel.events import Event


@dataclass(frozen=True)
class InquiryReceived(Event):
    """An inquiry may reach its creator: it was sent, or had been held and is `released` after somebody looked at it."""

    inquiry_id: uuid.UUID
    released: bool = False


@dataclass(frozen=True)
class InquiryHeld(Event):
    """An inquiry waits for a person of the house before its creator gets it."""

    inquiry_id: uuid.UUID


@dataclass(frozen=True)
class InquiryAnswered(Event):
    """The creator wrote to the client."""

    inquiry_id: uuid.UUID
    message_id: uuid.UUID


@dataclass(frozen=True)
class InquiryContinued(Event):
    """The client wrote again, from the status page."""

    inquiry_id: uuid.UUID
    message_id: uuid.UUID


@dataclass(frozen=True)
class ProjectFinished(Event):
    """The creator calls the project done."""

    inquiry_id: uuid.UUID


@dataclass(frozen=True)
class ProjectConfirmed(Event):
    """The client agrees that it is done."""

    inquiry_id: uuid.UUID


@dataclass(frozen=True)
class ProjectDeclined(Event):
    """The client says that it is not done yet."""

    inquiry_id: uuid.UUID
