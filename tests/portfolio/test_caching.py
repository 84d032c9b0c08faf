"""Portfolios are kept ready for visitors and renewed at once (PUB-15, PUB-16, MKT-19, W11)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from tests.conformance.test_queries import counted
from tests.judge import Client
from tests.marketplace.asking import change_item
from tests.services import Valkey
from tests.world import World, change_creator, make_item, signed_in

SEKAR = "/portfolio/sekarayu"
VISITS = 100


def test_a_visitor_gets_a_mark_and_then_an_empty_304(world: World, client: Client) -> None:
    first = client.get(SEKAR)
    assert first.headers["Cache-Control"] == "no-cache" and "Set-Cookie" not in first.headers
    assert {"Accept-Encoding", "Cookie"} <= set(first.headers["Vary"].split(", "))
    again = client.get(SEKAR, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.get_data()) == (304, b"")
    other = client.get(f"{SEKAR}?page=2", headers={"If-None-Match": '"something-else"'})
    assert other.status_code == 200


def test_a_change_shows_at_the_next_request(world: World, client: Client) -> None:
    mark = client.get(SEKAR).headers["ETag"]
    change_creator(world.sekar, bio="Sekarang juga membuat film pendek dengan AI.")
    renewed = client.get(SEKAR, headers={"If-None-Match": mark})
    assert renewed.status_code == 200 and "film pendek" in renewed.page.html
    make_item(world.sekar, "Film Pertama")
    assert "Film Pertama" in client.get(SEKAR).page.html
    change_item(world.items[0], title="Sawah Pagi")
    for path in (SEKAR, f"{SEKAR}/sawah-senja"):
        assert "Sawah Pagi" in client.get(path).page.html


def test_only_the_changed_creators_page_is_made_anew(world: World, client: Client) -> None:
    before = client.get("/portfolio/rizkypratama").headers["ETag"]
    change_creator(world.sekar, bio="Lain lagi ceritanya sekarang.")
    assert client.get("/portfolio/rizkypratama").headers["ETag"] == before


def test_a_kept_page_costs_no_query(world: World, client: Client, app: Flask) -> None:
    client.get(SEKAR)
    with counted() as seen:
        assert client.get(SEKAR).status_code == 200
    assert seen == []


def test_the_same_page_packed_and_plain(world: World, client: Client) -> None:
    packed = client.get(SEKAR, headers={"Accept-Encoding": "gzip, br"})
    plain = client.get(SEKAR)
    assert packed.headers["Content-Encoding"] == "br" and "Content-Encoding" not in plain.headers
    assert packed.page.html == plain.page.html and packed.headers["ETag"] != plain.headers["ETag"]
    assert client.head(SEKAR).headers["ETag"] == plain.headers["ETag"]


def test_readers_with_other_choices_get_pages_of_their_own(world: World, client: Client, app: Flask) -> None:
    client.get(SEKAR)
    for cookie, value, sign in (
        ("locale", "en", '<html lang="en"'),
        ("theme", "dark", '<html lang="id" data-theme="dark"'),
    ):
        other = app.test_client()
        other.set_cookie(cookie, value)
        assert sign in other.get(SEKAR).page.html and sign not in client.get(SEKAR).page.html


def test_signed_in_pages_are_never_kept(world: World, client: Client, app: Flask) -> None:
    owner = signed_in(app.test_client(), world.sekar.user)
    mine = owner.get(SEKAR)
    assert mine.headers["Cache-Control"] == "private, no-store" and "ETag" not in mine.headers
    visitor = client.get(SEKAR)
    assert visitor.page.all("[data-testid=contact-button]") and not mine.page.all(
        "[data-testid=contact-button]"
    )
    assert "Keluar" not in visitor.page.text("header")


@pytest.mark.parametrize(
    "path",
    [
        f"{SEKAR}/theme.css",
        f"{SEKAR}/sawah-senja/x.css",
        f"{SEKAR}/..%2f..%2fdashboard",
        f"{SEKAR};x.css",
        f"{SEKAR}%00.css",
        "/community/marketplace/x.js",
        "/community/logo.png",
        "/about/x.css",
        "/index.html",
    ],
)
def test_unknown_paths_under_kept_ones_are_not_there(
    world: World, client: Client, valkey: Valkey, path: str
) -> None:
    answer = client.get(path)
    assert answer.status_code in (400, 404) and answer.headers["Cache-Control"] == "no-store"
    assert not [key for key in valkey.client.keys("kreatr:page:*") if not key.endswith(b":lock")]


def test_without_the_cache_pages_are_made_each_time(world: World, client: Client, valkey: Valkey) -> None:
    client.get(SEKAR)
    valkey.kill()
    assert client.get(SEKAR).page.text("h1") == "Sekar Ayu"
    change_creator(world.sekar, display_name="Sekar Tanpa Simpanan")
    assert client.get(SEKAR).page.text("h1") == "Sekar Tanpa Simpanan"


def test_a_hundred_visits_at_once_succeed(world: World, app: Flask) -> None:
    def visit(number: int) -> int:
        path = SEKAR if number % 2 else f"{SEKAR}?page={number % 10}"
        return app.test_client().get(path).status_code

    with ThreadPoolExecutor(20) as pool:
        assert list(pool.map(visit, range(VISITS))) == [200] * VISITS
