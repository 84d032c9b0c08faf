"""Calendars as other programs read them: iCalendar (RFC 5545, and RFC 7986 for a name and how often to ask)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, vDuration

from kreatr.kernel import text

TYPE = "text/calendar; charset=utf-8"
ASK_AGAIN = timedelta(hours=1)


@dataclass(frozen=True)
class Entry:
    """One dated thing. `uid` is its name for ever; `version` counts from 1; `text` is plain, `url` leads to its page."""

    uid: str
    starts_at: datetime
    ends_at: datetime
    title: str
    text: str
    place: str
    url: str
    version: int
    created_at: datetime
    updated_at: datetime


def write(entries: Iterable[Entry], *, language: str, name: str = "") -> bytes:
    """The entries as a calendar file; one with a `name` is for subscribing to.

    The same entries give the same bytes: without a METHOD, DTSTAMP says when an entry was last changed, not when the file
    was written.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//kreatr//kreatr//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if name:
        calendar.add("name", text.clean(name))
        calendar.add("x-wr-calname", text.clean(name))
        calendar.add("refresh-interval", ASK_AGAIN, {"value": "DURATION"})
        calendar.add("x-published-ttl", vDuration(ASK_AGAIN))
    for entry in entries:
        calendar.add_component(_event(entry))
    return bytes(calendar.to_ical())


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.updated_at.astimezone(UTC))
    event.add("dtstart", entry.starts_at.astimezone(UTC))
    event.add("dtend", entry.ends_at.astimezone(UTC))
    event.add("summary", text.clean(entry.title))
    if entry.text:
        event.add("description", text.clean_block(entry.text))
    if entry.place:
        event.add("location", text.clean(entry.place))
    event.add("url", entry.url)
    event.add("sequence", entry.version - 1)
    event.add("created", entry.created_at.astimezone(UTC))
    event.add("last-modified", entry.updated_at.astimezone(UTC))
    return event
