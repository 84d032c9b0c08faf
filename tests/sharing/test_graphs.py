"""What pages tell machines in schema.org's words (PUB-13), and what other sites show of a page (PUB-10, 11, 14)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from kreatr.kernel.db import unit
from kreatr.portfolio.models import Licence
from tests.judge import Client
from tests.sharing.vocabulary import check, one, told
from tests.world import World, change_creator, make_event

SEKAR = "/portfolio/sekarayu"
BASE = "http://localhost"
EVIL = 'Sekar </script><b>"Ayu" <!--'

pytestmark = pytest.mark.one_database


def meta(page: Any, name: str) -> str:
    return str(
        page.page.one(f"meta[{'property' if name.startswith('og:') else 'name'}='{name}']").get("content")
    )


def test_the_table_knows_wrong_from_right() -> None:
    place = {"@type": "Place", "name": "Yogyakarta"}
    assert not list(check({"@type": "Person", "name": "Sekar", "homeLocation": place}))
    wrong: tuple[dict[str, Any], ...] = (
        {"@type": "Person", "aggregateRating": {"@type": "AggregateRating", "ratingValue": 5}},
        {"@type": "Person", "homeLocation": "Yogyakarta"},
        {"@type": "Event", "startDate": "besok", "name": "Temu"},
        {"@type": "Event", "eventStatus": "https://schema.org/EventMaybe"},
        {"@type": "Persona", "name": "Sekar"},
    )
    assert [len(list(check(node))) for node in wrong] == [1] * len(wrong)


def test_a_portfolio(world: World, client: Client) -> None:
    change_creator(
        world.sekar, display_name=EVIL, twitter_url="https://x.com/sekar", bio="Melukis & <i>AI</i>."
    )
    answer = client.get(SEKAR)
    nodes = told(answer.page)
    page = one(nodes, "ProfilePage")
    person = page["mainEntity"]
    assert (
        person["@type"] == "Person"
        and person["name"] == EVIL
        and person["description"] == "Melukis & <i>AI</i>."
    )
    assert person["url"] == BASE + SEKAR and person["alternateName"] == "@sekarayu"
    assert person["sameAs"] == ["https://x.com/sekar", "https://sekarayu.contoh.test"]
    assert person["knowsAbout"] == ["Midjourney", "Ilustrasi", "Branding"]
    assert client.get(person["image"].removeprefix(BASE)).status_code == 200
    assert {work["name"] for work in page["hasPart"]} == {item.title for item in world.items}
    service = one(nodes, "Service")
    rating = service["aggregateRating"]
    assert (rating["ratingValue"], rating["reviewCount"], rating["bestRating"]) == (4.9, 10, 5)
    assert [offer["priceSpecification"]["priceCurrency"] for offer in service["offers"]] == ["IDR", "IDR"]
    steps = one(nodes, "BreadcrumbList")["itemListElement"]
    assert [step["item"] for step in steps] == [f"{BASE}/community/marketplace", BASE + SEKAR]
    html = answer.page.html
    assert html.count("<script") == html.count("</script>"), "nothing that people write ends the script"
    assert "sekarayu@contoh.test" not in html


def test_somebody_new_is_rated_by_nobody(world: World, client: Client) -> None:
    change_creator(world.rizky, hourly_rate=None, project_rate=None, place="")
    nodes = told(client.get("/portfolio/rizkypratama").page)
    assert [node["@type"] for node in nodes] == ["ProfilePage", "BreadcrumbList"]
    assert "homeLocation" not in nodes[0]["mainEntity"] and "image" not in nodes[0]["mainEntity"]


def test_a_work(world: World, client: Client) -> None:
    with unit():
        world.items[0].licence, world.items[0].likes = Licence.CC_BY_NC, 3
        world.items[0].title = EVIL
    nodes = told(client.get(f"{SEKAR}/sawah-senja").page)
    work = one(nodes, "VisualArtwork")
    assert work["name"] == EVIL and work["creator"]["url"] == BASE + SEKAR
    assert work["license"] == "https://creativecommons.org/licenses/by-nc/4.0/"
    assert work["keywords"] == "sawah, senja" and work["interactionStatistic"]["userInteractionCount"] == 3
    (image,) = work["image"]
    assert image["caption"] == "Gambar Sawah Senja" and image["license"] == work["license"]
    assert client.get(image["contentUrl"].removeprefix(BASE)).mimetype == "image/webp"
    assert one(told(client.get(f"{SEKAR}/seratus-prompt-batik").page), "CreativeWork")["genre"] == "Prompt"


def test_the_house_the_hub_and_the_marketplace(world: World, client: Client) -> None:
    front = told(client.get("/").page)
    search = one(front, "WebSite")["potentialAction"]
    address = search["target"]["urlTemplate"].replace("{words}", "midjourney").removeprefix(BASE)
    assert "Sekar Ayu" in client.get(address).page.text("main"), "the search that is announced finds people"
    assert one(front, "Organization")["name"] == "kreatr"
    for path in ("/community", "/community/marketplace"):
        steps = one(told(client.get(path).page), "BreadcrumbList")["itemListElement"]
        assert steps[-1]["item"] == BASE + path


@pytest.mark.parametrize(
    ("place", "link", "kinds", "mode"),
    [
        ("Dago, Bandung", "", ["Place"], "OfflineEventAttendanceMode"),
        ("", "https://discord.com/", ["VirtualLocation"], "OnlineEventAttendanceMode"),
        ("Discord", "https://discord.com/", ["Place", "VirtualLocation"], None),
        ("", "", [], None),
    ],
)
def test_an_event(
    app: Flask, client: Client, place: str, link: str, kinds: list[str], mode: str | None
) -> None:
    event = make_event(
        "Temu <AI>", timedelta(days=2), place=place, link=link, host="Bagas", text="Bawa **laptop**."
    )
    node = one(told(client.get(f"/community/events/{event.id}").page), "Event")
    assert (
        node["name"] == "Temu <AI>"
        and node["description"] == "Bawa laptop."
        and node["startDate"] < node["endDate"]
    )
    where = node.get("location", [])
    assert [one["@type"] for one in (where if isinstance(where, list) else [where])] == kinds
    assert node.get("eventAttendanceMode") == (mode and f"https://schema.org/{mode}")


def test_what_others_show_of_a_page(world: World, client: Client) -> None:
    change_creator(world.sekar, bio='Melukis "sawah" & <laut> dengan AI. ' * 12)
    page = client.get(SEKAR)
    assert page.page.text("title") == meta(page, "og:title") == "Sekar Ayu (@sekarayu) · kreatr"
    said = meta(page, "description")
    assert said == meta(page, "og:description") and len(said) <= 160
    assert said.startswith('Melukis "sawah" & <laut>')
    assert meta(page, "og:type") == "profile" and meta(page, "og:url") == BASE + SEKAR
    work = client.get(f"{SEKAR}/sawah-senja")
    assert work.page.text("title") == meta(work, "og:title") == "Sawah Senja, Sekar Ayu · kreatr"
    assert meta(work, "og:type") == "article"
    assert meta(work, "og:description") == "Dibuat untuk pameran kecil di Yogyakarta.", (
        "Markdown's signs are no words"
    )


def test_every_page_has_words_of_its_own(world: World, client: Client) -> None:
    event = make_event("Kopi darat", text="Bertemu di Dago.")
    paths = [
        *("/", "/community", "/community/marketplace", "/community/events", "/community/events/archive"),
        *(
            "/community/feed",
            "/community/moderation-log",
            "/about",
            "/guidelines",
            "/privacy",
            "/terms",
            "/help",
        ),
        *(
            SEKAR,
            f"{SEKAR}/kopi-gayo",
            f"{SEKAR}/contact",
            f"/community/events/{event.id}",
            "/login",
            "/register",
        ),
    ]
    pages = [client.get(path) for path in paths]
    for words in ("title", "description"):
        said = [page.page.text("title") if words == "title" else meta(page, "description") for page in pages]
        twice = {path for path, one in zip(paths, said, strict=True) if said.count(one) > 1}
        assert not twice, f"these say the same as {words}"
        assert all(12 <= len(one) <= 175 for one in said), said
    for page in pages:
        assert meta(page, "twitter:card") == "summary_large_image"
