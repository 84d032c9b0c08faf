"""What readers choose about how pages look: kept in cookies of their device, by a form that needs no JavaScript."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from tests.judge import Client
from tests.world import World

pytestmark = pytest.mark.one_database
OUTSIDE = [
    "https://evil.test", "//evil.test", "///evil.test", "////evil.test", "/\\evil.test", "\\\\evil.test", "\\/evil.test",
    "/\t/evil.test", "/\n/evil.test", "\t//evil.test", " //evil.test", "https:evil.test", "https:/evil.test",
    "javascript:alert(1)", "data:text/html,x", "/%2fevil.test", "/%5cevil.test", "/%252fevil.test", "/%09/evil.test",
    "//localhost@evil.test", "http://localhost:80@evil.test/", "/.//evil.test", "/..//evil.test", "/a/..//evil.test",
    "evil.test", "?next=//evil.test", "", "/\r\nSet-Cookie: a=b", "/é//evil.test",
]  # fmt: skip


def _cookie(client: Client, name: str) -> Any:
    return client.get_cookie(name)


def _choose(client: Client, next_: str = "/", **chosen: Any) -> Any:
    form = client.get("/preferences", query_string={"next": next_})
    return client.submit(form, **chosen)


def test_choices_are_kept_for_a_year(app: Flask, client: Client) -> None:
    answer = _choose(client, "/community", locale="en", theme="dark", contrast="more", lite="1")
    assert (answer.status_code, answer.location) == (303, "/community")
    for name, value in (("locale", "en"), ("theme", "dark"), ("contrast", "more"), ("lite", "1")):
        cookie = _cookie(client, name)
        assert cookie.value == value and cookie.path == "/" and cookie.max_age == 365 * 24 * 3600
    again = client.get("/preferences").page
    chosen = {box.get("name"): box.get("value") for box in again.all("main input[checked]")}
    assert chosen == {"locale": "en", "theme": "dark", "contrast": "more", "lite": "1"}
    assert again.text("h1") == "Language and theme"


def test_what_was_not_sent_stays(app: Flask, client: Client) -> None:
    _choose(client, locale="en")
    _choose(client, locale=None, lite=None, theme="light")
    assert _cookie(client, "locale").value == "en" and _cookie(client, "theme").value == "light"


@pytest.mark.parametrize(
    ("name", "value"),
    [("locale", "jv"), ("theme", "neon"), ("contrast", "less"), ("lite", "2"), ("locale", "en;x=1")],
)
def test_values_nobody_offers_are_refused(app: Flask, client: Client, name: str, value: str) -> None:
    answer = _choose(client, **{name: value})
    assert answer.status_code == 422 and _cookie(client, name) is None


@pytest.mark.parametrize(("name", "value"), [("locale", "xx"), ("theme", "<b>"), ("lite", "yes")])
def test_cookies_somebody_made_up_count_as_none(app: Flask, client: Client, name: str, value: str) -> None:
    client.set_cookie(name, value)
    html = client.get("/about").page.one("html")
    assert (html.get("lang"), html.get("data-theme")) == ("id", "auto")


def test_without_the_token_nothing_is_kept(app: Flask, client: Client) -> None:
    answer = client.post("/preferences", data={"locale": "en", "next": "/"})
    assert answer.status_code == 403 and _cookie(client, "locale") is None


@pytest.mark.parametrize("target", OUTSIDE)
def test_the_way_back_stays_on_this_site(app: Flask, client: Client, target: str) -> None:
    page = client.get("/preferences", query_string={"next": target})
    assert page.page.one("input[name=next]").get("value") == "/"
    assert page.page.one("main form .acts a").get("href") == "/"
    sent = client.submit(page, next=target, theme="dark")
    assert (sent.status_code, sent.location) == (303, "/")


@pytest.mark.parametrize(
    "target", ["/", "/community/marketplace?q=kopi+susu&skill=a#hasil", "/portfolio/sekarayu"]
)
def test_the_way_back_leads_where_one_came_from(app: Flask, client: Client, target: str) -> None:
    assert _choose(client, target, theme="dark").location == target


def test_every_public_page_offers_the_choices(world: World, client: Client) -> None:
    for path in (
        "/",
        "/community",
        "/community/marketplace?q=kopi&page=2",
        "/portfolio/sekarayu",
        "/about",
        "/tidak-ada",
    ):
        links = client.get(path).page.all("footer a[data-pref]")
        assert [link.get("data-value") for link in links] == ["auto", "light", "dark", "id", "en", "0", "1"]
        way = client.get(links[0].get("href"))
        assert way.page.one("input[name=next]").get("value") == path


@pytest.mark.parametrize(("theme", "colors"), [("auto", 2), ("light", 1), ("dark", 1)])
def test_the_theme_is_on_the_page_from_the_server(
    app: Flask, client: Client, theme: str, colors: int
) -> None:
    client.set_cookie("theme", theme)
    page = client.get("/about").page
    assert page.one("html").get("data-theme") == theme
    metas = page.all("meta[name=theme-color]")
    assert len(metas) == colors and all((meta.get("media") is None) == (theme != "auto") for meta in metas)


def test_high_contrast_is_on_the_page_from_the_server_and_nowhere_else(app: Flask, client: Client) -> None:
    """A page that is kept for all visitors is kept once for each choice."""
    for value, shown in ((None, None), ("more", "more"), ("<b>", None), (None, None)):
        client.set_cookie("contrast", value) if value else client.delete_cookie("contrast")
        assert client.get("/about").page.one("html").get("data-contrast") == shown


def test_the_form_is_nobody_elses_to_keep(app: Flask, client: Client) -> None:
    answer = client.get("/preferences")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.page.one("meta[name=robots]").get("content") == "noindex"
