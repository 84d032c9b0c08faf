"""What search engines and other sites are told about a portfolio (PUB-10, 11, 13)."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask import Flask

from tests.judge import Client
from tests.world import World, change_creator

SEKAR = "/portfolio/sekarayu"


def _meta(page: Any, name: str) -> str:
    return page.page.one(f"meta[{'property' if ':' in name else 'name'}={name}]").get("content")


@pytest.mark.one_database
def test_what_others_show_of_the_page(world: World, client: Client, app: Flask) -> None:
    base = app.config["KREATR"].base_url
    change_creator(world.sekar, bio='Melukis "sawah" & <laut> dengan AI. ' * 12)
    page = client.get(SEKAR)
    assert page.page.text("title") == "Sekar Ayu (@sekarayu) · kreatr"
    assert _meta(page, "og:title") == page.page.text("title")
    said = _meta(page, "description")
    assert (
        said == _meta(page, "og:description")
        and said.startswith('Melukis "sawah" & <laut>')
        and len(said) <= 160
    )
    assert _meta(page, "og:type") == "profile" and _meta(page, "og:url") == base + SEKAR
    avatar = world.sekar.avatar
    assert _meta(page, "og:image") == f"{base}/media/{avatar.name}-320.webp"
    assert page.page.one("link[rel=canonical]").get("href") == base + SEKAR
    shown = _meta(client.get("/portfolio/rizkypratama"), "og:image")
    assert shown.startswith(f"{base}/media/"), "without a face of their own, a work stands for them"


@pytest.mark.one_database
def test_structured_data(world: World, client: Client, app: Flask) -> None:
    base = app.config["KREATR"].base_url
    change_creator(world.sekar, display_name="Sekar </script><b>Ayu", twitter_url="https://x.com/sekar")
    data = json.loads("".join(client.get(SEKAR).page.one("script[type^=application]").itertext()))
    assert (data["@context"], data["@type"]) == ("https://schema.org", "ProfilePage")
    person = data["mainEntity"]
    assert person["@type"] == "Person" and person["name"] == "Sekar </script><b>Ayu"
    assert person["url"] == base + SEKAR and person["alternateName"] == "@sekarayu"
    assert person["sameAs"] == ["https://x.com/sekar", "https://sekarayu.contoh.test"]
    assert person["knowsAbout"] == ["Midjourney", "Ilustrasi", "Branding"]
    assert person["image"].startswith(f"{base}/media/")
    assert {work["name"] for work in data["hasPart"]} == {item.title for item in world.items}
    assert not any("@contoh.test" in str(value) for value in person.values() if "https://" not in str(value))


@pytest.mark.one_database
def test_what_others_show_of_a_work(world: World, client: Client, app: Flask) -> None:
    base = app.config["KREATR"].base_url
    page = client.get(f"{SEKAR}/sawah-senja")
    assert page.page.text("title") == "Sawah Senja, Sekar Ayu · kreatr"
    assert _meta(page, "og:type") == "article" and _meta(page, "og:title") == page.page.text("title")
    assert _meta(page, "og:description") == "Dibuat untuk pameran kecil di Yogyakarta.", (
        "Markdown's signs are not words"
    )
    picture = world.items[0].images[0].picture
    assert _meta(page, "og:image") == f"{base}/media/{picture.name}-768.webp"
    assert client.get(_meta(page, "og:image").removeprefix(base)).mimetype == "image/webp"


@pytest.mark.one_database
def test_pages_of_the_house_have_words_of_their_own(world: World, client: Client) -> None:
    paths = ("/", "/community", "/community/marketplace", SEKAR, f"{SEKAR}/kopi-gayo")
    pages = [client.get(path) for path in paths]
    assert len({page.page.text("title") for page in pages}) == len(paths)
    assert len({_meta(page, "description") for page in pages}) == len(paths)
