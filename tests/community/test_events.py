"""The pages of events: what comes, what was, one event; in every zone, in both languages (HUB-14, HUB-15)."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask

from tests.judge import Client
from tests.page import words
from tests.world import World, make_event, signed_in

LIST, ARCHIVE = "/community/events", "/community/events/archive"
NOON = datetime(2031, 1, 15, 12, 0, tzinfo=UTC)  # a Wednesday, 19.00 in Jakarta
TEXT = "Bawa **satu** prompt yang gagal. [Daftar](https://daftar.contoh.test)\n\n<script>alert(1)</script>"
FIELDS: dict[str, Any] = {
    "starts_at": NOON,
    "ends_at": NOON + timedelta(minutes=90),
    "text": TEXT,
    "place": "Discord",
    "host": "Bagas Pratama",
    "link": "https://discord.contoh.test/undangan",
}


def titles(client: Client, path: str = LIST) -> list[str]:
    """The titles of a list, in its order."""
    return [words(title) for title in client.get(path).page.all(".days h2")]


def page_of(client: Client, event: Any) -> Any:
    """An event's own page."""
    return client.get(f"{LIST}/{event.id}").page


class TestLists:
    def test_the_next_first_running_ones_on_top_and_never_the_past(self, app: Flask, client: Client) -> None:
        make_event("Lusa", timedelta(days=2))
        make_event("Sudah lewat", timedelta(days=-1))
        make_event("Besok", timedelta(days=1))
        make_event("Sedang berjalan", timedelta(hours=-1))
        make_event("Pameran sepekan", timedelta(days=-6), ends_at=NOON)
        assert titles(client) == ["Pameran sepekan", "Sedang berjalan", "Besok", "Lusa"]
        rows = [words(row) for row in client.get(LIST).page.all(".days li")]
        assert ["Sedang berlangsung" in row for row in rows] == [True, True, False, False]

    def test_the_archive_has_the_newest_first(self, app: Flask, client: Client) -> None:
        for days in (-40, -2, 3, -9):
            make_event(f"{days}", timedelta(days=days))
        assert titles(client, ARCHIVE) == ["-2", "-9", "-40"]
        link = client.get(LIST).page.one(f"a[href={ARCHIVE}]")
        assert words(link) == "Acara yang sudah lewat"

    def test_what_is_over_moves_to_the_archive(self, app: Flask, client: Client) -> None:
        event = make_event("Temu", timedelta(hours=1))
        assert titles(client) == ["Temu"] and titles(client, ARCHIVE) == []
        app.config["PAGE_CACHE"] = False
        with time_machine.travel(event.ends_at - timedelta(seconds=1)):
            assert titles(client) == ["Temu"] and titles(client, ARCHIVE) == []
        with time_machine.travel(event.ends_at):
            assert titles(client) == [] and titles(client, ARCHIVE) == ["Temu"]

    def test_empty_ones_are_whole(self, app: Flask, client: Client) -> None:
        assert "Belum ada acara" in client.get(LIST).page.text("main")
        assert "Belum ada acara yang sudah lewat" in client.get(ARCHIVE).page.text("main")

    @pytest.mark.parametrize(
        ("zone", "said"),
        [("Asia/Jakarta", "19.00 WIB"), ("Asia/Makassar", "20.00 WITA"), ("Asia/Jayapura", "21.00 WIT")],
    )
    def test_rows_say_the_time_of_the_place(self, app: Flask, client: Client, zone: str, said: str) -> None:
        make_event("Temu", **FIELDS | {"timezone": zone})
        row = client.get(LIST).page.text(".days li")
        assert f"{said} · Discord" in row and "Rabu, 15 Januari 2031" in row

    def test_the_leaf_of_the_calendar_is_that_of_the_place(self, app: Flask, client: Client) -> None:
        make_event("Dini hari", starts_at=NOON + timedelta(hours=5), timezone="Asia/Jayapura")
        leaf = client.get(LIST).page.one(".day")
        assert words(leaf) == "Jan 203116Kamis" and leaf.get("aria-hidden") == "true"

    @pytest.mark.one_database
    def test_the_leaf_names_another_year_than_this(self, app: Flask, client: Client) -> None:
        app.config["PAGE_CACHE"] = False
        make_event(
            "Awal tahun", starts_at=datetime(2030, 12, 31, 18, tzinfo=UTC)
        )  # the first of January in Jakarta
        for day, leaf in ((datetime(2030, 12, 31, 12, tzinfo=UTC), "Jan 203101"), (NOON, "Jan01")):
            path = LIST if day < NOON else ARCHIVE
            with time_machine.travel(day):
                assert words(client.get(path).page.one(".day")).startswith(leaf)

    def test_the_hub_leads_there(self, app: Flask, client: Client) -> None:
        event = make_event("Temu")
        hub = client.get("/community").page
        assert words(hub.one(f"a[href={LIST}]")) == "Semua acara"
        assert hub.one(".days a").get("href") == f"{LIST}/{event.id}"
        assert hub.one(f"a[href={LIST}#kalender]") is not None

    @pytest.mark.one_database
    def test_the_way_into_a_calendar(self, app: Flask, client: Client) -> None:
        page = client.get(LIST).page
        assert page.text("section code") == "http://localhost/community/events.ics?hl=id"
        assert (
            client.get(page.all("#kalender ~ a, .acts a[href$=hl=id]")[-1].get("href")).mimetype
            == "text/calendar"
        )

    @pytest.mark.one_database
    def test_with_https_the_calendar_program_opens_by_itself(
        self, app: Flask, client: Client, change: Callable[..., None]
    ) -> None:
        change(base_url="https://kreatr.contoh.test")
        page = client.get(LIST, headers={"X-Forwarded-Proto": "https"}).page
        assert (
            page.one("a[href^=webcal:]").get("href")
            == "webcal://kreatr.contoh.test/community/events.ics?hl=id"
        )


