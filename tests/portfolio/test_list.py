"""The creator's own list, down the ladder: works · colleague · stranger · visitor · bad input · no JavaScript · htmx."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from flask import Flask

from kreatr.kernel import clock
from kreatr.kernel.db import db, unit
from kreatr.portfolio.models import Draft, DraftState, Item, ModerationStatus, Visibility
from tests.judge import Client
from tests.world import World, make_item, make_user, signed_in

PATH = "/dashboard/portfolio"
ACTS = {
    "visibility": {"visibility": "PRIVATE"},
    "featured": {"featured": "1"},
    "position": {"move": "up"},
    "removal": {},
}


def titles(answer: Any) -> list[str]:
    """The works on a page, in order."""
    return [answer.page.text(f"#{row.get('id')} h2") for row in answer.page.all(".works li")]


def fresh(item: Item) -> Item:
    """A work as it is stored now."""
    db.session.rollback()
    return db.session.get_one(Item, item.id, populate_existing=True)


def token(client: Client) -> str:
    """A form's token for a client that is signed in."""
    return client.token()


def make_draft(world: World, item: Item | None = None, **fields: Any) -> Draft:
    """Something Sekar writes."""
    content = {"title": "Belum selesai", "category": "", "images": [], **fields.pop("content", {})}
    with unit() as session:
        draft = Draft(creator_id=world.sekar.id, item_id=item.id if item else None, content=content, **fields)
        session.add(draft)
        session.flush()
    return draft


class TestList:
    def test_featured_first_then_newest(self, sekar: Client, world: World) -> None:
        page = sekar.get(PATH)
        assert titles(page) == ["Sawah Senja", "Seratus Prompt Batik", "Kopi Gayo"]
        assert page.page.one(".tabs a[aria-current]").get("href") == PATH
        row = page.page.text(f"#karya-{world.items[0].id}")
        assert "Konten AI · Karya unggulan" in row and "Tayang" in row and "0 dilihat" in row

    def test_every_state_has_its_word_and_its_segment(self, sekar: Client, world: World) -> None:
        make_item(world.sekar, "Menunggu", status=ModerationStatus.PENDING, submitted_at=clock.now())
        make_item(world.sekar, "Ditolak", status=ModerationStatus.REJECTED, reason="Logo pihak lain.")
        make_item(world.sekar, "Ditandai", status=ModerationStatus.FLAGGED, reason="Dilaporkan.")
        make_item(world.sekar, "Sembunyi", visibility=Visibility.PRIVATE)
        make_draft(world)
        make_draft(world, world.items[0], state=DraftState.SUBMITTED, submitted_at=clock.now())
        make_draft(world, world.items[1], state=DraftState.RETURNED, reason="Gambar pecah.")
        page = sekar.get(PATH)
        words = page.page.text(".works")
        for said in (
            "Menunggu tinjauan",
            "Ditolak",
            "Ditandai",
            "Privat",
            "Draf",
            "Logo pihak lain.",
            "Gambar pecah.",
        ):
            assert said in words
        assert "nomor 1 di antrean" in page.page.text(".works") and "nomor 2 di antrean" in words
        expected = {
            "live": {"Sawah Senja", "Seratus Prompt Batik", "Kopi Gayo"},
            "review": {"Menunggu", "Sawah Senja"},
            "drafts": {"Belum selesai", "Kopi Gayo"},
            "rejected": {"Ditolak", "Ditandai", "Kopi Gayo"},
            "private": {"Sembunyi"},
        }
        for state, names in expected.items():
            one = sekar.get(f"{PATH}?state={state}")
            assert set(titles(one)) == names
            assert one.page.text(".segments [aria-current]").endswith(str(len(names)))
        assert len(titles(sekar.get(f"{PATH}?state=nonsense"))) == 8

    def test_others_works_are_not_in_it(self, client: Client, world: World) -> None:
        signed_in(client, world.rizky.user)
        make_draft(world)
        assert titles(client.get(PATH)) == ["Bot Pesanan Warung"]

    def test_the_empty_list_leads_to_the_editor(self, client: Client, world: World) -> None:
        signed_in(client, world.gani.user)
        page = client.get(PATH)
        assert "Masih titik-titik" in page.page.text("main")
        assert page.page.one("main a.go").get("href") == f"{PATH}/new"

    def test_without_a_profile_it_leads_there(self, client: Client, world: World) -> None:
        signed_in(client, world.hendra)
        assert client.get(PATH).page.one("main a.go").get("href") == "/dashboard/settings/marketplace"


