"""What waits is decided on: at once for everybody, once, with news to the creator."""

from __future__ import annotations

import uuid

import pytest
from flask import Flask

from kreatr.kernel import clock
from kreatr.kernel.errors import Conflict, NotFound
from kreatr.portfolio.actions import deciding
from kreatr.portfolio.models import DraftState, Item, ModerationStatus
from tests.inquiries.letters import at_once
from tests.judge import Client
from tests.portfolio.test_list import fresh, titles
from tests.portfolio.writing import PATH, STORY, drafts, fill, stored, write
from tests.world import World, make_item


def revise(client: Client, item: Item, title: str = "Sawah Pagi") -> None:
    """Hands in another title."""
    fill(client, client.get(f"{PATH}/edit/{item.id}"), title=title, description=STORY)


def test_approval_shows_a_work_at_once(sekar: Client, world: World, app: Flask) -> None:
    visitor = app.test_client()
    write(sekar)
    assert "Musim Layangan" not in visitor.get("/portfolio/sekarayu").page.text("main")
    deciding.approve(stored().id)
    item = stored()
    assert item.status is ModerationStatus.APPROVED and item.published_at and item.moderated_at
    assert "Musim Layangan" in visitor.get("/portfolio/sekarayu").page.text("main")
    page = visitor.get("/portfolio/sekarayu/musim-layangan")
    terms = page.page.one("main a[rel*=license]")
    assert terms.get("href") == "https://creativecommons.org/licenses/by-nc/4.0/"
    assert "Bagian buatan manusia" in page.page.text("main")


def test_approval_puts_a_revision_in_its_place(sekar: Client, world: World, app: Flask) -> None:
    item, visitor = world.items[0], app.test_client()
    public = f"/portfolio/sekarayu/{item.slug}"
    revise(sekar, item)
    assert visitor.get(public).page.text("h1") == "Sawah Senja"
    deciding.approve(item.id)
    assert visitor.get(public).page.text("h1") == "Sawah Pagi" and not drafts()
    assert fresh(item).pictures and fresh(item).images[0].alt_en == "Picture of Sawah Senja"


def test_rejection_gives_a_work_back_with_its_reason(sekar: Client, world: World) -> None:
    write(sekar)
    deciding.reject(stored().id, "Logo pihak lain terlihat.")
    assert stored().status is ModerationStatus.REJECTED
    assert "Logo pihak lain terlihat." in sekar.get(PATH).page.text(f"#karya-{stored().id}")
    page = sekar.get(f"{PATH}/edit/{stored().id}")
    assert "Logo pihak lain terlihat." in page.page.text(".note.bad")
    fill(sekar, page, title="Tanpa logo lain")
    assert stored("Tanpa logo lain").status is ModerationStatus.PENDING


def test_a_rejected_revision_stays_editable_and_the_shown_work_shown(
    sekar: Client, world: World, app: Flask
) -> None:
    item = world.items[0]
    revise(sekar, item)
    deciding.reject(item.id, "Gambarnya pecah.")
    assert fresh(item).status is ModerationStatus.APPROVED and fresh(item).title == "Sawah Senja"
    (draft,) = drafts()
    assert (draft.state, draft.reason) == (DraftState.RETURNED, "Gambarnya pecah.")
    page = sekar.get(f"{PATH}/edit/{item.id}")
    assert page.page.one("#title").get("value") == "Sawah Pagi"
    assert "Gambarnya pecah." in page.page.text(".note.bad")
    fill(sekar, page, title="Sawah Siang")
    assert [one.state for one in drafts()] == [DraftState.SUBMITTED]


def test_a_flagged_work_is_gone_at_once(sekar: Client, world: World, app: Flask) -> None:
    item, visitor = world.items[0], app.test_client()
    assert visitor.get(f"/portfolio/sekarayu/{item.slug}").status_code == 200
    deciding.flag(item.id, "Dilaporkan.")
    assert visitor.get(f"/portfolio/sekarayu/{item.slug}").status_code == 404
    assert titles(sekar.get(f"{PATH}?state=rejected")) == ["Sawah Senja"]


def test_of_many_deciders_one_wins(sekar: Client, world: World, app: Flask) -> None:
    write(sekar)
    id_ = stored().id

    def decide(number: int) -> str:
        try:
            deciding.approve(id_) if number % 2 else deciding.reject(id_, "Tidak.")
        except Conflict:
            return "late"
        return "first"

    answers = at_once(app, [lambda n=n: decide(n) for n in range(4)])
    assert sorted(answers) == ["first", "late", "late", "late"]


def test_what_was_changed_since_is_not_decided_on(sekar: Client, world: World) -> None:
    write(sekar)
    seen = stored().version
    fill(sekar, sekar.get(f"{PATH}/edit/{stored().id}"), tags="lain sekali")
    with pytest.raises(Conflict):
        deciding.approve(stored().id, seen)
    deciding.approve(stored().id, stored().version)


def test_what_does_not_wait_is_not_decided_on(world: World) -> None:
    for verb in (lambda id_: deciding.approve(id_), lambda id_: deciding.reject(id_, "Tidak.")):
        with pytest.raises(Conflict):
            verb(world.items[0].id)
        with pytest.raises(NotFound):
            verb(uuid.uuid4())


def test_the_queue_is_first_come_first_served(sekar: Client, world: World) -> None:
    make_item(world.rizky, "Lebih dulu", status=ModerationStatus.PENDING, submitted_at=clock.now())
    revise(sekar, world.items[0])
    write(sekar)
    assert "nomor 3 di antrean" in sekar.get(PATH).page.text(f"#karya-{stored().id}")
