"""Planning events: times that are none, words that do not fit, people who may not (HUB-15)."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from kreatr.accounts.models import User
from kreatr.kernel import clock
from tests.community.planning import EVERYTHING, FORM, HOME, NEW, PUBLIC, SOON, error, save, stored
from tests.judge import Client
from tests.page import controls
from tests.world import World, make_event, signed_in


class TestTimes:
    @pytest.mark.parametrize(
        ("zone", "day", "utc"),
        [
            ("Asia/Jakarta", "2027-03-28", "12:00"),
            ("Asia/Jayapura", "2027-03-28", "10:00"),
            ("Europe/Berlin", "2027-03-27", "18:00"),
            ("Europe/Berlin", "2027-03-28", "17:00"),  # the clocks were put forward in the night
            ("America/New_York", "2027-11-07", "00:00+1"),
        ],
    )
    def test_local_times_become_moments(self, bagus: Client, zone: str, day: str, utc: str) -> None:
        fields = {"timezone": zone, "start_date": day, "end_date": day, "end_time": "21:00"}
        assert save(bagus, **NEW | fields).status_code == 303
        (event,) = stored()
        expected = datetime.fromisoformat(f"{day}T{utc[:5]}").replace(tzinfo=UTC)
        assert event.starts_at == expected + timedelta(days=utc.endswith("+1"))
        shown = controls(bagus.get(f"{HOME}/{event.id}").page.one(FORM))
        assert (shown["start_date"], shown["start_time"]) == ([day], ["19:00"])

    @pytest.mark.parametrize(
        ("zone", "day"), [("Europe/Berlin", "2027-03-28"), ("America/New_York", "2027-03-14")]
    )
    def test_a_time_that_is_jumped_over_is_refused(self, bagus: Client, zone: str, day: str) -> None:
        fields = {
            "timezone": zone,
            "start_date": day,
            "end_date": day,
            "start_time": "02:30",
            "end_time": "04:00",
        }
        answer = save(bagus, **NEW | fields)
        assert answer.status_code == 422 and not stored()
        assert "Jam itu tidak ada di" in error(answer, "start_time")
        answer = save(bagus, **NEW | fields | {"start_time": "01:30", "end_time": "02:30"})
        assert "Jam itu tidak ada di" in error(answer, "end_time") and not stored()

    def test_a_time_that_comes_twice_is_the_first(self, bagus: Client) -> None:
        fields = {"timezone": "Europe/Berlin", "start_date": "2027-10-31", "end_date": "2027-10-31"}
        assert save(bagus, **NEW | fields | {"start_time": "02:30", "end_time": "03:30"}).status_code == 303
        (event,) = stored()
        assert event.starts_at == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
        assert event.ends_at - event.starts_at == timedelta(hours=2), "the hour that came twice is in it"

    def test_over_midnight_and_at_most_fourteen_days(self, bagus: Client) -> None:
        assert save(bagus, **NEW | _days(1, "01:00")).status_code == 303
        assert save(bagus, **NEW | _days(14, "19:00")).status_code == 303
        answer = save(bagus, **NEW | _days(14, "19:01"))
        assert answer.status_code == 422 and "paling lama 14 hari" in error(answer, "end_date")
        assert [event.ends_at - event.starts_at for event in stored()] == [
            timedelta(hours=6),
            timedelta(days=14),
        ]


def _days(number: int, hour: str) -> dict[str, Any]:
    return {"end_date": (SOON + timedelta(days=number)).isoformat(), "end_time": hour}


def _day(shift: timedelta) -> dict[str, Any]:
    day = (clock.now() + shift).date().isoformat()
    return {"start_date": day, "end_date": day}


class TestRefusals:
    @pytest.mark.parametrize(
        ("fields", "name", "said"),
        [
            ({"title": ""}, "title", "Bagian ini perlu diisi."),
            ({"title": "K"}, "title", "paling sedikit 2"),
            ({"title": "x" * 121}, "title", "paling banyak 120"),
            ({"title": "Kopi\r\nBEGIN:VALARM"}, "title", "karakter"),
            ({"title_en": "x" * 121}, "title_en", "paling banyak 120"),
            ({"text": "x" * 1001}, "text", "paling banyak 1000"),
            ({"text_en": "a\x00"}, "text_en", "karakter"),
            ({"place": "x" * 121}, "place", "paling banyak 120"),
            ({"host": "x" * 81}, "host", "paling banyak 80"),
            ({"link": "javascript:alert(1)"}, "link", "https://"),
            ({"link": "http://contoh.test"}, "link", "https://"),
            ({"timezone": "Mars/Olympus"}, "timezone", "Pilih zona"),
            ({"timezone": "../../etc/passwd"}, "timezone", "Pilih zona"),
            ({"timezone": None}, "timezone", "Bagian ini perlu diisi."),
            ({"start_date": ""}, "start_date", "misalnya 2026-11-26"),
            ({"start_date": "26/11/2026"}, "start_date", "misalnya 2026-11-26"),
            ({"start_date": "2027-02-30"}, "start_date", "misalnya"),
            ({"start_time": "25:00"}, "start_time", "misalnya 19:00"),
            ({"end_time": ""}, "end_time", "misalnya 19:00"),
            ({"end_time": "19:00"}, "end_time", "sesudah mulai"),
            ({"end_time": "18:59"}, "end_time", "sesudah mulai"),
            ({"start_date": "0001-01-01", "end_date": "0001-01-01"}, "start_date", "tahunnya"),
            ({"start_date": "9999-12-31", "end_date": "9999-12-31"}, "start_date", "dua tahun"),
            ({"end_date": "9999-12-31"}, "end_date", "paling lama 14 hari"),
            (_day(timedelta(days=734)), "start_date", "dua tahun"),
            (_day(timedelta(days=-2)), "end_date", "sudah lewat"),
        ],
    )
    @pytest.mark.one_database
    def test_what_was_typed_stays_and_nothing_is_saved(
        self, bagus: Client, fields: dict[str, Any], name: str, said: str
    ) -> None:
        answer = save(bagus, **EVERYTHING | fields)
        assert answer.status_code == 422 and not stored()
        assert said in error(answer, name)
        assert answer.page.one(f"#{name}").get("aria-invalid") == "true"
        kept = controls(answer.page.one(FORM))
        for other, value in (EVERYTHING | fields).items():
            if other not in ("timezone", name):
                assert kept[other] == [value], other
        if name not in ("title", "text_en", "timezone"):
            assert kept[name] == [fields[name]]
        mended = bagus.submit(answer, FORM, **EVERYTHING)
        assert mended.status_code == 303 and len(stored()) == 1

    @pytest.mark.one_database
    def test_two_years_ahead_is_near_enough(self, bagus: Client) -> None:
        assert save(bagus, **NEW | _day(timedelta(days=729))).status_code == 303

    @pytest.mark.one_database
    def test_several_complaints_are_listed(self, bagus: Client) -> None:
        answer = save(bagus, **NEW | {"title": "", "start_date": "", "link": "x"})
        assert [link.get("href") for link in answer.page.all("[role=alert] a")] == [
            "#title",
            "#start_date",
            "#link",
        ]

    @pytest.mark.one_database
    def test_foreign_fields_change_nothing(self, bagus: Client, world: World) -> None:
        data = controls(bagus.get(f"{HOME}/new").page.one(FORM)) | NEW
        foreign = {
            "id": str(uuid.uuid4()),
            "version": "99",
            "created_at": "2001-01-01",
            "starts_at": "2001-01-01",
        }
        assert bagus.post(HOME, data=data | foreign).status_code == 303
        (event,) = stored()
        assert event.version == 1 and event.starts_at > clock.now() and str(event.id) != foreign["id"]

    @pytest.mark.one_database
    def test_nothing_typed_becomes_markup(self, bagus: Client, app: Flask) -> None:
        evil = '"><script>alert(1)</script>{{7*7}}'
        save(bagus, **NEW | dict.fromkeys(("title", "title_en", "text", "text_en", "place", "host"), evil))
        (event,) = stored()
        visitor = app.test_client()
        for page in (bagus.get(HOME), bagus.get(f"{HOME}/{event.id}"), visitor.get(f"{PUBLIC}/{event.id}"),
                     visitor.get(PUBLIC), visitor.get("/community")):  # fmt: skip
            assert "<script>alert" not in page.page.html and "{{7*7}}" in page.page.html

    @pytest.mark.one_database
    def test_without_a_token_nothing_changes_and_nothing_is_lost(self, bagus: Client) -> None:
        answer = bagus.post(HOME, data=NEW)
        assert answer.status_code == 403 and "Kopi darat Bandung" in answer.page.html and not stored()


class TestOthers:
    PAGES = ("", "/new", "?state=past", "/{id}", "/{id}/removal")
    DEEDS = ("", "/{id}", "/{id}/removal")

    @pytest.mark.one_database
    def test_visitors_are_asked_to_sign_in(self, app: Flask, client: Client, world: World) -> None:
        event = make_event("Temu")
        for path in self.PAGES:
            answer = client.get(HOME + path.format(id=event.id))
            assert answer.status_code == 303 and answer.location.startswith(
                "/login?next=/admin/community/events"
            )
        token = client.get("/login").page.one("main input[name=csrf_token]").get("value")
        for path in self.DEEDS:
            answer = client.post(HOME + path.format(id=event.id), data=NEW | {"csrf_token": token})
            assert answer.status_code == 303 and "/login" in answer.location
        assert [one.title for one in stored()] == ["Temu"]

    @pytest.mark.parametrize("name", ["maya", "dewi", "hendra", "sekar"])
    def test_moderators_and_strangers_may_not(self, client: Client, world: World, name: str) -> None:
        event = make_event("Temu")
        person = getattr(world, name)
        signed_in(client, person if isinstance(person, User) else person.user)
        token = client.token()
        for path in self.PAGES:
            assert client.get(HOME + path.format(id=event.id)).status_code == 403
        for path in self.DEEDS:
            data = NEW | {"csrf_token": token, "version": "1"}
            assert client.post(HOME + path.format(id=event.id), data=data).status_code == 403
        assert [(one.title, one.version) for one in stored()] == [("Temu", 1)]

    @pytest.mark.one_database
    def test_owners_may_and_the_menu_leads_there(self, client: Client, world: World) -> None:
        signed_in(client, world.ratna)
        assert client.get("/admin").page.all(f"a[href={HOME}]")
        page = client.get(f"{HOME}/new").page
        assert [link.get("href") for link in page.all("nav a[aria-current=page]")] == [HOME]
        client.delete_cookie("kreatr")
        signed_in(client, world.maya)
        assert not client.get("/admin").page.all(f"a[href={HOME}]"), (
            "moderators do not see what they may not use"
        )
