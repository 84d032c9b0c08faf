"""What happens in moderation."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from kreatr.kernel.events import Event


@dataclass(frozen=True)
class ActRecorded(Event):
    """A line was added to the log; whom it is about, and who reported it, may have to be told."""

    act_id: uuid.UUID


@dataclass(frozen=True)
class CaseOpened(Event):
    """Something waits for a person; programs may look at it first."""

    case_id: uuid.UUID


@dataclass(frozen=True)
class CaseSpoken(Event):
    """Somebody wrote in the thread of a case."""

    case_id: uuid.UUID
    message_id: uuid.UUID


@dataclass(frozen=True)
class CaseToldOf(Event):
    """What somebody wrote in a case concerns this person, who is to hear of it."""

    message_id: uuid.UUID
    user_id: uuid.UUID


@dataclass(frozen=True)
class ReportDecided(Event):
    """Somebody decided about what a person had reported."""

    report_id: uuid.UUID