class TestToggles:
    @pytest.mark.parametrize("htmx", [False, True])
    def test_one_tap_hides_and_shows_a_work(
        self, sekar: Client, world: World, app: Flask, htmx: bool
    ) -> None:
        item, visitor = world.items[0], app.test_client()
        public = f"/portfolio/sekarayu/{item.slug}"
        assert visitor.get(public).status_code == 200
        form = f"#karya-{item.id} form[action$=visibility]"
        answer = sekar.submit(sekar.get(PATH), form, htmx=htmx)
        assert fresh(item).visibility is Visibility.PRIVATE and visitor.get(public).status_code == 404
        if htmx:
            assert answer.status_code == 200 and answer.page.roots[0].get("id") == f"karya-{item.id}"
            assert "Privat" in answer.page.text("li") and "Privat 1" in answer.page.text("#ruas")
        else:
            assert answer.location.endswith(f"{PATH}#karya-{item.id}")
        sekar.submit(sekar.get(PATH), form)
        assert fresh(item).visibility is Visibility.PUBLIC and visitor.get(public).status_code == 200

    @pytest.mark.parametrize("htmx", [False, True])
    def test_one_tap_features_a_work(self, sekar: Client, world: World, app: Flask, htmx: bool) -> None:
        item, visitor = world.items[1], app.test_client()
        visitor.get("/portfolio/sekarayu")
        sekar.submit(sekar.get(PATH), f"#karya-{item.id} form[action$=featured]", htmx=htmx)
        assert fresh(item).featured and fresh(item).status is ModerationStatus.APPROVED
        works = [link.get("href") for link in visitor.get("/portfolio/sekarayu").page.all(".work a")]
        assert works.index(f"/portfolio/sekarayu/{item.slug}") < 2

    def test_pressed_twice_it_stays(self, sekar: Client, world: World) -> None:
        page = sekar.get(PATH)
        for _tap in range(2):
            sekar.submit(page, f"#karya-{world.items[0].id} form[action$=visibility]")
        assert fresh(world.items[0]).visibility is Visibility.PRIVATE

    @pytest.mark.one_database
    @pytest.mark.parametrize(
        ("noun", "data"),
        [
            ("visibility", {}),
            ("visibility", {"visibility": "SECRET"}),
            ("featured", {"featured": "yes"}),
            ("position", {"move": "sideways"}),
        ],
    )
    def test_nonsense_changes_nothing(
        self, sekar: Client, world: World, noun: str, data: dict[str, str]
    ) -> None:
        answer = sekar.post(f"{PATH}/{world.items[0].id}/{noun}", data={**data, "csrf_token": token(sekar)})
        assert answer.status_code == 400 and fresh(world.items[0]).version == 0


