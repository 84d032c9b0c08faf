"""The list of notices, down the ladder, and the numbers of the header."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from kreatr.kernel import clock
from kreatr.kernel.db import db, unit
from kreatr.notices import actions
from kreatr.notices.models import Notice
from tests.conformance.test_queries import counted
from tests.judge import Client
from tests.world import World, make_inquiry, signed_in

PATH = "/dashboard/notices"


def _tell(world: World, number: int = 1, kind: str = "test-saved", url: str = "/dashboard") -> list[Notice]:
    for n in range(number):
        actions.tell(world.hendra.id, kind, url, uuid.uuid4(), name=f"Sekar {n}")
    return list(db.session.scalars(sa.select(Notice).order_by(Notice.id)))


def _lines(answer: object) -> list[str]:
    page = answer.page  # type: ignore[attr-defined]
    return [page.text(f"#{row.get('id')} .say") for row in page.all(".told li")]


class TestList:
    def test_newest_first_in_the_readers_language(self, hendra: Client, world: World) -> None:
        _tell(world, 3)
        page = hendra.get(PATH)
        assert _lines(page) == ["Hubungi Sekar 2", "Hubungi Sekar 1", "Hubungi Sekar 0"]
        assert len(page.page.all(".told li.new")) == 3 and page.page.text("#n-bell") == "3"
        hendra.set_cookie("locale", "en")
        assert _lines(hendra.get(PATH))[0] == "Contact Sekar 2"

    def test_older_pages_without_gap_or_repetition(self, hendra: Client, world: World) -> None:
        _tell(world, 60)
        seen: list[str] = []
        path: str | None = PATH
        while path:
            page = hendra.get(path)
            seen += _lines(page)
            older = [a.get("href") for a in page.page.all(".acts a") if "before=" in a.get("href", "")]
            path = older[0] if older else None
        assert seen == [f"Hubungi Sekar {n}" for n in reversed(range(60))]

    def test_a_page_costs_few_queries(self, hendra: Client, world: World) -> None:
        _tell(world, 40)
        with counted() as seen:
            hendra.get(PATH)
        assert len(seen) <= 8

    def test_nothing_yet_and_nobody_elses(self, hendra: Client, world: World, app: Flask) -> None:
        assert "Masih titik-titik." in hendra.get(PATH).page.text("main")
        _tell(world)
        other = signed_in(app.test_client(), world.dewi)
        assert _lines(other.get(PATH)) == [] and not other.get(PATH).page.all("#n-bell")

    @pytest.mark.one_database
    def test_what_the_house_no_longer_knows_costs_no_page(self, hendra: Client, world: World) -> None:
        _tell(world, kind="gone")
        with unit():
            db.session.execute(sa.update(Notice).values(values={}))
        _tell(world)
        with unit():
            db.session.execute(sa.update(Notice).values(values={}))
        assert _lines(hendra.get(PATH)) == ["Hubungi …", "Ada yang baru."]

    @pytest.mark.one_database
    def test_names_stay_text(self, hendra: Client, world: World) -> None:
        evil = "<script>alert(1)</script>%(x)s%s{{7*7}}"
        actions.tell(world.hendra.id, "test-saved", "/dashboard", "k", name=evil)
        page = hendra.get(PATH)
        assert _lines(page) == [f"Hubungi {evil}"] and "<script>alert" not in page.page.html


class TestReading:
    def test_opening_marks_it_and_leads_on(self, hendra: Client, world: World) -> None:
        (row,) = _tell(world, url="/dashboard/inquiries")
        page = hendra.get(PATH)
        assert hendra.get(PATH).page.all(".told li.new"), "looking at the list marks nothing"
        answer = hendra.submit(page, f"#kabar-{row.id} form.go-to")
        assert (answer.status_code, answer.location) == (303, "/dashboard/inquiries")
        assert not hendra.get(PATH).page.all(".told li.new, #n-bell")

    @pytest.mark.one_database
    def test_it_leads_nowhere_else(self, hendra: Client, world: World) -> None:
        (row,) = _tell(world, url="//jahat.example")
        assert hendra.submit(hendra.get(PATH), f"#kabar-{row.id} form.go-to").location == PATH

    def test_one_is_marked_in_place(self, hendra: Client, world: World) -> None:
        first, second = _tell(world, 2)
        page = hendra.get(PATH)
        mark = f"form[action='{PATH}/{first.id}/reading']"
        part = hendra.submit(page, mark, htmx=True)
        roots = {root.get("id"): root.get("hx-swap-oob") for root in part.page.roots}
        assert roots == {f"kabar-{first.id}": None, "n-bell": "true"} and part.page.text("#n-bell") == "1"
        last = hendra.submit(page, f"form[action='{PATH}/{second.id}/reading']", htmx=True)
        assert last.page.one("#n-bell").get("hx-swap-oob") == "delete"
        assert hendra.submit(page, mark).location == PATH

    def test_all_at_once(self, hendra: Client, world: World) -> None:
        _tell(world, 30)
        answer = hendra.submit(hendra.get(PATH), f"form[action='{PATH}/reading']")
        after = hendra.get(answer.location)
        assert "Semua sudah dibaca." in after.page.text("#kabar-singkat")
        assert not after.page.all(".told li.new, #n-bell") and not after.page.all(
            f"form[action='{PATH}/reading']"
        )

    def test_strangers_find_nothing(self, client: Client, world: World) -> None:
        (row,) = _tell(world)
        dewi = signed_in(client, world.dewi)
        token = dewi.get("/dashboard").page.one("form[action='/logout'] [name=csrf_token]").get("value")
        for verb in ("opening", "reading"):
            for id_ in (row.id, uuid.uuid4()):
                assert dewi.post(f"{PATH}/{id_}/{verb}", data={"csrf_token": token}).status_code == 404
        assert dewi.post(f"{PATH}/{row.id}/reading").status_code == 403
        db.session.rollback()
        assert db.session.scalar(sa.select(Notice.read_at)) is None


class TestNumbers:
    def test_an_unchanged_answer_is_empty(self, client: Client, world: World) -> None:
        sekar = signed_in(client, world.sekar.user)
        first = sekar.get(f"{PATH}/unread", htmx=True)
        assert first.status_code == 200 and "no-store" in first.headers["Cache-Control"]
        mark = {"If-None-Match": first.headers["ETag"]}
        again = sekar.get(f"{PATH}/unread", headers=mark)
        assert (again.status_code, again.get_data()) == (304, b"")
        make_inquiry(world.sekar)
        actions.tell(world.sekar.user_id, "test-saved", "/dashboard", "k", name="x")
        changed = sekar.get(f"{PATH}/unread", headers=mark)
        assert changed.status_code == 200
        assert changed.page.text("#n-inbox") == changed.page.text("#n-bell") == "1"
        assert changed.page.one("#n-inbox").get("data-home") == ".tabs a[href='/dashboard/inquiries']"

    @pytest.mark.one_database
    def test_visitors_are_not_told(self, client: Client, world: World) -> None:
        assert client.get(f"{PATH}/unread").status_code == 303


def test_old_lines_are_forgotten(world: World) -> None:
    old, _new = _tell(world, 2)
    with unit():
        db.session.get_one(Notice, old.id).created_at = clock.now() - timedelta(days=181)
    assert actions.forget_old() == 1 and len(list(db.session.scalars(sa.select(Notice)))) == 1
