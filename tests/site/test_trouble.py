"""What people are told when something is wrong: in their language, with a way on, and nothing from inside (ERR-*, HUB-25)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from kreatr.community import queries as community
from kreatr.marketplace import queries as marketplace
from tests.judge import Client
from tests.page import words
from tests.world import World

pytestmark = pytest.mark.one_database
JSON = {"Accept": "application/json"}


def _acts(page: Any) -> dict[str, str]:
    return {words(link): link.get("href") for link in page.page.all("main .acts a")}


@pytest.mark.parametrize(
    ("locale", "title", "message", "home"),
    [
        ("id", "Titik ini kosong (404)", "Halaman yang kamu cari sudah pindah", "Ke beranda"),
        ("en", "Nothing at this point (404)", "Resource not found", "Back home"),
    ],
)
def test_a_page_that_is_not_there(
    app: Flask, client: Client, locale: str, title: str, message: str, home: str
) -> None:
    client.set_cookie("locale", locale)
    page = client.get("/tidak/ada")
    assert page.status_code == 404 and page.page.text("h1") == title and message in page.page.text("main")
    assert _acts(page)[home] == "/" and _acts(page)["Explore Marketplace"] == "/community/marketplace"
    assert page.page.one("main form").get("action") == "/community/marketplace"
    assert words(page.page.one("main code")) == page.headers["X-Request-Id"]
    assert page.headers["Cache-Control"] == "no-store"


@pytest.mark.breaks
@pytest.mark.parametrize(
    ("locale", "title", "again", "said"),
    [
        ("id", "Aduh, ada yang tidak beres (500)", "Coba lagi", "Isianmu tidak hilang"),
        ("en", "Oops! Something went wrong (500)", "Try Again", "Server error. Please try again later"),
    ],
)
@pytest.mark.parametrize("path", ["/community", "/community/marketplace?q=kopi", "/portfolio/sekarayu", "/"])
def test_when_the_house_itself_fails(
    world: World,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    path: str,
    locale: str,
    title: str,
    again: str,
    said: str,
) -> None:
    def fail(*_args: Any, **_kwargs: Any) -> None:
        raise ValueError("SELECT secret FROM inside")

    monkeypatch.setattr(community, "platforms", fail)
    monkeypatch.setattr(marketplace, "find", fail)
    monkeypatch.setattr("kreatr.portfolio.queries.tiles", fail)
    client.set_cookie("locale", locale)
    page = client.get(path)
    assert page.status_code == 500 and page.page.text("h1") == title
    assert _acts(page)[again] == path.partition("?")[0] and said in page.page.text("main")
    assert "secret" not in page.page.html and "Traceback" not in page.page.html
    monkeypatch.undo()
    assert client.get(path).status_code == 200, "what failed is not kept"


@pytest.mark.breaks
def test_programs_are_told_in_one_shape(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch, change: Callable[..., None]
) -> None:
    def told(answer: Any) -> tuple[int, str, str]:
        assert answer.mimetype == "application/json" and set(answer.json) == {"error"}
        error = answer.json["error"]
        assert set(error) == {"code", "message", "request_id"}
        assert error["request_id"] == answer.headers["X-Request-Id"]
        return answer.status_code, error["code"], error["message"]

    client.set_cookie("locale", "en")
    assert told(client.get("/tidak-ada", headers=JSON)) == (404, "NOT_FOUND", "Resource not found")
    assert told(client.get("/portfolio/tidakada", headers=JSON)) == (404, "NOT_FOUND", "Creator not found")
    bad = told(client.get("/community/marketplace?q=%00", headers=JSON))
    assert bad == (400, "BAD_REQUEST", "Invalid input. Please check your data")
    assert told(client.post("/preferences", headers=JSON))[:2] == (403, "FORBIDDEN")
    assert told(client.delete("/about", headers=JSON))[0] in (403, 405)
    change(limits_factor=1 / 120)
    client.get("/community/marketplace?q=satu")
    many = told(client.get("/community/marketplace?q=dua", headers=JSON))
    assert many == (429, "RATE_LIMIT_EXCEEDED", "Too many requests. Please try again later")
    monkeypatch.setattr(community, "platforms", lambda: 1 / 0)
    assert told(client.get("/community", headers=JSON)) == (
        500,
        "INTERNAL",
        "Server error. Please try again later",
    )


@pytest.mark.parametrize(
    ("locale", "title"), [("id", "Pelan-pelan dulu, ya (429)"), ("en", "A little slower, please (429)")]
)
def test_too_fast(app: Flask, client: Client, change: Callable[..., None], locale: str, title: str) -> None:
    change(limits_factor=1 / 120)
    client.set_cookie("locale", locale)
    client.get("/community/marketplace?q=satu")
    page = client.get("/community/marketplace?q=dua")
    assert page.page.text("h1") == title and 1 <= int(page.headers["Retry-After"]) <= 61


@pytest.mark.parametrize("locale", ["id", "en"])
def test_a_form_that_was_open_for_too_long(app: Flask, client: Client, locale: str) -> None:
    client.set_cookie("locale", locale)
    page = client.post("/preferences", data={"theme": "dark", "next": "/community"})
    assert page.status_code == 403 and page.headers["Cache-Control"] == "no-store"
    assert client.submit(page).location == "/community", "what was typed is sent again with a fresh token"
    cookie = client.get_cookie("theme")
    assert cookie is not None and cookie.value == "dark"


@pytest.mark.breaks
@pytest.mark.parametrize(
    ("locale", "said", "again"),
    [("id", "Aduh, ada yang tidak beres.", "Coba lagi"), ("en", "Oops! Something went wrong.", "Try Again")],
)
def test_a_part_of_the_community_that_fails(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch, locale: str, said: str, again: str
) -> None:
    """HUB-25 for htmx: the script takes the note out of the page and puts it where the answer would have been."""
    monkeypatch.setattr(community, "feed", lambda *_place: 1 / 0)
    client.set_cookie("locale", locale)
    answer = client.get("/community/feed", htmx=True)
    assert answer.status_code == 500 and answer.headers["Cache-Control"] == "no-store"
    note = answer.page.one("main #galat")
    assert note.get("role") == "alert" and words(note).startswith(said)
    (link,) = note.iter("a")
    assert (words(link), link.get("href")) == (again, "/community/feed")
    monkeypatch.undo()
    assert client.get("/community/feed", htmx=True).status_code == 200


def test_htmx_gets_the_whole_page_with_its_note(app: Flask, client: Client) -> None:
    answer = client.get("/portfolio/tidakada", htmx=True)
    assert answer.status_code == 404 and answer.page.all("main #galat")
