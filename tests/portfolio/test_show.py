"""A creator's public page: who they are, what they show, and what stays with them (PUB-01…03, 07)."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from kreatr.creators.models import Availability
from tests.judge import Client
from tests.page import words
from tests.pictures import make_picture
from tests.world import World, change_creator, make_creator, make_item, signed_in

SEKAR = "/portfolio/sekarayu"


def _titles(page: Any) -> list[str]:
    return [words(title) for title in page.page.all("#karya .cap b")]


@pytest.mark.parametrize(("locale", "said"), [("id", "Kreator tidak ditemukan"), ("en", "Creator not found")])
def test_nobody_by_that_name(world: World, client: Client, locale: str, said: str) -> None:
    client.set_cookie("locale", locale)
    for path in ("/portfolio/tidakada", "/portfolio/dewi", "/portfolio/tidakada/sawah-senja"):
        answer = client.get(path)
        assert answer.status_code == 404 and said in answer.page.text("main")
    assert client.get("/portfolio/").status_code == 404


def test_the_head_of_the_page(world: World, client: Client) -> None:
    change_creator(world.sekar, banner=make_picture("#884422", width=1280, height=400))
    page = client.get(SEKAR)
    assert page.page.text("h1") == "Sekar Ayu"
    assert page.page.one(".face img") is not None and page.page.one(".banner img") is not None
    assert page.page.text(".facts") == "Tersedia Yogyakarta · @sekarayu"
    assert world.sekar.bio in page.page.text(".lead-voice")
    assert [words(tag) for tag in page.page.all(".person .tags .tag")] == [
        "Midjourney",
        "Ilustrasi",
        "Branding",
    ]
    button = page.page.one("[data-testid=contact-button]")
    assert button.get("href") == "/portfolio/sekarayu/contact" and words(button) == "Ajak Sekar kerja sama"


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("availability", "indonesian", "english"),
    [
        (Availability.AVAILABLE, "Ajak Sekar kerja sama", "Hire Sekar"),
        (Availability.BUSY, "Hubungi Sekar", "Contact Sekar"),
        (Availability.UNAVAILABLE, "Hubungi Sekar", "Contact Sekar"),
    ],
)
def test_the_contact_button_says_what_is_possible(
    world: World, client: Client, availability: Availability, indonesian: str, english: str
) -> None:
    change_creator(world.sekar, availability=availability)
    for locale, said in (("id", indonesian), ("en", english)):
        client.set_cookie("locale", locale)
        assert client.get(SEKAR).page.text("[data-testid=contact-button]") == said


def _rows(page: Any) -> dict[str, str]:
    return {
        words(row[0]): words(row[1]) for row in page.page.all(".person > dl div, .split .stack dl.rows div")
    }


def test_numbers_only_when_there_are_any(world: World, client: Client) -> None:
    rows = _rows(client.get(SEKAR))
    assert rows["Nilai"] == "Nilai 4,9 (10)" and rows["Proyek selesai"] == "42"
    assert rows["Tarif"] == "Rp 150 rb/jam" and rows["Per proyek"] == "mulai Rp 2,5 jt"
    assert "Biasanya membalas" not in rows
    make_creator("baru", hourly_rate=None)
    assert _rows(client.get("/portfolio/baru")) == {}


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("seconds", "count", "said"),
    [(1800, 3, "1 jam"), (7201, 5, "3 jam"), (90_000, 3, "2 hari"), (1800, 2, None)],
)
def test_the_usual_time_until_a_reply(
    world: World, client: Client, seconds: int, count: int, said: str | None
) -> None:
    change_creator(world.sekar, reply_median_seconds=seconds, reply_count=count)
    text = client.get(SEKAR).page.text("main")
    assert (f"dalam {said}" in text) if said else ("membalas" not in text)


def test_links_elsewhere_are_marked(world: World, client: Client) -> None:
    change_creator(world.sekar, instagram_url="https://instagram.com/sekar", whatsapp="628123456789")
    links = client.get(SEKAR).page.all(".sites a")
    assert {words(link): link.get("href") for link in links} == {
        "Situs": "https://sekarayu.contoh.test",
        "Instagram": "https://instagram.com/sekar",
        "WhatsApp": "https://wa.me/628123456789",
    }
    assert all(set(link.get("rel").split()) == {"nofollow", "ugc", "noopener"} for link in links)
    assert not client.get("/portfolio/rizkypratama").page.all(".sites")


@pytest.mark.one_database
@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//evil.test", " https://x.test", "x"]
)
def test_only_web_addresses_become_links(world: World, client: Client, url: str) -> None:
    change_creator(world.sekar, website_url=url)
    assert not client.get(SEKAR).page.all(".sites a")


def test_the_address_is_shown_only_when_asked_for(world: World, client: Client) -> None:
    change_creator(world.sekar, contact_email="kerja@contoh.test")
    assert "@contoh.test" not in client.get(SEKAR).page.html
    change_creator(world.sekar, show_email=True)
    page = client.get(SEKAR)
    assert page.page.one(".sites a[href^=mailto]").get("href") == "mailto:kerja@contoh.test"
    assert "sekarayu@contoh.test" not in page.page.html, "the account's own address is nobody's business"


def test_a_hidden_creator_is_seen_by_themselves_only(world: World, client: Client, app: Flask) -> None:
    make_item(world.gani, "Karya Gani")
    for viewer in (None, world.hendra, world.maya):
        browser = app.test_client()
        if viewer:
            signed_in(browser, viewer)
        assert [
            browser.get(f"/portfolio/gani{rest}").status_code for rest in ("", "/karya-gani", "/contact")
        ] == [404] * 3
    signed_in(client, world.gani.user)
    mine = client.get("/portfolio/gani")
    assert mine.status_code == 200 and _titles(mine) == ["Karya Gani"]
    assert client.get("/portfolio/gani/karya-gani").status_code == 200
    assert client.get("/portfolio/gani").status_code == 200, "and the owner's view is never kept for others"
    assert app.test_client().get("/portfolio/gani").status_code == 404


def test_owners_are_not_asked_to_write_to_themselves(world: World, client: Client) -> None:
    page = signed_in(client, world.sekar.user).get(SEKAR).page
    assert not page.all("[data-testid=contact-button]") and page.all(".person a[href=/dashboard]")
