"""What a card says of a creator, and what it keeps to itself (MKT-12…15, C10)."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from kreatr.creators.models import Availability
from kreatr.kernel.db import unit
from kreatr.marketplace import queries
from kreatr.portfolio.models import Item, ModerationStatus, Visibility
from tests.judge import Client
from tests.marketplace.asking import PATH, change_item, results
from tests.page import words
from tests.pictures import make_picture
from tests.world import World, change_creator, make_creator, make_item, make_review


def _card(client: Client, username: str, locale: str = "id") -> Element:
    client.set_cookie("locale", locale)
    cards = client.get(PATH).page.all("[data-testid=creator-card]")
    return next(card for card in cards if f"@{username}" in words(card))


def _inside(card: Element, tag: str, class_: str) -> list[Element]:
    return [one for one in card.iter(tag) if class_ in one.get("class", "").split()]


def test_a_full_card(app: Flask, world: World, client: Client) -> None:
    change_creator(world.sekar, bio="Melukis sawah dengan AI. " * 20)
    card = _card(client, "sekarayu")
    assert [link.get("href") for link in card.iter("a")] == ["/portfolio/sekarayu"]
    assert words(next(card.iter("h3"))) == "Sekar Ayu"
    (bio,) = _inside(card, "p", "bio")
    assert words(bio).endswith("…") and len(words(bio)) <= 120
    assert [words(tag) for tag in _inside(card, "li", "tag")] == ["Midjourney", "Ilustrasi", "Branding"]
    assert words(_inside(card, "span", "star")[0]) == "Nilai 4,9 (10)"
    assert "Rp 150 rb/jam" in words(card)
    assert _inside(card, "i", "dot") and "Tersedia" in words(_inside(card, "span", "status")[0])
    assert "Lihat profil" in words(card)
    assert len(_inside(card, "span", "pic")) == 3 and _inside(card, "img", "disc")


def test_a_card_in_english(app: Flask, world: World, client: Client) -> None:
    card = _card(client, "sekarayu", "en")
    assert "Rating 4.9 (10)" in words(card) and "IDR 150k/hr" in words(card)
    assert "Available for hire" in words(card) and "View profile" in words(card)


def test_no_stars_without_a_review(app: Flask, world: World, client: Client) -> None:
    card = _card(client, "rizkypratama")
    assert not _inside(card, "span", "star") and "Belum ada ulasan" in words(card)
    make_review(world.rizky, rating=3)
    assert words(_inside(_card(client, "rizkypratama"), "span", "star")[0]) == "Nilai 3,0 (1)"


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("availability", "indonesian", "english"),
    [
        (Availability.AVAILABLE, "Tersedia", "Available for hire"),
        (Availability.BUSY, "Sibuk", "Busy"),
        (Availability.UNAVAILABLE, "Tidak menerima proyek", "Not available"),
    ],
)
def test_availability_in_words(
    app: Flask, client: Client, availability: Availability, indonesian: str, english: str
) -> None:
    make_creator("satu", availability=availability)
    for locale, said in (("id", indonesian), ("en", english)):
        (status,) = _inside(_card(client, "satu", locale), "span", "status")
        assert words(status) == said


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("rates", "said"),
    [
        ({"hourly_rate": 250_000, "project_rate": 1}, "Rp 250 rb/jam"),
        ({"hourly_rate": None, "project_rate": 2_500_000}, "Rp 2,5 jt/proyek"),
        ({"hourly_rate": None, "project_rate": None}, "Tarif dibicarakan"),
    ],
)
def test_the_price_that_is_known(app: Flask, client: Client, rates: dict[str, Any], said: str) -> None:
    make_creator("satu", **rates)
    assert words(next(_card(client, "satu").iter("b"))) == said


def _pics(app: Flask) -> list[str]:
    return [pic["name"] for pic in results(app).cards[0]["pics"]]


def _name(item: Item) -> str:
    return item.images[0].picture.name


def test_previews_are_at_most_three_shown_works_featured_first(app: Flask) -> None:
    creator = make_creator("satu")
    old, middle, new = (make_item(creator) for _ in range(3))
    star = make_item(creator, featured=True)
    make_item(creator, pictures=())
    for hidden in (
        {"status": ModerationStatus.PENDING},
        {"status": ModerationStatus.REJECTED},
        {"status": ModerationStatus.FLAGGED},
        {"visibility": Visibility.PRIVATE},
    ):
        make_item(creator, featured=True, **hidden)
    assert _pics(app) == [_name(star), _name(new), _name(middle)]
    change_item(star, visibility=Visibility.PRIVATE)
    assert _pics(app) == [_name(new), _name(middle), _name(old)]
    change_item(old, position=1)
    assert _pics(app) == [_name(old), _name(new), _name(middle)], "the creator's own order comes first"


def test_a_creator_without_works_is_listed_with_empty_places(app: Flask, client: Client) -> None:
    make_creator("satu")
    assert len(_inside(_card(client, "satu"), "span", "slot")) == 3


@pytest.mark.one_database
def test_the_first_picture_of_a_work_is_its_preview(app: Flask) -> None:
    first, second = make_picture("#101010"), make_picture("#202020")
    make_item(make_creator("satu"), pictures=(first, second))
    assert _pics(app) == [first.name]


def test_featured_creators_come_first_where_they_are_asked_for(app: Flask, world: World) -> None:
    change_creator(world.rizky, is_featured=True)
    with app.app_context():
        assert [card["username"] for card in queries.featured(5)] == ["rizkypratama", "sekarayu"]
        assert [card["username"] for card in queries.featured(1)] == ["rizkypratama"]


def test_cards_keep_private_things_private(app: Flask, world: World, client: Client) -> None:
    change_creator(world.sekar, contact_email="rahasia@contoh.test", whatsapp="628123", show_email=True)
    with unit():
        world.sekar.user.email = "pribadi@contoh.test"
    html = client.get(PATH).page.html
    assert "@contoh.test" not in html and "628123" not in html