class TestOne:
    def test_what_stands_on_its_page(self, app: Flask, client: Client) -> None:
        page = page_of(client, make_event("Bedah prompt", **FIELDS))
        assert page.text("h1") == "Bedah prompt" and page.text(".day") == "Jan 203115Rabu"
        assert page.text(".dated p") == "Rabu, 15 Januari 2031, 19.00–20.30 WIB"
        assert "20.00 WITA · 21.00 WIT" in page.text(".dated")
        rows = {words(row[0]): words(row[1]) for row in page.all(".rows div")}
        assert rows == {"Tempat": "Discord", "Tuan rumah": "Bagas Pratama"}
        assert words(page.one(".prose strong")) == "satu" and not page.all(".prose script")
        assert page.one(".prose a").get("rel") == "ugc nofollow noopener"
        link = page.one("a[target=_blank]")
        assert link.get("href") == FIELDS["link"] and "noopener" in link.get("rel")
        assert "discord.contoh.test" in words(link) and "tab baru" in words(link)
        assert "Acara ini sudah selesai" not in page.text("main")
        stamps = [stamp.get("datetime") for stamp in page.all(".dated time")]
        assert stamps == ["2031-01-15T19:00+07:00", "2031-01-15T20:30+07:00"]

    @pytest.mark.parametrize(
        ("zone", "said", "others"),
        [
            ("Asia/Makassar", "20.00–21.30 WITA", "19.00 WIB · 21.00 WIT"),
            ("Asia/Jayapura", "21.00–22.30 WIT", "19.00 WIB · 20.00 WITA"),
            ("Europe/Berlin", "13.00–14.30 Europe/Berlin", ""),
            ("America/New_York", "07.00–08.30 America/New York", ""),
        ],
    )
    def test_its_time_in_the_zone_of_its_place(
        self, app: Flask, client: Client, zone: str, said: str, others: str
    ) -> None:
        dated = page_of(client, make_event("Temu", **FIELDS | {"timezone": zone})).text(".dated")
        assert said in dated and others in dated
        assert ("WITA" in dated or "WIT" in dated) is zone.startswith("Asia/")

    def test_over_midnight_and_over_days(self, app: Flask, client: Client) -> None:
        night = make_event("Malam", **FIELDS | {"ends_at": NOON + timedelta(hours=7)})
        assert "19.00 – Kamis, 16 Januari 2031, 02.00 WIB" in page_of(client, night).text(".dated")
        days = make_event("Pekan", **FIELDS | {"ends_at": NOON + timedelta(days=3)})
        assert "19.00 – Sabtu, 18 Januari 2031, 19.00 WIB" in page_of(client, days).text(".dated")

    def test_what_is_over_says_so(self, app: Flask, client: Client) -> None:
        page = page_of(client, make_event("Temu", timedelta(days=-3), link="https://rekaman.contoh.test"))
        assert "Acara ini sudah selesai." in page.text(".note")
        assert not page.all("a[href*=.ics]") and not page.all(".device") and not page.all(".go")
        assert page.all("a[target=_blank]"), "what is linked may be its recording"

    def test_what_runs_says_so(self, app: Flask, client: Client) -> None:
        assert "Sedang berlangsung" in page_of(client, make_event("Temu", timedelta(hours=-1))).text(".dated")

    def test_little_is_enough(self, app: Flask, client: Client) -> None:
        page = page_of(client, make_event("Temu"))
        assert not page.all(".rows") and not page.all(".prose") and not page.all("a[target=_blank]")
        assert len(page.all("a[href*=.ics]")) == 1

    def test_its_file_is_the_readers(self, app: Flask, client: Client) -> None:
        event = make_event("Temu")
        link = page_of(client, event).one("a[href*=.ics]")
        assert link.get("href") == f"{LIST}/{event.id}.ics?hl=id" and words(link) == "Tambah ke kalender"
        client.set_cookie("locale", "en")
        assert page_of(client, event).one("a[href*=.ics]").get("href").endswith("hl=en")

    @pytest.mark.one_database
    def test_nobody_knows_others(self, app: Flask, client: Client) -> None:
        for path in (
            f"{LIST}/{uuid.uuid4()}",
            f"{LIST}/{uuid.uuid4()}.ics",
            f"{LIST}/bukan",
            f"{LIST}/x.ics",
        ):
            assert client.get(path).status_code == 404


