"""The front door: the way in, this week's works, and only measured numbers (LND-*, C16, C17)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from kreatr.community.models import Platform
from kreatr.kernel import clock
from kreatr.portfolio.models import ItemCategory
from kreatr.site.queries import level
from tests.community.test_hub import measure
from tests.judge import Client
from tests.page import parse, words
from tests.world import World, change_creator, make_creator, make_item, make_review, signed_in


def _link(page: Any, text: str) -> Any:
    return next(link for link in page.all("main a") if words(link) == text)


@pytest.mark.parametrize("locale", ["id", "en"])
def test_the_way_into_the_community(app: Flask, client: Client, locale: str) -> None:
    client.set_cookie("locale", locale)
    page = client.get("/").page
    cta = page.one("[data-testid=community-cta]")
    assert (cta.get("href"), words(cta), cta.get("lang")) == ("/community", "Join Community", "en")
    assert any(str(one.tag).endswith("svg") for one in cta.iter()) and "go" in cta.get("class").split()
    market = _link(page, "Explore Marketplace")
    assert (market.get("href"), market.get("lang")) == ("/community/marketplace", "en")
    assert page.text("html") and page.one("html").get("lang") == locale


@pytest.mark.parametrize(
    ("locale", "heading", "free", "demo", "community"),
    [
        (
            "id",
            "Rumah para kreator AI Indonesia",
            "Mulai Gratis",
            "Lihat Demo",
            "Bergabung dengan Komunitas Kreator",
        ),
        ("en", "Home of Indonesian AI creators", "Start free", "See the demo", "Join the creator community"),
    ],
)
def test_beside_it_in_both_languages(
    app: Flask, client: Client, locale: str, heading: str, free: str, demo: str, community: str
) -> None:
    client.set_cookie("locale", locale)
    page = client.get("/").page
    assert page.one("h1").get("aria-label") == heading
    assert _link(page, free).get("href") == "/register" and _link(page, demo).get("href") == "/demo"
    assert page.text("h2#komunitas") == community
    section = page.one("section[aria-labelledby=komunitas]")
    assert [words(link) for link in section.iter("a") if link.get("href") == "/community"] == [
        "Explore Community",
        "Join Community",
    ]


def test_the_community_button_in_its_variants(app: Flask) -> None:
    """LND-04: hero, section and inline, each with or without its numbers."""
    stats = {"members": 4241, "measured_at": clock.now()}
    with app.test_request_context():
        macro: Any = app.jinja_env.get_template("ui/button.html").module
        for variant, text, style in (
            ("hero", "Join Community", "btn cta go"),
            ("section", "Explore Community", "btn cta solid"),
            ("inline", "Join Community", None),
        ):
            plain = parse(str(macro.community_cta(variant, testid="satu")))
            button = plain.one("[data-testid=satu]")
            assert (button.get("href"), words(button), button.get("class")) == ("/community", text, style)
            assert not plain.all(".count")
            assert not parse(str(macro.community_cta(variant, {**stats, "members": 0}))).all(".count")
            counted = parse(str(macro.community_cta(variant, stats)))
            assert counted.text(".count") == "4.241 anggota · diperbarui baru saja"
            assert counted.one(".count time") is not None


def test_the_front_door_says_how_many_are_there(world: World, client: Client) -> None:
    page = client.get("/").page
    assert page.text(".hero .count") == "18 anggota · diperbarui baru saja"
    assert len(page.all("[data-testid=community-cta]")) == 1
    inline = page.all("section[aria-labelledby=keahlian] p a")
    assert [(words(link), link.get("href")) for link in inline] == [("Join Community", "/community")]


@pytest.mark.one_database
def test_the_community_before_the_footer(world: World, client: Client) -> None:
    """LND-06, 07, 08: full width, last before the footer; each platform's number with its age, or what is there."""
    for platform, number in zip(Platform, (4241, 1082, 517, 128), strict=True):
        measure(platform, member_count=number, fetched_at=clock.now() - timedelta(minutes=3))
    page = client.get("/").page
    section = page.all("main section")[-1]
    assert section.get("aria-labelledby") == "komunitas" and "wrap" not in section.get("class")
    assert section[-1].get("class") == "band kunyit", "the band reaches from edge to edge"
    said = [words(one) for one in page.all("article.platform")]
    for name, number in (("Discord", "4.241 anggota"), ("Reddit", "1.082 pelanggan"), ("GitHub", "517 kontributor"),
                         ("Hugging Face", "128 model")):  # fmt: skip
        assert f"{name} (tab baru) {number} diperbarui 3 menit lalu" in said
    assert _link(page, "Explore Community").get("href") == "/community"


