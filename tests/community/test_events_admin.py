"""Planning events, down the ladder: works · stranger · moderator · bad input · two tabs · removal (HUB-15)."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from kreatr.accounts.models import User
from kreatr.community.actions import planning
from kreatr.community.actions.planning import Plan
from kreatr.kernel import clock
from kreatr.kernel.db import db
from tests.community.planning import EVERYTHING, FORM, HOME, NEW, PLAIN, PUBLIC, SOON, save, stored
from tests.judge import Client
from tests.page import controls, words
from tests.world import World, make_event


class TestAdding:
    def test_everything_is_kept_and_seen_at_once(self, bagus: Client, app: Flask) -> None:
        visitor = app.test_client()
        for path in (PUBLIC, "/community", f"{PUBLIC}.ics"):
            assert b"Kopi darat Bandung" not in visitor.get(path, headers=PLAIN).get_data()
        answer = save(bagus, **EVERYTHING)
        assert (answer.status_code, answer.location) == (303, HOME)
        (event,) = stored()
        starts = datetime(SOON.year, SOON.month, SOON.day, 11, 0, tzinfo=UTC)  # 19.00 WITA
        assert (event.starts_at, event.ends_at) == (starts, starts + timedelta(minutes=90))
        assert {name: getattr(event, name) for name in EVERYTHING if hasattr(event, name)} == {
            name: value for name, value in EVERYTHING.items() if hasattr(event, name)
        }
        assert (event.version, event.created_at <= clock.now()) == (1, True)
        for path in (PUBLIC, "/community"):
            assert "Kopi darat Bandung" in visitor.get(path).page.text(".days")
        assert "Kopi darat Bandung" in visitor.get(f"{PUBLIC}/{event.id}").page.text("h1")
        assert (
            b"Kopi darat Bandung"
            in visitor.get(f"{PUBLIC}.ics", headers={"Accept-Encoding": "identity"}).data
        )
        told = bagus.get(HOME).page
        assert "“Kopi darat Bandung” sudah ada di kalender." in told.text("#kabar-singkat")

    def test_little_is_enough(self, bagus: Client) -> None:
        assert save(bagus, **NEW).status_code == 303
        (event,) = stored()
        assert (event.place, event.link, event.host, event.text, event.title_en) == ("", "", "", "", "")

    @pytest.mark.one_database
    def test_the_form_begins_with_the_admins_zone_and_indonesias_first(self, bagus: Client) -> None:
        zones = bagus.get(f"{HOME}/new").page.all("#timezone option")
        assert [words(zone) for zone in zones[:3]] == ["WIB · Jakarta", "WITA · Makassar", "WIT · Jayapura"]
        assert [zone.get("value") for zone in zones if zone.get("selected") is not None] == ["Asia/Jakarta"]
        assert len(zones) > 300

    @pytest.mark.one_database
    def test_times_are_chosen_natively(self, bagus: Client) -> None:
        page = bagus.get(f"{HOME}/new").page
        kinds = {name: page.one(f"#{name}").get("type") for name in NEW if name.startswith(("start", "end"))}
        assert kinds == {"start_date": "date", "start_time": "time", "end_date": "date", "end_time": "time"}

    def test_another_one_begins_with_what_one_says(self, bagus: Client) -> None:
        save(bagus, **EVERYTHING)
        link = bagus.get(HOME).page.one("a[href*=from=]").get("href")
        copy = bagus.get(link)
        assert controls(copy.page.one(FORM))["text"] == ["Datang, **ngobrol**."]
        assert bagus.submit(copy, FORM, title="Kopi darat Solo").status_code == 303
        one, two = stored()
        assert (two.title, two.starts_at, two.place, two.version) == (
            "Kopi darat Solo",
            one.starts_at,
            one.place,
            1,
        )
        assert one.id != two.id
        assert bagus.get(f"{HOME}/new?from={uuid.uuid4()}").status_code == 404
        assert bagus.get(f"{HOME}/new?from=bukan").status_code == 404

    def test_sent_twice_is_one(self, bagus: Client) -> None:
        page = bagus.get(f"{HOME}/new")
        for _ in range(2):
            assert bagus.submit(page, FORM, **NEW).status_code == 303
        assert len(stored()) == 1

    def test_sent_again_with_other_words_is_asked_about(self, bagus: Client) -> None:
        page = bagus.get(f"{HOME}/new")
        bagus.submit(page, FORM, **NEW)
        answer = bagus.submit(page, FORM, **NEW | {"title": "Kopi darat Solo"})
        assert answer.status_code == 409 and "sudah membuat satu acara" in answer.page.text("[role=alert]")
        assert controls(answer.page.one(FORM))["title"] == ["Kopi darat Solo"]
        assert bagus.submit(answer, FORM).status_code == 303
        assert [event.title for event in stored()] == ["Kopi darat Bandung", "Kopi darat Solo"]

    def test_at_the_same_moment_one(self, app: Flask, world: World) -> None:
        key, moment = planning.form_id(), clock.now() + timedelta(days=3)
        plan = Plan("Temu", moment, moment + timedelta(hours=1), "Asia/Jakarta")

        def add(user_id: Any) -> uuid.UUID:
            with app.app_context():
                return planning.add_event(db.session.get_one(User, user_id), key, plan).id

        with ThreadPoolExecutor(4) as pool:
            assert len(set(pool.map(add, [world.bagus.id, world.ratna.id] * 2))) == 1
        assert len(stored()) == 1

    @pytest.mark.one_database
    @pytest.mark.parametrize("key", ["", "bukan", "'; DROP TABLE"])
    def test_a_key_that_is_none_makes_one_too(self, bagus: Client, key: str) -> None:
        assert save(bagus, **NEW, key=key).status_code == 303 and len(stored()) == 1


class TestChanging:
    def test_visitors_see_it_with_their_next_request(self, bagus: Client, app: Flask) -> None:
        save(bagus, **EVERYTHING)
        (event,) = stored()
        visitor = app.test_client()
        page = f"{PUBLIC}/{event.id}"
        assert "Kopi darat Bandung" in visitor.get(page).page.text("h1")
        answer = save(bagus, f"{HOME}/{event.id}", title="Kopi darat Cimahi", start_time="18:00")
        assert (answer.status_code, answer.location) == (303, HOME)
        assert "Kopi darat Cimahi" in visitor.get(page).page.text("h1")
        assert "18.00–20.30 WITA" in visitor.get(page).page.text(".dated")
        (now,) = stored()
        assert now.version == 2 and now.updated_at > now.created_at and now.id == event.id

    def test_the_same_again_is_no_change(self, bagus: Client) -> None:
        save(bagus, **EVERYTHING)
        (event,) = stored()
        before = event.updated_at
        assert save(bagus, f"{HOME}/{event.id}").status_code == 303
        (now,) = stored()
        assert (now.version, now.updated_at) == (1, before)

    def test_what_is_over_may_be_corrected(self, bagus: Client) -> None:
        event = make_event("Lalu", timedelta(days=-9), starts_at=datetime(2026, 3, 4, 12, tzinfo=UTC))
        assert save(bagus, f"{HOME}/{event.id}", text="Rekamannya ada.").status_code == 303
        assert stored()[0].text == "Rekamannya ada."

    def test_two_tabs(self, bagus: Client) -> None:
        save(bagus, **EVERYTHING)
        path = f"{HOME}/{stored()[0].id}"
        one, two = bagus.get(path), bagus.get(path)
        assert bagus.submit(one, FORM, host="Sekar Ayu", start_time="18:15").status_code == 303
        answer = bagus.submit(two, FORM, title="Kopi darat Dago", text="Kata-kataku.")
        assert answer.status_code == 409 and stored()[0].title == "Kopi darat Bandung"
        kept = controls(answer.page.one(FORM))
        assert (kept["title"], kept["text"], kept["host"]) == (
            ["Kopi darat Dago"],
            ["Kata-kataku."],
            ["Galih Wirawan"],
        )
        text = answer.page.text("main")
        assert "diubah di jendela lain" in text
        for saved in ("Sekar Ayu", "18:15", "Kopi darat Bandung"):
            assert f"Sementara itu tersimpan: {saved}" in text
        assert bagus.submit(answer, FORM).status_code == 303
        assert (stored()[0].title, stored()[0].host, stored()[0].version) == (
            "Kopi darat Dago",
            "Galih Wirawan",
            3,
        )

    def test_the_same_in_two_tabs_is_no_quarrel(self, bagus: Client) -> None:
        save(bagus, **EVERYTHING)
        path = f"{HOME}/{stored()[0].id}"
        one, two = bagus.get(path), bagus.get(path)
        for page in (one, two):
            assert bagus.submit(page, FORM, host="Sekar Ayu").status_code == 303
        assert stored()[0].version == 2

    @pytest.mark.one_database
    @pytest.mark.parametrize("version", ["", "x", "-1", "2", "9" * 30])
    def test_a_version_that_is_none_overwrites_nothing(self, bagus: Client, version: str) -> None:
        event = make_event("Temu")
        answer = save(bagus, f"{HOME}/{event.id}", title="Lain", version=version)
        assert answer.status_code == 409 and stored()[0].title == "Temu"

    def test_a_wrong_change_keeps_what_was_typed(self, bagus: Client) -> None:
        event = make_event("Temu")
        answer = save(bagus, f"{HOME}/{event.id}", title="", host="Sekar Ayu")
        assert answer.status_code == 422 and stored()[0].title == "Temu"
        assert controls(answer.page.one(FORM))["host"] == ["Sekar Ayu"]
        assert bagus.submit(answer, FORM, title="Temu kita").status_code == 303
        assert (stored()[0].title, stored()[0].host) == ("Temu kita", "Sekar Ayu")


class TestRemoving:
    def test_it_is_asked_once_and_then_gone(self, bagus: Client, app: Flask) -> None:
        path = f"{PUBLIC}/{make_event('Temu').id}"
        make_event("Tetap", timedelta(days=5))
        visitor = app.test_client()
        assert "Temu" in visitor.get(PUBLIC).page.text(".days")
        link = bagus.get(HOME).page.all("a[href$=/removal]")[0].get("href")
        asked = bagus.get(link)
        assert "“Temu” akan hilang" in asked.page.text("main") and len(stored()) == 2
        answer = bagus.submit(asked)
        assert (answer.status_code, answer.location) == (303, HOME)
        assert [one.title for one in stored()] == ["Tetap"]
        assert "Temu" not in visitor.get(PUBLIC).page.text(".days")
        assert visitor.get(path).status_code == 404
        assert bagus.submit(asked).status_code == 404, "twice is no error of ours"

    def test_a_change_of_what_is_gone_is_a_404(self, bagus: Client) -> None:
        event = make_event("Temu")
        form, asked = bagus.get(f"{HOME}/{event.id}"), bagus.get(f"{HOME}/{event.id}/removal")
        bagus.submit(asked)
        assert bagus.submit(form, FORM, title="Lain").status_code == 404 and not stored()


@pytest.mark.one_database
def test_the_lists_say_what_is_where(bagus: Client) -> None:
    make_event("Nanti", starts_at=datetime(2031, 1, 15, 12, tzinfo=UTC), timezone="Asia/Makassar")
    make_event("Lalu", timedelta(days=-3))
    make_event("Kini", timedelta(hours=-1))
    coming, past = bagus.get(HOME).page, bagus.get(f"{HOME}?state=past").page
    assert [words(title) for title in coming.all(".entries h2")] == ["Kini", "Nanti"]
    assert [words(title) for title in past.all(".entries h2")] == ["Lalu"]
    assert "15 Jan 2031, 20.00 WITA" in coming.text(".entries") and "Sedang berlangsung" in coming.text(
        ".entries"
    )
    assert [words(one) for one in past.all(".segments [aria-current]")] == ["Acara yang sudah lewat"]


@pytest.mark.one_database
def test_dates_of_the_form_are_those_of_the_zone(bagus: Client) -> None:
    event = make_event("Temu", starts_at=datetime(2031, 1, 15, 16, 30, tzinfo=UTC), timezone="Asia/Jayapura")
    shown = controls(bagus.get(f"{HOME}/{event.id}").page.one(FORM))
    assert date.fromisoformat(shown["start_date"][0]) == date(2031, 1, 16) and shown["start_time"] == [
        "01:30"
    ]
    assert shown["timezone"] == ["Asia/Jayapura"] and shown["version"] == ["1"]
