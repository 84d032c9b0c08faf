"""The door of the admin area: who may enter, what they see there, and that they see where they are."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask_babel import lazy_gettext as _l

from kreatr.kernel import shell
from kreatr.kernel.manifest import MenuItem
from tests.judge import Client
from tests.page import words
from tests.world import World, signed_in

pytestmark = pytest.mark.one_database


def _menu(page: Any) -> dict[str, str]:
    return {words(tab): tab.get("href") for tab in page.all("header .tab")}


@pytest.mark.parametrize("name", ["ratna", "bagus", "maya"])
def test_the_house_may_enter(world: World, client: Client, name: str) -> None:
    answer = signed_in(client, getattr(world, name)).get("/admin")
    assert answer.status_code == 200 and "room-admin" in answer.page.one("body").get("class")
    assert (
        answer.headers["Cache-Control"].startswith("private") or "no-store" in answer.headers["Cache-Control"]
    )


def test_others_may_not(world: World, client: Client) -> None:
    assert client.get("/admin").headers["Location"] == "/login?next=/admin"
    for user in (world.sekar.user, world.dewi):
        assert signed_in(client, user).get("/admin").status_code == 403
        client.delete_cookie("kreatr")


@pytest.mark.parametrize(("name", "shown"), [("maya", True), ("bagus", True), ("dewi", False)])
def test_the_way_there_stands_in_the_account_menu(
    world: World, client: Client, name: str, shown: bool
) -> None:
    page = signed_in(client, getattr(world, name)).get("/dashboard").page
    assert bool(page.all(".menu a[href=/admin]")) is shown
    assert not client.get("/community").page.all("a[href=/admin]"), "the way is told inside only"


@pytest.mark.parametrize(
    ("locale", "title", "overview"),
    [("id", "Administrasi", "Ringkasan"), ("en", "Administration", "Overview")],
)
def test_the_first_page_says_what_each_page_is_for(
    world: World, client: Client, locale: str, title: str, overview: str
) -> None:
    client.set_cookie("locale", locale)
    page = signed_in(client, world.bagus).get("/admin").page
    assert page.text("h1") == title
    (here,) = page.all("header [aria-current]")
    assert words(here) == overview and here.get("href") == "/admin"
    others = {url for url in _menu(page).values() if url != "/admin"}
    assert {link.get("href") for link in page.all(".entries h2 a")} == others
    for entry in page.all(".entries li"):
        assert words(entry.find("p")), f"{words(entry)} does not say what it is for"


def test_the_yellow_copy_colours_the_browser_too(world: World, client: Client) -> None:
    page = signed_in(client, world.maya).get("/admin").page
    assert [one.get("content") for one in page.all("meta[name=theme-color]")] == ["#faf3d5", "#221e0d"]
    assert page.one("meta[name=robots]").get("content") == "noindex"


def test_phones_get_four_lines_and_the_rest_on_the_first_page(app: Flask) -> None:
    items = [MenuItem(_l("Overview"), "admin.home.index", "list", n, wide=n == 1) for n in range(7)]
    with app.test_request_context("/admin"):
        assert [line["wide"] for line in shell._menu(items)] == [False, True, False, False, False, True, True]