def test_only_measured_numbers(app: Flask, client: Client) -> None:
    said = client.get("/").page.text("main")
    assert not any(letter.isdigit() for letter in said), f"a number nobody measured: {said}"
    measure(Platform.HUGGINGFACE, member_count=86, fetched_at=clock.now() - timedelta(minutes=3))
    assert "86 model diperbarui 3 menit lalu" in client.get("/").page.text(".platforms")
    make_creator("satu")
    rows = {
        words(row[0]): words(row[1])
        for row in client.get("/").page.all("section[aria-labelledby=komunitas] dl div")
    }
    assert rows == {"Anggota": "1", "Kreator di marketplace": "1", "Diperbarui": "baru saja"}


def test_the_work_of_the_week_and_eight_more(app: Flask, client: Client) -> None:
    now = clock.now()
    for n in range(11):
        creator = make_creator(f"orang{n}")
        make_item(creator, f"Karya {n}", featured=True, created_at=now - timedelta(hours=n))
        make_item(creator, f"Lama {n}", featured=True, created_at=now - timedelta(days=40 + n))
        make_item(creator, f"Biasa {n}")
    page = client.get("/").page
    assert page.text(".hero .cap b") == "Karya 0"
    works = {words(title) for title in page.all(".masonry .cap b")}
    assert works == {f"Karya {n}" for n in range(1, 9)}, "the newest featured work of each, one per creator"


def test_a_prompt_that_was_published(world: World, client: Client) -> None:
    page = client.get("/").page
    assert page.text("p.prompt").startswith("Sawah terasering")
    assert page.one("section[aria-labelledby=prompt] dl a").get("href") == "/portfolio/sekarayu"


def test_skills_that_somebody_has(world: World, client: Client) -> None:
    make_item(world.rizky, "Alat", category=ItemCategory.TECHNICAL, featured=True)
    index = client.get("/").page.all(".index a")
    assert [(link.get("href"), words(link)) for link in index] == [
        ("/community/marketplace?category=AI_CONTENT", "Konten AI1"),
        ("/community/marketplace?category=TECHNICAL", "Teknis1"),
    ]


def test_an_empty_house_is_still_a_house(app: Flask, client: Client) -> None:
    page = client.get("/").page
    assert not page.all(".masonry") and not page.all("p.prompt") and not page.all(".quote")
    assert len(page.all("article.platform")) == 4


@pytest.mark.one_database
def test_lite_mode_sends_no_picture(world: World, client: Client) -> None:
    make_review(world.sekar, comment="Rapi sekali, dan selesai dua hari lebih awal dari yang dijanjikan.")
    client.set_cookie("lite", "1")
    page = client.get("/").page
    assert not page.all("img")
    drawn = [one.get("aria-label") for one in page.elements() if one.get("role") == "img"]
    assert "Gambar Sawah Senja" in drawn, "what the picture shows is still said"


@pytest.mark.one_database
def test_people_who_are_signed_in_find_their_dashboard(world: World, client: Client) -> None:
    assert client.get("/").page.all("header a[href=/login]")
    page = signed_in(client, world.hendra).get("/").page
    assert page.all("header a[href=/dashboard]") and not page.all("header a[href=/login]")


@pytest.mark.one_database
def test_the_gallery_ends_evenly() -> None:
    tiles = [{"h": h, "title": n} for n, h in enumerate((40, 10, 12, 33, 18, 24, 9, 30))]
    ordered = level(tiles)
    assert sorted(tile["title"] for tile in ordered) == list(range(8)) and ordered[:3] == tiles[:3]
    assert level(tiles[:3]) == tiles[:3] and level([]) == []


def test_visitors_may_keep_the_front_door(world: World, client: Client) -> None:
    first = client.get("/")
    assert "Set-Cookie" not in first.headers and first.headers["Cache-Control"] == "no-cache"
    assert client.get("/", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    change_creator(world.sekar, display_name="Sekar Wangi")
    assert "Sekar Wangi" in client.get("/").page.html
