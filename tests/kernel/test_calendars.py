"""Calendar files, read by another program's parser and line by line."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from kreatr.kernel import calendars
from kreatr.kernel.calendars import Entry
from tests import ics

NOON = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
ENTRY = Entry(
    uid="018f@localhost",
    starts_at=NOON,
    ends_at=NOON + timedelta(minutes=90),
    title="Bedah prompt",
    text="Tiga iklan pendek dibongkar.",
    place="Discord",
    url="http://localhost/community/events/018f",
    version=3,
    created_at=NOON - timedelta(days=9),
    updated_at=NOON - timedelta(days=2),
)


def write(**fields: Any) -> bytes:
    return calendars.write([replace(ENTRY, **fields)], language="id")


def test_what_stands_in_it() -> None:
    event = ics.read(write()).vevent
    assert event.summary.value == "Bedah prompt" and event.location.value == "Discord"
    assert event.description.value == "Tiga iklan pendek dibongkar."
    assert (event.dtstart.value, event.dtend.value) == (NOON, NOON + timedelta(minutes=90))
    assert event.uid.value == "018f@localhost" and event.url.value == ENTRY.url
    assert event.sequence.value == "2", "the first version is number 0"
    assert event.dtstamp.value == event.last_modified.value == NOON - timedelta(days=2)
    assert "organizer" not in event.contents


def test_moments_are_written_in_utc_whatever_zone_they_come_in() -> None:
    local = NOON.astimezone(timezone(timedelta(hours=9)))
    assert b"DTSTART:20261126T120000Z" in write(starts_at=local)


def test_one_for_subscribing_has_a_name_and_says_how_often_to_ask() -> None:
    found = ics.lines(calendars.write([ENTRY], language="en", name="kreatr events"))
    assert {
        "NAME:kreatr events",
        "X-WR-CALNAME:kreatr events",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "PRODID:-//kreatr//kreatr//EN",
    } <= set(found)
    assert not any("NAME" in line for line in ics.lines(write())), (
        "one event alone makes no calendar of its own"
    )


def test_a_calendar_without_events_can_be_read() -> None:
    assert "vevent" not in ics.read(calendars.write([], language="id", name="Acara kreatr")).contents


def test_what_is_not_said_is_left_out() -> None:
    contents = ics.read(write(text="", place="")).vevent.contents
    assert "description" not in contents and "location" not in contents


@pytest.mark.parametrize(
    "text",
    [
        "😀" * 120,
        "👩🏽‍🎨 Kopi darat 🎉 " * 20,
        "Mempertanggungjawabkan ketidakberuntungan sekelompok penggambar " * 15,
        "é" * 200 + "漢字" * 100,
        "a" * 74 + "😀",
        "koma, titik koma; garis miring terbalik \\ dan \\n yang bukan baris baru",
        'tanda "kutip": dan titik dua',
        "satu\ndua\n\ntiga",
    ],
)
def test_long_and_odd_texts_come_back_whole(text: str) -> None:
    event = ics.read(write(text=text.strip())).vevent
    assert event.description.value == text.strip()


@pytest.mark.parametrize("shift", range(9))
def test_no_line_is_cut_inside_a_character(shift: int) -> None:
    title = "x" * shift + "😀é漢" * 30
    assert ics.read(write(title=title)).vevent.summary.value == title


@pytest.mark.parametrize(
    "evil",
    [
        "Kopi\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:palsu",
        "Kopi\nATTENDEE:mailto:korban@contoh.test",
        "Kopi\rORGANIZER:mailto:x@y.z",
        "Kopi\x00\x07\x1b[31m",
        "Kopi\u2028URL:https://jahat.test",
        "Kopi\x0bX-EVIL:1\x0c",
    ],
)
def test_nothing_typed_becomes_a_property(evil: str) -> None:
    event = ics.read(write(title=evil, text=evil, place=evil)).vevent
    assert event.summary.value.startswith("Kopi") and event.location.value.startswith("Kopi")
    assert not {"attendee", "organizer", "x-evil"} & set(event.contents)
    assert event.url.value == ENTRY.url


def test_the_same_entries_make_the_same_bytes() -> None:
    assert write() == write()
    assert write() != write(version=4)
