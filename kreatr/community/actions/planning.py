"""Planning events: adding, changing, removing. Visitors see it with their next request."""

from __future__ import annotations

import uuid
from dataclasses import asdict, dataclass
from datetime import datetime

import structlog
from flask_babel import lazy_gettext as _l

from kreatr.accounts.models import User
from kreatr.community.models import CommunityEvent
from kreatr.kernel import cache, clock
from kreatr.kernel.db import action, db, lock, uuid7
from kreatr.kernel.errors import Conflict, NotFound

log = structlog.get_logger()


@dataclass(frozen=True)
class Plan:
    """What an event says, checked; moments are aware, `timezone` is the zone it is announced in."""

    title: str
    starts_at: datetime
    ends_at: datetime
    timezone: str
    title_en: str = ""
    text: str = ""
    text_en: str = ""
    place: str = ""
    link: str = ""
    host: str = ""


class ChangedMeanwhile(Conflict):
    """The event was saved elsewhere after the page was opened."""

    code, text = "CHANGED_MEANWHILE", _l("This event was changed in another window meanwhile.")


class MadeAlready(Conflict):
    """The page made an event before, with other words."""

    code, text = "MADE_ALREADY", _l("This page has made an event already. Save again to make another one.")


def form_id() -> str:
    """A key for the form of a new event, which becomes the event's id: whoever sends the form twice makes one event."""
    return str(uuid7())


@action
def add_event(viewer: User, key: str, plan: Plan) -> CommunityEvent:
    """Plans the event that a form with this key is for; the same sent twice is one. Raises MadeAlready."""
    event_id = _id(key)
    lock(db.session(), "community event", str(event_id))
    event = db.session.get(CommunityEvent, event_id)
    if event is not None:
        if _same(event, plan):
            return event
        raise MadeAlready
    event = CommunityEvent(id=event_id, **asdict(plan))
    db.session.add(event)
    _tell(viewer, event, "planned")
    return event


@action
def change_event(viewer: User, event_id: uuid.UUID, plan: Plan, version: int) -> CommunityEvent:
    """Gives an event other words or times. `version` is what the page showed.

    Raises NotFound, and ChangedMeanwhile unless what was saved elsewhere is the same. Sending the same again changes nothing.
    """
    event = _locked(event_id)
    if _same(event, plan):
        return event
    if event.version != version:
        raise ChangedMeanwhile
    for name, value in asdict(plan).items():
        setattr(event, name, value)
    event.version += 1
    event.updated_at = clock.now()
    _tell(viewer, event, "changed")
    return event


@action
def remove_event(viewer: User, event_id: uuid.UUID) -> None:
    """Takes an event away for good. Raises NotFound."""
    event = _locked(event_id)
    db.session.delete(event)
    _tell(viewer, event, "removed")


def _id(key: str) -> uuid.UUID:
    try:
        return uuid.UUID(key)
    except ValueError:  # forged or lost
        return uuid7()


def _locked(event_id: uuid.UUID) -> CommunityEvent:
    event = db.session.get(CommunityEvent, event_id, with_for_update=True)
    if event is None:
        raise NotFound
    return event


def _same(event: CommunityEvent, plan: Plan) -> bool:
    return all(getattr(event, name) == value for name, value in asdict(plan).items())


def _tell(viewer: User, event: CommunityEvent, what: str) -> None:
    cache.bump("community")
    log.info(f"community_event_{what}", id=str(event.id), by=str(viewer.id))