class TestOrder:
    def _public(self, app: Flask) -> list[str]:
        return [
            link.get("href", "").rpartition("/")[2]
            for link in app.test_client().get("/portfolio/sekarayu").page.all(".work a")
        ]

    @pytest.mark.parametrize("htmx", [False, True])
    def test_up_and_down_move_one_place_for_everybody(
        self, sekar: Client, world: World, app: Flask, htmx: bool
    ) -> None:
        assert self._public(app) == ["sawah-senja", "seratus-prompt-batik", "kopi-gayo"]
        sekar.get(PATH)
        data = {"move": "up", "csrf_token": token(sekar)}
        answer = sekar.post(f"{PATH}/{world.items[1].id}/position", data=data, htmx=htmx)
        assert self._public(app) == ["sawah-senja", "kopi-gayo", "seratus-prompt-batik"]
        if htmx:
            assert titles(answer) == ["Sawah Senja", "Kopi Gayo", "Seratus Prompt Batik"]
        else:
            assert answer.status_code == 303
        data["move"] = "down"
        sekar.post(f"{PATH}/{world.items[0].id}/position", data=data)
        assert self._public(app) == ["kopi-gayo", "sawah-senja", "seratus-prompt-batik"]
        sekar.post(f"{PATH}/{world.items[2].id}/position", data=data)
        assert self._public(app) == ["kopi-gayo", "sawah-senja", "seratus-prompt-batik"]

    def test_the_whole_order_at_once(self, sekar: Client, world: World, app: Flask) -> None:
        ids = [str(world.items[n].id) for n in (1, 2, 0)]
        answer = sekar.submit(sekar.get(PATH), "form#urutan", item=ids)
        assert answer.status_code == 303
        assert self._public(app) == ["kopi-gayo", "seratus-prompt-batik", "sawah-senja"]
        assert titles(sekar.get(PATH)) == ["Kopi Gayo", "Seratus Prompt Batik", "Sawah Senja"]

    def test_what_the_order_does_not_name_follows(self, sekar: Client, world: World, app: Flask) -> None:
        sekar.submit(sekar.get(PATH), "form#urutan", item=[str(world.items[1].id)])
        assert self._public(app) == ["kopi-gayo", "sawah-senja", "seratus-prompt-batik"]

    def test_others_works_cannot_be_ordered(self, sekar: Client, world: World, app: Flask) -> None:
        other = make_item(world.rizky, "Punya Rizky")
        page = sekar.get(PATH)
        for ids, status in (([str(other.id)], 404), ([str(uuid.uuid4())], 404), (["x"], 400)):
            assert sekar.submit(page, "form#urutan", item=ids).status_code == status
        assert fresh(other).position is None and fresh(world.items[0]).position is None


class TestRemoval:
    def test_it_asks_and_then_removes(self, sekar: Client, world: World, app: Flask) -> None:
        item, visitor = world.items[0], app.test_client()
        picture = item.pictures[0][1].name
        file = f"/media/{picture}-160.webp"
        assert visitor.get(file).status_code == 200
        question = sekar.get(f"{PATH}/{item.id}/removal")
        assert "Sawah Senja" in question.page.text("main") and fresh(item)
        answer = sekar.submit(question)
        assert answer.status_code == 303
        assert titles(sekar.get(PATH)) == ["Seratus Prompt Batik", "Kopi Gayo"]
        assert visitor.get("/portfolio/sekarayu/sawah-senja").status_code == 404
        assert visitor.get(file).status_code == 404

    def test_a_draft_goes_alone(self, sekar: Client, world: World) -> None:
        new, revision = make_draft(world), make_draft(world, world.items[0])
        for draft in (new, revision):
            sekar.submit(sekar.get(f"{PATH}/{draft.id}/removal"))
        assert titles(sekar.get(PATH)) == ["Sawah Senja", "Seratus Prompt Batik", "Kopi Gayo"]
        assert not db.session.query(Draft).count()


class TestStrangers:
    @pytest.mark.parametrize("noun", ACTS)
    def test_others_works_are_not_there(self, client: Client, world: World, noun: str) -> None:
        item, draft = world.items[0], make_draft(world)
        for user in (world.rizky.user, world.dewi, world.maya, make_user("orangbaru")):
            other = signed_in(client.application.test_client(), user)
            data = {**ACTS[noun], "csrf_token": token(other)}
            for id_ in (item.id, draft.id):
                assert other.post(f"{PATH}/{id_}/{noun}", data=data).status_code == 404
                assert other.get(f"{PATH}/{id_}/{noun}").status_code == (404 if noun == "removal" else 405)
        assert (fresh(item).version, fresh(item).featured) == (0, True) and db.session.get(Draft, draft.id)

    @pytest.mark.one_database
    def test_visitors_are_asked_to_sign_in(self, client: Client, world: World) -> None:
        assert client.get(PATH).location.startswith("/login")
        for noun in ACTS:
            assert client.post(f"{PATH}/{world.items[0].id}/{noun}", data=ACTS[noun]).status_code in (
                303,
                403,
            )
        assert fresh(world.items[0]).version == 0
