"""Reviews as visitors read them: ten at a time, counted by stars, with the creator's answers (PUB-09)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from kreatr.accounts.models import User
from kreatr.kernel import clock
from kreatr.reviews import queries
from tests.judge import Client
from tests.page import words
from tests.pictures import make_picture
from tests.world import World, change_creator, make_creator, make_review, make_user, signed_in

RIZKY = "/portfolio/rizkypratama"
PRAISE = "Cepat, rapi, dan enak diajak bicara dari awal sampai selesai."


def _texts(client: Client, path: str) -> list[str]:
    return [words(text) for text in client.get(path).page.all("#ulasan .reviews li .voice")]


def test_ten_at_a_time_newest_first(world: World, client: Client) -> None:
    now = clock.now()
    for n in range(23):
        make_review(world.rizky, comment=f"Ulasan {n}.", created_at=now - timedelta(hours=n))
    pages = [_texts(client, f"{RIZKY}?reviews={n}") for n in (1, 2, 3)]
    assert [text for page in pages for text in page] == [f"“Ulasan {n}.”" for n in range(23)]
    assert [len(page) for page in pages] == [10, 10, 3]
    links = client.get(RIZKY).page.all("#ulasan nav a")
    assert [link.get("href") for link in links] == [
        "?reviews=1#ulasan",
        "?reviews=2#ulasan",
        "?reviews=3#ulasan",
    ]


@pytest.mark.parametrize(("asked", "shown"), [("9", "Ulasan 10."), ("0", "Ulasan 0."), ("x", "Ulasan 0.")])
def test_pages_that_do_not_exist_lead_to_one_that_does(
    world: World, client: Client, asked: str, shown: str
) -> None:
    now = clock.now()
    for n in range(11):
        make_review(world.rizky, comment=f"Ulasan {n}.", created_at=now - timedelta(hours=n))
    assert _texts(client, f"{RIZKY}?reviews={asked}")[0] == f"“{shown}”"


def test_stars_are_counted(world: World, client: Client) -> None:
    for stars in (5, 5, 3, 1):
        make_review(world.rizky, rating=stars)
    rows = {words(row[0]): words(row[1]) for row in client.get(RIZKY).page.all("#ulasan dl div")}
    assert rows == {"5 bintang": "2", "4 bintang": "0", "3 bintang": "1", "2 bintang": "0", "1 bintang": "1"}
    assert "Nilai 3,5 (4)" in client.get(RIZKY).page.text(".person")


def test_a_creator_answers(world: World, client: Client) -> None:
    make_review(world.rizky, comment="Bagus.", answer="Terima kasih, Dewi.", reviewer=world.dewi)
    page = client.get(RIZKY).page
    assert page.text("#ulasan .answer") == "Jawaban Rizky PratamaTerima kasih, Dewi."
    assert "Dewi" in page.text("#ulasan .reviews li")


def test_each_reader_gets_their_own_line_of_a_kept_review(world: World, app: Flask) -> None:
    """A review is drawn once for all who see the same: not for who is signed in, who wrote it, or who lives in another zone."""
    make_review(world.rizky, world.dewi, created_at=datetime(2026, 3, 1, 20, tzinfo=UTC))
    far = make_user(timezone="America/New_York")

    def seen(reader: User | None) -> tuple[str, list[str | None]]:
        client = Client(app)
        page = (signed_in(client, reader) if reader else client).get(RIZKY).page
        (line,) = page.all("#ulasan .reviews li time")
        return words(line), [link.get("data-dialog") for link in page.all("#ulasan .reviews .report")]

    readers = (None, world.hendra, world.dewi, far)
    expected = [
        ("2 Mar 2026", [None]),
        ("2 Mar 2026", ["lapor"]),
        ("2 Mar 2026", []),
        ("1 Mar 2026", ["lapor"]),
    ]
    assert [seen(reader) for reader in readers] == expected
    assert [seen(reader) for reader in reversed(readers)] == expected[::-1]


def test_no_reviews_yet(world: World, client: Client) -> None:
    page = client.get(RIZKY).page
    assert "Belum ada ulasan" in page.text("#ulasan") and not page.all("#ulasan dl")


def test_one_review_per_person_and_one_to_five_stars(world: World) -> None:
    make_review(world.rizky, world.dewi)
    with pytest.raises(IntegrityError):
        make_review(world.rizky, world.dewi, rating=1)
    for stars in (0, 6, -1):
        with pytest.raises(IntegrityError):
            make_review(world.rizky, world.hendra, rating=stars)


def test_faces_of_people_who_are_seen(world: World, client: Client) -> None:
    """A reviewer's face comes from a profile; a hidden profile lends none (A5)."""
    open_, hidden = (
        make_creator(name, avatar=make_picture(color), is_public=public)
        for name, color, public in (("terbuka", "#aa1122", True), ("tertutup", "#22aa11", False))
    )
    make_review(world.rizky, open_.user)
    make_review(world.rizky, hidden.user)
    html = client.get(RIZKY).page.html
    assert open_.avatar.name in html and hidden.avatar.name not in html
    change_creator(open_, is_public=False)
    assert open_.avatar.name not in client.get(RIZKY).page.html, "gone with the next request"


def test_the_landing_page_quotes_a_good_recent_review(world: World, client: Client) -> None:
    assert "“Cepat" not in client.get("/").page.html, "too short to be quoted"
    make_review(world.rizky, rating=4, comment=f"{PRAISE} Empat.")
    make_review(world.rizky, rating=5, comment=f"{PRAISE} Lama.", created_at=clock.now() - timedelta(days=9))
    make_review(world.rizky, world.dewi, rating=5, comment=f"{PRAISE} Baru.")
    make_review(world.gani, rating=5, comment=f"{PRAISE} Tersembunyi.")
    quote = client.get("/").page.text(".quote")
    assert f"“{PRAISE} Baru.”" in quote and "Dewi" in quote and "tentang Rizky Pratama" in quote
    change_creator(world.rizky, is_public=False)
    assert not client.get("/").page.all(".quote")


@pytest.mark.one_database
def test_reviews_belong_to_their_creator(world: World) -> None:
    make_review(world.rizky, make_user(), comment="Untuk Rizky.")
    assert [said["text"] for said in queries.of(world.rizky.id).latest] == ["Untuk Rizky."]
    assert sum(queries.distribution(world.sekar.id).values()) == 10
