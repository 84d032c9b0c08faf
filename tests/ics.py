"""Calendars as a strict reader takes them. Nothing here comes from the library that writes them."""

from __future__ import annotations

import re
from typing import Any

import vobject

# RFC 5545, 3.1: a name, parameters, a colon, a value without control characters (a tab may stand in it).
LINE = re.compile(
    r'[A-Za-z0-9-]+(?:;[A-Za-z0-9-]+=(?:"[^"\x00-\x08\x0a-\x1f\x7f]*"|[^";:,\x00-\x1f\x7f]*))*:[^\x00-\x08\x0a-\x1f\x7f]*'
)
ONCE = ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "URL", "SEQUENCE", "CREATED", "LAST-MODIFIED")
UTC_TIME = re.compile(r"\d{8}T\d{6}Z")


def lines(data: bytes) -> list[str]:
    """The content lines of a calendar, unfolded; fails on anything that RFC 5545 does not allow between them."""
    assert data.endswith(b"\r\n"), "every line ends with CRLF"
    assert b"\n" not in data.replace(b"\r\n", b"") and b"\r" not in data.replace(b"\r\n", b""), (
        "bare line ends"
    )
    physical = data[:-2].split(b"\r\n")
    for one in physical:
        assert len(one) <= 75, f"{len(one)} octets in one line"
        one.decode()  # folding must not cut a character
    unfolded: list[str] = []
    for one in physical:
        if one.startswith((b" ", b"\t")):
            unfolded[-1] += one[1:].decode()
        else:
            unfolded.append(one.decode())
    for line in unfolded:
        assert LINE.fullmatch(line), f"not a content line: {line!r}"
    return unfolded


def read(data: bytes) -> Any:
    """The calendar as vobject understands it, after the lines, the components and their properties were found in order."""
    found = lines(data)
    assert found[0] == "BEGIN:VCALENDAR" and found[-1] == "END:VCALENDAR" and "VERSION:2.0" in found
    _check_events(found)
    calendar = vobject.readOne(data.decode())
    calendar.validate(raiseException=True)
    return calendar


def _check_events(found: list[str]) -> None:
    starts = [n for n, line in enumerate(found) if line == "BEGIN:VEVENT"]
    ends = [n for n, line in enumerate(found) if line == "END:VEVENT"]
    kinds = {line for line in found if line.startswith(("BEGIN:", "END:"))}
    assert kinds <= {"BEGIN:VCALENDAR", "END:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT"} and len(starts) == len(
        ends
    )
    for start, end in zip(starts, ends, strict=True):
        values = dict(line.split(":", 1) for line in found[start + 1 : end])
        assert len(values) == end - start - 1, "a property stands twice"
        assert set(ONCE) <= set(values), f"missing: {set(ONCE) - set(values)}"
        for name in ("DTSTAMP", "DTSTART", "DTEND", "CREATED", "LAST-MODIFIED"):
            assert UTC_TIME.fullmatch(values[name]), f"{name} is not a time in UTC: {values[name]}"
        assert values["SEQUENCE"].isdigit() and values["DTSTART"] < values["DTEND"]
