"""The calendars, as a strict reader takes them: one event, all events, in both languages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from kreatr.kernel import cache
from kreatr.kernel.db import unit
from tests import crowd, ics
from tests.judge import Client
from tests.world import World, make_event, signed_in

FEED = "/community/events.ics"
NOON = datetime(2031, 1, 15, 12, 0, tzinfo=UTC)
PLAIN = {"Accept-Encoding": "identity"}
TEXT = "Bawa **satu** prompt, yang gagal; [daftar](https://daftar.contoh.test).\n\nSampai jumpa 🎉"


def fetch(client: Client, path: str = FEED) -> Any:
    """A calendar, read."""
    answer = client.get(path, headers=PLAIN)
    assert answer.status_code == 200 and answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return ics.read(answer.get_data())


def events(client: Client, path: str = FEED) -> list[Any]:
    """The events of a calendar, in its order."""
    return list(fetch(client, path).contents.get("vevent", []))


def test_one_event(app: Flask, client: Client) -> None:
    event = make_event(
        "Bedah prompt, iklan; 15 detik 😀", starts_at=NOON, ends_at=NOON + timedelta(minutes=90), text=TEXT,
        place="Jalan Dago 1, Bandung", host="Bagas Pratama", link="https://discord.contoh.test/x?a=1,2;b",
        timezone="Asia/Makassar", version=4,
    )  # fmt: skip
    (found,) = events(client, f"/community/events/{event.id}.ics")
    assert found.summary.value == "Bedah prompt, iklan; 15 detik 😀"
    assert (found.dtstart.value, found.dtend.value) == (NOON, NOON + timedelta(minutes=90))
    assert found.description.value == (
        "Bawa satu prompt, yang gagal; daftar (https://daftar.contoh.test).\n\nSampai jumpa 🎉\n\n"
        "Tuan rumah: Bagas Pratama\n\nhttps://discord.contoh.test/x?a=1,2;b"
    )
    assert found.location.value == "Jalan Dago 1, Bandung"
    assert found.url.value == f"http://localhost/community/events/{event.id}"
    assert found.uid.value == f"{event.id}@localhost" and found.sequence.value == "3"
    assert found.last_modified.value == event.updated_at.replace(microsecond=0)
    assert "organizer" not in found.contents, "the host has no address that answers could be sent to"


@pytest.mark.parametrize("zone", ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", "Europe/Berlin"])
def test_the_moment_is_the_same_whatever_zone_it_is_announced_in(
    app: Flask, client: Client, zone: str
) -> None:
    make_event("Temu", starts_at=NOON, timezone=zone)
    assert [found.dtstart.value for found in events(client)] == [NOON]


def test_all_that_comes_and_the_last_thirty_days(app: Flask, client: Client) -> None:
    for days in (-45, -29, -1, 1, 400):
        make_event(str(days), timedelta(days=days))
    make_event("berjalan", timedelta(hours=-1))
    assert [found.summary.value for found in events(client)] == ["berjalan", "1", "400", "-1", "-29"]


def test_at_most_two_hundred_and_what_comes_goes_first(app: Flask, client: Client) -> None:
    crowd.make_events(390)  # half of them past
    found = [one.dtstart.value for one in events(client)]
    assert len(found) == len(set(found)) == 200
    coming = [moment for moment in found if moment > datetime.now(UTC)]
    assert len(coming) == 195 and coming == sorted(coming)


@pytest.mark.parametrize(("query", "cookie", "english"), [
    ("?hl=en", "", True), ("?hl=id", "en", False), ("", "", False), ("", "en", True), ("?hl=fr", "", False),
])  # fmt: skip
def test_the_language_is_asked_for(
    app: Flask, client: Client, query: str, cookie: str, english: bool
) -> None:
    make_event("Temu", title_en="Meeting", text="Halo", text_en="Hello", host="Sekar")
    make_event("Hanya Indonesia", timedelta(days=5))
    if cookie:
        client.set_cookie("locale", cookie)
    calendar = fetch(client, FEED + query)
    one, two = calendar.contents["vevent"]
    assert one.summary.value == ("Meeting" if english else "Temu") and two.summary.value == "Hanya Indonesia"
    assert one.description.value == ("Hello\n\nHost: Sekar" if english else "Halo\n\nTuan rumah: Sekar")
    assert calendar.contents["x-wr-calname"][0].value == ("kreatr events" if english else "Acara kreatr")


def test_a_change_is_a_new_sequence_under_the_same_name(app: Flask, client: Client) -> None:
    event = make_event("Temu")
    (before,) = events(client)
    with unit():
        event.title, event.version, event.updated_at = "Temu lagi", 2, event.updated_at + timedelta(hours=1)
        cache.bump("community")
    (after,) = events(client)
    assert after.uid.value == before.uid.value and after.summary.value == "Temu lagi"
    assert (before.sequence.value, after.sequence.value) == ("0", "1")
    assert after.last_modified.value > before.last_modified.value


@pytest.mark.parametrize(
    "title", ["Kopi\r\nEND:VEVENT\r\nBEGIN:VALARM", "Kopi\nATTENDEE:mailto:x@y.z", "Kopi\x07"]
)
def test_nothing_stored_becomes_a_property(app: Flask, client: Client, title: str) -> None:
    event = make_event(title, place=title, host=title, text=title, title_en=title)
    for path in (FEED, f"{FEED}?hl=en", f"/community/events/{event.id}.ics"):
        (found,) = events(client, path)
        assert found.summary.value.startswith("Kopi") and "attendee" not in found.contents


@pytest.mark.one_database
def test_long_texts_in_both_languages(app: Flask, client: Client) -> None:
    text = ("Ketidakberuntungan para penggambar 👩🏽‍🎨 mempertanggungjawabkan gambarnya, é漢字. " * 14)[
        :1000
    ].strip()
    event = make_event("😀" * 120, text=text, text_en=text[::-1].strip())
    assert text in " ".join(events(client)[0].description.value.split())
    assert events(client, f"/community/events/{event.id}.ics")[0].summary.value == "😀" * 120


def test_an_empty_calendar_can_be_subscribed_to(app: Flask, client: Client) -> None:
    assert events(client) == []


def test_programs_ask_again_for_little(app: Flask, client: Client) -> None:
    event = make_event("Temu")
    for path in (FEED, f"/community/events/{event.id}.ics"):
        first = client.get(path)
        assert "Set-Cookie" not in first.headers
        again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.get_data()) == (304, b"")
    app.config["PAGE_CACHE"] = False
    assert client.get(FEED, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200
    kept = client.get(FEED).headers["ETag"]
    assert client.get(FEED, headers={"If-None-Match": kept}).status_code == 304, (
        "the same events, the same bytes"
    )
    make_event("Baru")
    assert client.get(FEED, headers={"If-None-Match": kept}).status_code == 200


@pytest.mark.one_database
def test_people_with_a_session_get_it_too(app: Flask, client: Client, world: World) -> None:
    make_event("Temu")
    signed_in(client, world.dewi)
    assert [found.summary.value for found in events(client)] == ["Temu"]
