"""Works that administrators choose for the hub (HUB-13)."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from kreatr.community.actions import highlighting
from kreatr.community.queries.highlights import order
from kreatr.kernel.db import db
from kreatr.portfolio.actions import arranging, deciding
from kreatr.portfolio.models import ModerationStatus, Visibility
from tests.judge import Client
from tests.page import words
from tests.world import World, change_creator, make_item, signed_in

PATH = "/admin/community/highlights"
FORM = "main form.fields"
SAWAH = "/portfolio/sekarayu/sawah-senja"


@pytest.fixture
def admin(world: World, client: Client) -> Client:
    return signed_in(client, world.bagus)


def _choose(admin: Client, address: str) -> Any:
    return admin.submit(admin.get(PATH), FORM, address=address)


def _hub(app: Flask) -> list[str]:
    visitor = app.test_client()
    return [words(one) for one in visitor.get("/community").page.all("#karya-pilihan .cap b")]  # type: ignore[attr-defined]


def _listed(admin: Client) -> list[str]:
    return [words(one) for one in admin.get(PATH).page.all(".works h2")]


@pytest.mark.parametrize(
    "address",
    [SAWAH, f" {SAWAH}/ ", f"http://localhost{SAWAH}", f"https://localhost:8000{SAWAH}?dari=hub#atas"],
)
def test_a_work_is_chosen_by_its_address(app: Flask, admin: Client, address: str) -> None:
    assert _hub(app) == []
    assert _choose(admin, address).status_code == 303
    assert _hub(app) == ["Sawah Senja"] and _listed(admin) == ["Sawah Senja"]
    page = app.test_client().get("/community").page  # type: ignore[attr-defined]
    assert (
        page.one("#karya-pilihan a").get("href") == SAWAH
        and words(page.one("#karya-pilihan h2")) == "Karya pilihan"
    )


def test_hidden_while_nothing_is_chosen(world: World, client: Client) -> None:
    assert not client.get("/community").page.all("#karya-pilihan")


@pytest.mark.one_database
@pytest.mark.parametrize(
    "address",
    ["/portfolio/sekarayu", "/portfolio/sekarayu/tidak-ada", "/portfolio/tidakada/sawah-senja", "https://evil.test" + SAWAH,
     "sawah-senja", "/portfolio/sekarayu/menunggu", "/portfolio/sekarayu/pribadi", "/portfolio/gani/tersembunyi",
     "https://[::1" + SAWAH, "/portfolio/../sekarayu/sawah-senja", SAWAH + "/preview", "<script>", "é/" + SAWAH],
)  # fmt: skip
def test_what_visitors_cannot_see_is_not_chosen(world: World, admin: Client, address: str) -> None:
    make_item(world.sekar, "Menunggu", status=ModerationStatus.PENDING)
    make_item(world.sekar, "Pribadi", visibility=Visibility.PRIVATE)
    make_item(world.gani, "Tersembunyi")
    answer = _choose(admin, address)
    assert answer.status_code == 422 and "Tidak ada karya" in answer.page.text("#address-error")
    assert answer.page.one("#address").get("value") == address and _listed(admin) == []


def test_an_empty_address_is_asked_for(admin: Client) -> None:
    assert _choose(admin, "  ").status_code == 422


def test_twice_and_more_than_eight_are_refused(world: World, admin: Client) -> None:
    for n in range(9):
        make_item(world.rizky, f"Karya {n}")
    assert _choose(admin, "/portfolio/rizkypratama/karya-0").status_code == 303
    assert _choose(admin, "/portfolio/rizkypratama/karya-0").status_code == 409
    page = admin.get(PATH)
    for n in range(1, 8):
        assert _choose(admin, f"/portfolio/rizkypratama/karya-{n}").status_code == 303
    answer = admin.submit(
        page, FORM, address="/portfolio/rizkypratama/karya-8"
    )  # a window that is still open
    assert answer.status_code == 409 and "delapan" in answer.page.text("main")
    assert _listed(admin) == [f"Karya {n}" for n in range(8)] and not admin.get(PATH).page.all(FORM)


def test_the_first_four_stand_on_the_hub_in_order(world: World, app: Flask, admin: Client) -> None:
    for n in range(5):
        make_item(world.rizky, f"Karya {n}")
        _choose(admin, f"/portfolio/rizkypratama/karya-{n}")
    assert _hub(app) == [f"Karya {n}" for n in range(4)]
    last = admin.get(PATH).page.all("li[id^=karya]")[-1].get("id", "").removeprefix("karya-")
    token = admin.get(PATH).page.one(f"{FORM} input[name=csrf_token]").get("value")
    for htmx in (True, False, True, False, False):
        answer = admin.post(f"{PATH}/{last}/position", data={"csrf_token": token, "move": "up"}, htmx=htmx)
        assert answer.status_code == (200 if htmx else 303)
        assert not htmx or (not answer.page.whole and answer.page.one("#daftar") is not None)
    assert _listed(admin)[0] == "Karya 4" and _hub(app)[0] == "Karya 4"
    highlighting.move(order()[0], 1)
    assert _hub(app)[:2] == ["Karya 0", "Karya 4"]


def test_what_is_hidden_leaves_the_hub_and_comes_back(world: World, app: Flask, admin: Client) -> None:
    _choose(admin, SAWAH)
    item = world.items[0].id
    arranging.set_visibility(world.sekar.user, item, Visibility.PRIVATE)
    assert _hub(app) == [] and "Di halaman komunitas" not in admin.get(PATH).page.text("main")
    assert "Tidak tayang lagi" in admin.get(PATH).page.text(f"#karya-{item}")
    arranging.set_visibility(world.sekar.user, item, Visibility.PUBLIC)
    assert _hub(app) == ["Sawah Senja"]
    change_creator(world.sekar, is_public=False)
    assert _hub(app) == []
    change_creator(world.sekar, is_public=True)
    deciding.flag(item, "Ada laporan.")
    assert _hub(app) == []
    arranging.remove(world.sekar.user, item)
    assert _listed(admin) == []


def test_removing_leaves_the_work_as_it_is(world: World, app: Flask, admin: Client) -> None:
    _choose(admin, SAWAH)
    item = world.items[0].id
    form = f"form[action='{PATH}/{item}/removal']"
    answer = admin.submit(admin.get(PATH), form.replace("'", ""))
    assert answer.status_code == 303 and _listed(admin) == [] and _hub(app) == []
    assert app.test_client().get(SAWAH).status_code == 200
    db.session.rollback()
    assert order() == []


def test_what_is_not_among_them_is_not_found(world: World, admin: Client) -> None:
    token = admin.get(PATH).page.one(f"{FORM} input[name=csrf_token]").get("value")
    for path, data in (("position", {"move": "up"}), ("removal", {})):
        answer = admin.post(f"{PATH}/{world.items[0].id}/{path}", data={"csrf_token": token, **data})
        assert answer.status_code == 404
    _choose(admin, SAWAH)
    sideways = admin.post(
        f"{PATH}/{world.items[0].id}/position", data={"csrf_token": token, "move": "sideways"}
    )
    assert sideways.status_code == 400


@pytest.mark.one_database
@pytest.mark.parametrize("name", ["maya", "dewi", "sekar"])
def test_only_administrators(world: World, client: Client, name: str) -> None:
    highlighting.choose(world.bagus, "sekarayu", "sawah-senja")
    person = getattr(world, name)
    signed_in(client, getattr(person, "user", person))
    token = client.token()
    item = world.items[0].id
    assert client.get(PATH).status_code == 403
    for path in (PATH, f"{PATH}/{item}/position", f"{PATH}/{item}/removal"):
        answer = client.post(path, data={"csrf_token": token, "address": SAWAH, "move": "up"})
        assert answer.status_code == 403
    assert order() == [item]
