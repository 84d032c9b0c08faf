"""The preview, and everything of the editor that is somebody else's."""

from __future__ import annotations

import uuid

import pytest
from flask import Flask

from tests.judge import Client
from tests.portfolio.test_list import fresh, make_draft, token
from tests.portfolio.writing import PATH, WORK, drafts, fill, stored, write
from tests.world import World, signed_in


class TestPreview:
    def test_the_owner_sees_drafts_and_waiting_works_as_they_will_be(
        self, sekar: Client, world: World
    ) -> None:
        write(sekar)
        page = sekar.get(f"{PATH}/{stored().id}/preview")
        assert page.page.text("h1") == "Musim Layangan" and "pratinjau" in page.page.text(".preview-note")
        assert page.page.one("meta[name=robots]").get("content") == "noindex"
        assert "no-store" in page.headers["Cache-Control"] and "CC BY-NC 4.0" in page.page.text("main")
        assert "Midjourney v7" in page.page.text("main") and "mewarnai ulang" in page.page.text("main")
        draft = make_draft(world, world.items[0], content={**world.items[0].content, "title": "Sawah Baru"})
        assert sekar.get(f"{PATH}/{world.items[0].id}/preview").page.text("h1") == "Sawah Baru"
        assert sekar.get(f"{PATH}/{draft.id}/preview").page.text("h1") == "Sawah Baru"
        empty = make_draft(world, content={"title": ""})
        assert sekar.get(f"{PATH}/{empty.id}/preview").page.text("h1") == "Tanpa judul"

    def test_the_public_address_of_a_waiting_work_tells_its_owner(
        self, sekar: Client, world: World, app: Flask
    ) -> None:
        write(sekar)
        public = "/portfolio/sekarayu/musim-layangan"
        answer = sekar.get(public, headers={"Accept": "application/json"})
        assert answer.status_code == 403 and answer.get_json()["error"]["code"] == "MODERATION_REQUIRED"
        assert sekar.get(public).page.one("main a.go").get("href") == f"{PATH}/{stored().id}/preview"
        assert app.test_client().get(public).status_code == 404


class TestStrangers:
    def test_others_works_and_drafts_are_not_there(self, client: Client, world: World, app: Flask) -> None:
        draft = make_draft(world)
        for user in (world.rizky.user, world.maya):
            other = signed_in(app.test_client(), user)
            data = {**WORK, "save": "submit", "version": "1", "csrf_token": token(other)}
            for id_ in (world.items[0].id, draft.id, uuid.uuid4()):
                for path in (f"{PATH}/edit/{id_}", f"{PATH}/{id_}/preview"):
                    assert other.get(path).status_code == 404
                for path in (f"{PATH}/edit/{id_}", f"{PATH}/drafts/{id_}"):
                    assert other.post(path, data=data).status_code in (403, 404)
        assert fresh(world.items[0]).title == "Sawah Senja" and len(drafts()) == 1

    def test_the_clients_id_reaches_no_foreign_work(self, client: Client, world: World, app: Flask) -> None:
        mine = signed_in(client, world.sekar.user)
        page = mine.get(f"{PATH}/new")
        fill(mine, page, **WORK)
        other = signed_in(app.test_client(), world.rizky.user)
        theirs = other.get(f"{PATH}/new")
        same = page.page.one("#karya input[name=client_id]").get("value")
        assert fill(other, theirs, **{**WORK, "client_id": same, "title": "Punya Rizky"}).status_code == 303
        assert (
            stored().creator.username == "sekarayu"
            and stored("Punya Rizky").creator.username == "rizkypratama"
        )

    @pytest.mark.one_database
    def test_visitors_are_asked_to_sign_in(self, client: Client, world: World) -> None:
        for path in (
            f"{PATH}/new",
            f"{PATH}/edit/{world.items[0].id}",
            f"{PATH}/{world.items[0].id}/preview",
        ):
            assert client.get(path).location.startswith("/login?next=")
        assert client.post(f"{PATH}/drafts", data=WORK).location.startswith("/login")
