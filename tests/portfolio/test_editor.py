"""The editor, down the ladder: works · colleague · stranger · bad input · no JavaScript · htmx."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from kreatr.portfolio.models import DraftState, Item, ModerationStatus, Visibility
from tests.judge import Client
from tests.portfolio.test_list import fresh, titles, token
from tests.portfolio.writing import DRAFT, PATH, STORY, WORK, drafts, errors, fill, items, stored, write
from tests.world import World, make_item, signed_in

EVIL = '"><script>alert(1)</script><img src=x onerror=alert(1)>[a](javascript:alert(1)) {{1337*7331}}'


class TestNew:
    @pytest.mark.parametrize("htmx", [False, True])
    def test_a_new_work_waits_for_a_moderator(self, sekar: Client, app: Flask, htmx: bool) -> None:
        answer = write(sekar, htmx=htmx)
        assert answer.status_code == (204 if htmx else 303)
        item = stored()
        assert (item.status, item.visibility, item.featured) == (
            ModerationStatus.PENDING,
            Visibility.PUBLIC,
            False,
        )
        assert (item.slug, item.creator.username) == ("musim-layangan", "sekarayu")
        assert [tag.slug for tag in item.tags] == ["layangan", "poster"]
        assert (item.tools, item.human_part, item.licence.value) == (
            WORK["tools"],
            WORK["human_part"],
            "CC_BY_NC",
        )
        assert app.test_client().get("/portfolio/sekarayu/musim-layangan").status_code == 404
        assert titles(sekar.get(f"{PATH}?state=review")) == ["Musim Layangan"]
        assert not drafts()

    def test_a_draft_is_kept_and_goes_on(self, sekar: Client, app: Flask) -> None:
        answer = write(sekar, button=DRAFT, title="Mu", description="Baru mulai", category=None)
        assert answer.status_code == 303 and items() == 4
        id_ = drafts()[0].id
        page = sekar.get(answer.location)
        assert page.page.one("#title").get("value") == "Mu" and "Draf tersimpan" in page.page.text(
            "#tersimpan"
        )
        assert page.page.one("main [data-stored]").get("data-stored")
        fill(sekar, page, title="Musim Layangan", description=STORY, category="OTHER")
        assert stored().id == id_ and not drafts()

    def test_the_same_form_twice_is_one_work(self, sekar: Client) -> None:
        page = sekar.get(f"{PATH}/new")
        for _tap in range(2):
            assert fill(sekar, page, **WORK).status_code == 303
        assert items() == 5
        for _tap in range(2):
            assert fill(sekar, sekar.get(f"{PATH}/new"), button=DRAFT, **WORK).status_code == 303
        assert len(drafts()) == 2, "two forms are two drafts"

    def test_the_same_titles_get_addresses_of_their_own(self, sekar: Client, world: World) -> None:
        for _one in range(3):
            write(sekar, title="Contact")
        slugs = sorted(item.slug for item in Item.query.filter_by(title="Contact"))
        assert slugs == ["contact-2", "contact-3", "contact-4"]

    def test_a_new_work_stands_first_when_there_is_an_order(self, sekar: Client, world: World) -> None:
        ids = [str(world.items[n].id) for n in (1, 2, 0)]
        sekar.submit(sekar.get(PATH), "form#urutan", item=ids)
        write(sekar)
        assert titles(sekar.get(PATH))[0] == "Musim Layangan"

    def test_without_a_complete_profile_it_says_so(self, client: Client, world: World) -> None:
        signed_in(client, world.hendra)
        answer = client.get(f"{PATH}/new")
        assert answer.status_code == 403 and "Lengkapi profil kreatormu dulu" in answer.page.text("main")
        assert answer.page.one("main a.go").get("href") == "/dashboard/settings/marketplace"
        data = {**WORK, "csrf_token": token(client)}
        refused = client.post(f"{PATH}/new", data=data, headers={"Accept": "application/json"})
        assert refused.get_json()["error"]["code"] == "PROFILE_INCOMPLETE" and items() == 4
        assert client.post(f"{PATH}/drafts", data=data).status_code == 403


class TestBadInput:
    @pytest.mark.parametrize(
        ("fields", "says"),
        [
            ({"title": "Empa"}, "Judul paling sedikit 5 huruf"),
            ({"title": "x" * 101}, "Judul paling banyak 100 huruf"),
            ({"description": "x" * 49}, "Cerita paling sedikit 50 huruf"),
            ({"description": "**" + "x" * 49 + "**"}, "Cerita paling sedikit 50 huruf"),
            ({"description": "x" * 2001}, "Cerita paling banyak 2.000 huruf"),
            ({"category": None}, "Pilih salah satu"),
            ({"category": "SPAM"}, "Pilih salah satu"),
            ({"project_url": "http://contoh.test"}, "Awali dengan https://"),
            ({"project_url": "javascript:alert(1)"}, "Awali dengan https://"),
            ({"tags": ", ".join(f"label{n}" for n in range(11))}, "Paling banyak 10 label"),
            ({"tags": "a, poster"}, "2 sampai 30 huruf"),
            ({"tags": "x" * 31}, "2 sampai 30 huruf"),
            ({"human_part": "x" * 501}, "501"),
            ({"licence": "WTFPL"}, "Pilih salah satu"),
            ({"visibility": "SECRET"}, "Pilih salah satu"),
        ],
    )
    @pytest.mark.one_database
    def test_it_is_said_beside_the_field_and_nothing_is_lost(
        self, sekar: Client, fields: dict[str, Any], says: str
    ) -> None:
        for htmx in (False, True):
            answer = write(sekar, htmx=htmx, **fields)
            assert answer.status_code == 422 and says in errors(answer)
            kept = answer.page.one("#tools").get("value")
            assert kept == WORK["tools"] and items() == 4
            if "title" in fields:
                assert answer.page.one("#title").get("value") == fields["title"]

    @pytest.mark.parametrize(
        "fields",
        [
            {"title": "Empat"[:5]},
            {"title": "x" * 100},
            {"description": "x" * 50},
            {"description": "**" + "x" * 50 + "**"},
            {"description": "x" * 2000},
            {"description": " **x** " * 1000},
            {"tags": ", ".join(f"label{n}" for n in range(10))},
            {"tags": "ab, " + "x" * 30 + ", #AB, Ab"},
            {"human_part": "x" * 500},
        ],
    )
    @pytest.mark.one_database
    def test_the_edges_are_taken(self, sekar: Client, fields: dict[str, Any]) -> None:
        assert write(sekar, **fields).status_code == 303 and items() == 5

    def test_the_same_tag_twice_is_one(self, sekar: Client, world: World) -> None:
        write(sekar, tags="Sawah, sawah, #SAWAH, Kota Tua")
        assert sorted(tag.slug for tag in stored().tags) == ["kota-tua", "sawah"]

    @pytest.mark.one_database
    def test_nothing_typed_becomes_markup(self, sekar: Client) -> None:
        write(sekar, title=EVIL[:100], description=EVIL * 2, tags="<b>tebal</b>", tools=EVIL, prompt=EVIL)
        item = Item.query.filter(Item.tools == EVIL).one()
        for path in (
            PATH,
            f"{PATH}/edit/{item.id}",
            f"{PATH}/{item.id}/preview",
            f"{PATH}/{item.id}/removal",
        ):
            page = sekar.get(path)
            assert page.status_code == 200 and "<script>alert" not in page.page.html
            assert not page.page.all("img[src=x]") and not page.page.all("a[href^=javascript]")
            assert "9801547" not in page.page.html

    @pytest.mark.one_database
    def test_a_stale_form_comes_back_with_everything(self, sekar: Client) -> None:
        page = sekar.get(f"{PATH}/new")
        answer = fill(sekar, page, **{**WORK, "csrf_token": "alt"})
        assert answer.status_code == 403 and answer.page.one("#title").get("value") == WORK["title"]
        assert fill(sekar, answer).status_code == 303 and items() == 5


class TestEditing:
    def test_an_edit_of_a_shown_work_waits_beside_it(self, sekar: Client, world: World, app: Flask) -> None:
        item, visitor = world.items[0], app.test_client()
        public = f"/portfolio/sekarayu/{item.slug}"
        answer = fill(sekar, sekar.get(f"{PATH}/edit/{item.id}"), title="Sawah Pagi", description=STORY)
        assert answer.status_code == 303
        assert fresh(item).title == "Sawah Senja" and fresh(item).status is ModerationStatus.APPROVED
        assert visitor.get(public).page.text("h1") == "Sawah Senja"
        (draft,) = drafts()
        assert (draft.state, draft.content["title"]) == (DraftState.SUBMITTED, "Sawah Pagi")
        assert "Perubahan menunggu tinjauan" in sekar.get(PATH).page.text(f"#karya-{item.id}")
        again = sekar.get(f"{PATH}/edit/{item.id}")
        assert again.page.one("#title").get("value") == "Sawah Pagi"

    def test_visibility_and_featured_need_no_review(self, sekar: Client, world: World, app: Flask) -> None:
        item = world.items[0]
        page = sekar.get(f"{PATH}/edit/{item.id}")
        short = item.description
        assert len(short) < 50, "an old work may be shorter than new ones"
        fill(sekar, page, description=STORY)
        drafts()
        page = sekar.get(f"{PATH}/edit/{item.id}")
        fill(sekar, page, visibility="PRIVATE", featured=None)
        assert (fresh(item).visibility, fresh(item).featured) == (Visibility.PRIVATE, False)
        assert app.test_client().get(f"/portfolio/sekarayu/{item.slug}").status_code == 404
        assert [draft.state for draft in drafts()] == [DraftState.SUBMITTED]

    def test_only_visibility_makes_no_revision(self, sekar: Client, world: World) -> None:
        item = make_item(world.sekar, "Cukup panjang", description=STORY)
        fill(sekar, sekar.get(f"{PATH}/edit/{item.id}"), visibility="PRIVATE")
        assert fresh(item).visibility is Visibility.PRIVATE and not drafts()
        assert fresh(item).status is ModerationStatus.APPROVED

    def test_back_to_what_is_shown_there_is_nothing_to_review(self, sekar: Client, world: World) -> None:
        item = make_item(world.sekar, "Cukup panjang", description=STORY)
        fill(sekar, sekar.get(f"{PATH}/edit/{item.id}"), title="Cukup lain")
        assert len(drafts()) == 1
        fill(sekar, sekar.get(f"{PATH}/edit/{item.id}"), title="Cukup panjang")
        assert not drafts()

    @pytest.mark.parametrize(
        "status", [ModerationStatus.PENDING, ModerationStatus.REJECTED, ModerationStatus.FLAGGED]
    )
    def test_others_are_changed_in_place_and_wait_again(
        self, sekar: Client, world: World, status: ModerationStatus
    ) -> None:
        item = make_item(world.sekar, "Lama", status=status, reason="Logo pihak lain.", description=STORY)
        fill(sekar, sekar.get(f"{PATH}/edit/{item.id}"), title="Sudah baru", visibility="PRIVATE")
        now = fresh(item)
        assert (now.title, now.status, now.reason) == ("Sudah baru", ModerationStatus.PENDING, None)
        assert now.visibility is Visibility.PRIVATE and not drafts()

    def test_a_refused_work_may_be_handed_in_as_it_is(self, sekar: Client, world: World) -> None:
        item = make_item(world.sekar, "Salah paham", status=ModerationStatus.REJECTED, description=STORY)
        fill(sekar, sekar.get(f"{PATH}/edit/{item.id}"))
        assert fresh(item).status is ModerationStatus.PENDING

    def test_a_draft_of_a_waiting_revision_leaves_the_queue(self, sekar: Client, world: World) -> None:
        item = make_item(world.sekar, "Cukup panjang", description=STORY)
        fill(sekar, sekar.get(f"{PATH}/edit/{item.id}"), title="Cukup lain")
        page = sekar.get(f"{PATH}/edit/{item.id}")
        assert "menunggu tinjauan" in page.page.text(".note")
        fill(sekar, page, button=DRAFT, title="Belum jadi")
        assert [draft.state for draft in drafts()] == [DraftState.OPEN]
        assert fresh(item).title == "Cukup panjang"

    def test_saving_a_draft_applies_who_may_see_it(self, sekar: Client, world: World) -> None:
        item = world.items[0]
        fill(
            sekar, sekar.get(f"{PATH}/edit/{item.id}"), button=DRAFT, title="Belum jadi", visibility="PRIVATE"
        )
        assert (fresh(item).visibility, fresh(item).title) == (Visibility.PRIVATE, "Sawah Senja")


@pytest.mark.one_database
def test_tags_complete_what_is_typed(sekar: Client) -> None:
    part = sekar.get(f"{PATH}/tags?tags=batik, sa", htmx=True)
    assert [one.get("value") for one in part.page.all("option")] == ["batik, sawah"]
    assert not sekar.get(f"{PATH}/tags?tags=s", htmx=True).page.all("option")
    assert not sekar.get(f"{PATH}/tags?tags=%25_", htmx=True).page.all("option")
