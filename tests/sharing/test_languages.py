"""One address for each language of a public page, for search engines and for links that people send (PUB-10)."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.conformance.test_queries import counted
from tests.judge import Client
from tests.world import World, change_creator

SEKAR = "/portfolio/sekarayu"
BASE = "http://localhost"

pytestmark = pytest.mark.one_database


def language(page: object) -> str:
    return str(page.page.one("html").get("lang"))  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", ["/", "/community/marketplace", SEKAR, f"{SEKAR}/sawah-senja", "/help"])
def test_a_page_names_its_addresses(world: World, client: Client, path: str) -> None:
    expected = {"id": BASE + path, "en": f"{BASE}{path}?lang=en", "x-default": BASE + path}
    for asked, said, canonical, territory in (
        ("", "id", expected["id"], "id_ID"),
        ("?lang=en", "en", expected["en"], "en_US"),
        ("?lang=id", "id", expected["id"], "id_ID"),
        ("?lang=jv", "id", expected["id"], "id_ID"),
    ):
        answer = client.get(path + asked)
        links = {link.get("hreflang"): link.get("href") for link in answer.page.all("link[hreflang]")}
        assert links == expected and language(answer) == said
        assert answer.page.one("link[rel=canonical]").get("href") == canonical
        assert answer.page.one("meta[property='og:url']").get("content") == canonical
        assert answer.page.one("meta[property='og:locale']").get("content") == territory
        assert "Set-Cookie" not in answer.headers


def test_the_address_wins_over_the_cookie_and_both_are_kept(world: World, client: Client, app: Flask) -> None:
    english = app.test_client()
    english.set_cookie("locale", "en")
    for _again in range(2):
        assert [language(one.get(SEKAR)) for one in (client, english)] == ["id", "en"]
        assert [language(one.get(f"{SEKAR}?lang=en")) for one in (client, english)] == ["en", "en"]
        assert [language(one.get(f"{SEKAR}?lang=id")) for one in (client, english)] == ["id", "id"]
    with counted() as seen:
        client.get(f"{SEKAR}?lang=en")
    assert seen == [], "a page in another language is kept as well"
    change_creator(world.sekar, bio="Now in both languages.")
    assert "Now in both" in client.get(f"{SEKAR}?lang=en").page.html


def test_a_choice_made_on_such_a_page_holds(world: World, client: Client) -> None:
    page = client.get("/community/marketplace?q=sekar&lang=en")
    choice = page.page.all("footer a[data-pref=locale][data-value=id]")[0].get("href")
    chosen = client.submit(client.get(choice.partition("#")[0]), locale="id")
    assert chosen.headers["Location"].endswith("/community/marketplace?q=sekar")
    assert language(client.get(chosen.headers["Location"])) == "id"


def test_narrowed_lists_point_at_the_whole_and_further_pages_at_themselves(
    world: World, client: Client
) -> None:
    market = "/community/marketplace"
    for query, canonical in (
        ("?page=2", "?page=2"),
        ("?page=2&lang=en", "?page=2&lang=en"),
        ("?page=1", ""),
        ("?skill=branding&page=2", ""),
        ("?sort=newest", ""),
        ("?page=x%22%3E%3Cb%3E", ""),
    ):
        link = client.get(market + query).page.one("link[rel=canonical]").get("href")
        assert link == BASE + market + canonical
