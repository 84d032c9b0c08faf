"""Two tabs, two taps, two people: nothing is lost and nothing is made twice. And the drafts that save themselves."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from kreatr.portfolio.models import DraftState, ModerationStatus
from tests.inquiries.letters import at_once, tab
from tests.judge import Client
from tests.page import controls
from tests.portfolio.test_list import fresh, token
from tests.portfolio.writing import DRAFT, PATH, STORY, WORK, drafts, fill, items, write
from tests.world import World, make_item


def autosave(client: Client, page: Any, **fields: Any) -> Any:
    """What the script sends for the form of a page."""
    form = page.page.one("form#karya")
    data = {**controls(form), **fields}
    return client.post(form.get("data-autosave"), data=data, htmx=True)


class TestTwoTabs:
    @pytest.mark.parametrize("htmx", [False, True])
    @pytest.mark.parametrize("button", ["button[name=save][value=submit]", DRAFT])
    def test_the_second_is_told_and_keeps_everything(
        self, sekar: Client, world: World, htmx: bool, button: str
    ) -> None:
        item = make_item(world.sekar, "Layangan", status=ModerationStatus.PENDING, description=STORY)
        first, second = (sekar.get(f"{PATH}/edit/{item.id}") for _tab in range(2))
        fill(sekar, first, title="Dari tab pertama", tags="satu")
        answer = fill(sekar, second, button=button, htmx=htmx, title="Dari tab kedua", tags="dua")
        assert answer.status_code == 409 and fresh(item).title == "Dari tab pertama"
        beside = answer.page.text(".beside")
        assert "Dari tab pertama" in beside and "satu" in beside and STORY not in beside
        assert answer.page.one("#title").get("value") == "Dari tab kedua"
        assert answer.page.one(".note.bad a.btn").get("href") == f"{PATH}/edit/{item.id}"
        mine = sekar.submit(answer, "form#karya", button=".note.bad button[name=save]")
        assert mine.status_code == 303
        kept = [draft.content["title"] for draft in drafts()] or [fresh(item).title]
        assert kept == ["Dari tab kedua"]

    def test_the_same_content_is_no_quarrel(self, sekar: Client, world: World) -> None:
        item = make_item(world.sekar, "Layangan", status=ModerationStatus.PENDING, description=STORY)
        page = sekar.get(f"{PATH}/edit/{item.id}")
        for _tap in range(2):
            assert fill(sekar, page, title="Sama saja").status_code == 303
        assert fresh(item).version == 1

    def test_a_toggle_elsewhere_is_not_taken_back(self, sekar: Client, world: World) -> None:
        item = make_item(world.sekar, "Layangan", description=STORY)
        page = sekar.get(f"{PATH}/edit/{item.id}")
        sekar.submit(sekar.get(PATH), f"#karya-{item.id} form[action$=visibility]")
        answer = fill(sekar, page, title="Judul lain")
        assert answer.status_code == 409 and "Privat" in answer.page.text(".beside")
        assert fresh(item).visibility == "PRIVATE"

    def test_a_discarded_draft_does_not_hide_a_change(self, sekar: Client, world: World) -> None:
        item = make_item(world.sekar, "Layangan", description=STORY)
        page = sekar.get(f"{PATH}/edit/{item.id}")
        autosave(sekar, page, title="Satu")
        old = sekar.get(f"{PATH}/edit/{item.id}")
        sekar.submit(sekar.get(f"{PATH}/{drafts()[0].id}/removal"))
        autosave(sekar, sekar.get(f"{PATH}/edit/{item.id}"), title="Dua")
        assert fill(sekar, old, title="Judul ketiga").status_code == 409


class TestAutosave:
    def test_it_keeps_what_is_not_finished(self, sekar: Client, world: World) -> None:
        page = sekar.get(f"{PATH}/new")
        part = autosave(sekar, page, title="Mu", tags="a", project_url="htt", category=[])
        assert part.status_code == 200 and part.page.text("#tersimpan").startswith("Draf tersimpan")
        (draft,) = drafts()
        told = part.page.one("#tersimpan")
        assert (told.get("data-id"), told.get("data-version")) == (str(draft.id), "1")
        assert (draft.content["title"], draft.content["project_url"]) == ("Mu", "htt")
        again = sekar.get(f"{PATH}/edit/{draft.id}")
        assert again.page.one("#title").get("value") == "Mu" and again.page.one("#tags").get("value") == "a"
        assert autosave(sekar, again, title="Mus").page.one("#tersimpan").get("data-version") == "2"
        assert items() == 4

    def test_the_same_form_twice_is_one_draft(self, sekar: Client) -> None:
        page = sekar.get(f"{PATH}/new")
        for _again in range(2):
            autosave(sekar, page, title="Sama")
        assert len(drafts()) == 1 and drafts()[0].version == 1

    def test_nothing_new_changes_nothing(self, sekar: Client, world: World) -> None:
        page = sekar.get(f"{PATH}/edit/{world.items[0].id}")
        assert autosave(sekar, page).status_code == 200 and not drafts()

    def test_it_stops_when_another_tab_saved(self, sekar: Client, world: World) -> None:
        page = sekar.get(f"{PATH}/edit/{world.items[0].id}")
        autosave(sekar, page, title="Dari tab pertama")
        answer = autosave(sekar, page, title="Dari tab kedua")
        assert answer.status_code == 409 and "tab lain" in answer.page.text("#tersimpan")
        assert [draft.content["title"] for draft in drafts()] == ["Dari tab pertama"]

    def test_the_shown_work_stays_as_it_is(self, sekar: Client, world: World) -> None:
        item = world.items[0]
        autosave(sekar, sekar.get(f"{PATH}/edit/{item.id}"), title="Setengah", visibility="PRIVATE")
        assert (fresh(item).title, fresh(item).visibility) == ("Sawah Senja", "PUBLIC")
        assert [draft.state for draft in drafts()] == [DraftState.OPEN]

    @pytest.mark.one_database
    def test_an_old_token_gets_a_new_one(self, sekar: Client) -> None:
        page = sekar.get(f"{PATH}/new")
        answer = autosave(sekar, page, csrf_token="alt", title="Masih ada")
        assert answer.status_code == 403
        fresh_token = answer.page.one("#tersimpan").get("data-token")
        assert autosave(sekar, page, csrf_token=fresh_token, title="Masih ada").status_code == 200

    @pytest.mark.one_database
    def test_without_htmx_it_leads_to_the_editor(self, sekar: Client) -> None:
        answer = sekar.post(f"{PATH}/drafts", data={**WORK, "csrf_token": token(sekar)})
        assert answer.status_code == 303 and sekar.get(answer.location).status_code == 200

    @pytest.mark.one_database
    def test_drafts_have_an_end(self, sekar: Client, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("kreatr.portfolio.actions.drafting.MOST_DRAFTS", 2)
        pages = [sekar.get(f"{PATH}/new") for _one in range(3)]
        assert [autosave(sekar, one, title="Draf").status_code for one in pages] == [200, 200, 403]
        assert len(drafts()) == 2
        full = write(sekar, button=DRAFT)
        assert full.status_code == 403 and full.page.one("#title").get("value") == WORK["title"]


class TestAtOnce:
    def test_one_form_sent_many_times_at_once_is_one_work(self, sekar: Client, app: Flask) -> None:
        page = sekar.get(f"{PATH}/new")
        tabs = [tab(app, sekar) for _one in range(5)]
        answers = at_once(app, [lambda one=one: fill(one, page, **WORK).status_code for one in tabs])
        assert set(answers) == {303} and items() == 5

    def test_two_tabs_at_once_one_wins_and_one_is_told(self, sekar: Client, world: World, app: Flask) -> None:
        item = make_item(world.sekar, "Layangan", status=ModerationStatus.PENDING, description=STORY)
        page = sekar.get(f"{PATH}/edit/{item.id}")
        tabs = [tab(app, sekar) for _one in range(4)]
        answers = at_once(
            app,
            [
                lambda one=one, n=n: fill(one, page, title=f"Dari tab {n}").status_code
                for n, one in enumerate(tabs)
            ],
        )
        assert sorted(answers) == [303, 409, 409, 409] and fresh(item).version == 1

    def test_new_works_at_once_have_addresses_of_their_own(self, sekar: Client, app: Flask) -> None:
        pages = [sekar.get(f"{PATH}/new") for _one in range(5)]
        tabs = [tab(app, sekar) for _one in pages]
        answers = at_once(
            app,
            [
                lambda one=one, page=page: fill(one, page, **WORK).status_code
                for one, page in zip(tabs, pages, strict=True)
            ],
        )
        assert set(answers) == {303} and items() == 9