class TestLanguages:
    def test_readers_of_english_get_the_english_words(self, app: Flask, client: Client) -> None:
        english = {"title_en": "Prompt critique", "text_en": "Bring one that **failed**."}
        event = make_event("Bedah prompt", **FIELDS | english)
        assert "Prompt critique" not in page_of(client, event).text("main")
        client.set_cookie("locale", "en")
        page = page_of(client, event)
        assert page.text("h1") == "Prompt critique" and "Bring one that failed." in page.text(".prose")
        assert "Wednesday, 15 January 2031, 19:00–20:30 WIB" in page.text(".dated")
        assert "Host" in page.text(".rows") and not page.all("h1[lang]") and not page.all(".prose[lang]")
        assert titles(client) == ["Prompt critique"]
        assert "Prompt critique" in client.get("/community").page.text(".days")

    def test_without_them_they_get_the_indonesian_ones_marked_as_such(
        self, app: Flask, client: Client
    ) -> None:
        event = make_event("Bedah prompt", **FIELDS)
        client.set_cookie("locale", "en")
        page = page_of(client, event)
        assert page.text("h1") == "Bedah prompt"
        assert page.one("h1").get("lang") == page.one(".prose").get("lang") == "id"
        assert client.get(LIST).page.one(".days a").get("lang") == "id"


class TestKept:
    @pytest.mark.parametrize("path", [LIST, ARCHIVE, "one"])
    def test_visitors_may_keep_the_pages(self, app: Flask, client: Client, path: str) -> None:
        event = make_event("Temu", **FIELDS)
        path = f"{LIST}/{event.id}" if path == "one" else path
        first = client.get(path)
        assert "Set-Cookie" not in first.headers and first.headers["Cache-Control"] == "no-cache"
        again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.get_data()) == (304, b"")

    @pytest.mark.one_database
    def test_signed_in_people_are_told_that_it_is_theirs(
        self, app: Flask, client: Client, world: World
    ) -> None:
        event = make_event("Temu", **FIELDS)
        signed_in(client, world.dewi)
        for path in (LIST, ARCHIVE, f"{LIST}/{event.id}"):
            assert client.get(path).headers["Cache-Control"] == "private, no-store"
