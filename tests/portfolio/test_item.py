"""One work on its own page, and everything that must stay words in it (PUB-05, 06, W5–W7)."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from flask import Flask

from kreatr.kernel.db import unit
from kreatr.kernel.text import clean_block
from kreatr.portfolio.models import ItemCategory, ModerationStatus, Visibility
from tests.judge import Client
from tests.kernel.payloads import XSS
from tests.marketplace.asking import change_item
from tests.page import words
from tests.pictures import make_picture
from tests.world import World, change_creator, make_creator, make_item, make_review

WORK = "/portfolio/sekarayu/sawah-senja"
TOGETHER = 5  # texts tried at once
TELLING = {
    "script",
    "iframe",
    "object",
    "embed",
    "link",
    "meta",
    "style",
    "base",
    "form",
    "input",
    "img",
    "svg",
    "button",
}


def test_a_work_with_everything(world: World, client: Client) -> None:
    change_item(
        world.items[0],
        tools="Midjourney 7, Photoshop",
        project_url="https://sawah.contoh.test/a/b?c",
        views=1234,
    )
    page = client.get(WORK).page
    assert page.text("h1") == "Sawah Senja"
    rows = {words(row[0]): words(row[1]) for row in page.all("dl.rows div")}
    assert rows["Kategori"] == "Konten AI" and rows["Alat"] == "Midjourney 7, Photoshop"
    assert rows["Tautan"] == "sawah.contoh.test" and rows["Dilihat"] == "1.234"
    link = page.one("a[href^=https://sawah]")
    assert set(link.get("rel").split()) == {"nofollow", "ugc", "noopener"}
    assert page.text(".prose strong") == "Yogyakarta"
    assert page.text("#prompt").startswith("Sawah terasering")
    assert [words(tag) for tag in page.all(".tags .tag")] == ["sawah", "senja"]
    assert [image.get("alt") for image in page.all(".stage img")] == ["Gambar Sawah Senja"]
    whole = page.one(".stage a.zoom").get("href")
    assert client.get(whole).mimetype == "image/webp", "without JavaScript the picture itself is opened"
    assert page.one("a.cta.go").get("href") == "/portfolio/sekarayu/contact"
    assert page.one("a.who").get("href") == "/portfolio/sekarayu"
    assert {words(title) for title in page.all("section .cap b")} == {"Kopi Gayo", "Seratus Prompt Batik"}


def test_a_work_with_the_least(world: World, client: Client) -> None:
    make_item(world.rizky, "Sketsa", pictures=(), description="Hanya kata.")
    page = client.get("/portfolio/rizkypratama/sketsa").page
    assert page.text("h1") == "Sketsa" and "Hanya kata." in page.text(".prose")
    assert not page.all(".stage") and not page.all("#prompt") and "Dilihat" not in page.text("main")


def test_pictures_have_addresses_of_their_own(world: World, client: Client) -> None:
    pictures = tuple(make_picture(f"#{n}0{n}0{n}0") for n in (1, 2, 3))
    make_item(world.rizky, "Tiga Sisi", pictures=pictures)
    path = "/portfolio/rizkypratama/tiga-sisi"
    strip = client.get(path).page.all(".strip a")
    assert [link.get("href") for link in strip] == ["?gambar=1", "?gambar=2", "?gambar=3"]

    def large(query: str) -> str:
        return client.get(path, query_string=query).page.one(".stage .zoom img").get("src")

    assert pictures[0].name in large("") and pictures[2].name in large("gambar=3")
    assert pictures[2].name in large("gambar=99") and pictures[0].name in large("gambar=zero")


@pytest.mark.one_database
def test_what_a_picture_shows_in_the_readers_language(world: World, client: Client) -> None:
    client.set_cookie("locale", "en")
    assert client.get(WORK).page.one(".stage .zoom img").get("alt") == "Picture of Sawah Senja"
    with unit():
        world.items[1].images[0].alt, world.items[1].images[0].alt_en = "", ""
    assert client.get("/portfolio/sekarayu/kopi-gayo").page.one(".stage .zoom img").get("alt") == "Kopi Gayo"


@pytest.mark.parametrize(
    "fields",
    [
        {"visibility": Visibility.PRIVATE},
        {"status": ModerationStatus.PENDING},
        {"status": ModerationStatus.REJECTED},
        {"status": ModerationStatus.FLAGGED},
    ],
)
def test_a_work_that_is_not_shown_is_not_there(world: World, client: Client, fields: dict[str, Any]) -> None:
    make_item(world.rizky, "Rahasia", **fields)
    hidden, missing = (client.get(f"/portfolio/rizkypratama/{slug}") for slug in ("rahasia", "tidak-ada"))
    assert hidden.status_code == missing.status_code == 404
    assert hidden.page.text("h1") == missing.page.text("h1") and "Rahasia" not in hidden.page.html


def test_a_work_belongs_to_its_creator(world: World, client: Client) -> None:
    assert client.get("/portfolio/rizkypratama/sawah-senja").status_code == 404


@pytest.mark.one_database
@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https:", "data:text/html,<b>", "//evil.test/x", "https:x"]
)
def test_only_web_addresses_are_linked(world: World, client: Client, url: str) -> None:
    change_item(world.items[0], project_url=url)
    assert url not in [link.get("href") for link in client.get(WORK).page.all("main a")]


def _tags(page: Any) -> Counter[str]:
    return Counter(element.tag for element in page.page.elements() if element.tag in TELLING)


@pytest.mark.one_database
def test_nothing_people_write_becomes_more_than_words(app: Flask, client: Client) -> None:
    """The judge of the client objects to handlers, inline scripts and script addresses; the counts see the rest."""
    creator = make_creator(
        "penulis", skills=("biasa",), display_name="Biasa Saja", bio="biasa", place="biasa"
    )
    item = make_item(
        creator, "Karya", prompt="biasa", tools="biasa", tags=("biasa",), category=ItemCategory.OTHER
    )
    review = make_review(creator, comment="biasa", answer="biasa")
    paths = ("/portfolio/penulis", "/portfolio/penulis/karya", "/community/marketplace", "/community")
    plain = {path: _tags(client.get(path)) for path in paths}
    for start in range(0, len(XSS), TOGETHER):
        payloads = [clean_block(payload) for payload in XSS[start : start + TOGETHER]]
        short, text = payloads[start % len(payloads)], "\n\n".join(payloads)
        with unit():
            item.title, item.description, item.prompt = short[:100], text, text
            item.tools, item.tags[0].name = short[:200], short[:30]
            review.comment, review.answer, review.reviewer_name = text, text, short[:100]
            creator.skill_links[0].skill.name = short[:30]
            change_creator(creator, display_name=short[:50], bio=text, place=short[:60])
        for path in paths:
            found = client.get(path)
            assert found.status_code == 200, text
            assert _tags(found) == plain[path], f"one of these made elements on {path}: {text!r}"
