"""The cards that chat groups show: drawn when something becomes public or changes, gone with the next request when it is hidden."""

from __future__ import annotations

import io
import os
from typing import Any

import pytest
from flask import Flask
from PIL import Image

from kreatr.kernel import storage
from kreatr.kernel.db import unit
from kreatr.portfolio.models import ModerationStatus
from kreatr.sharing.actions import drawing, keeping
from kreatr.sharing.actions.lettering import drawable
from kreatr.sharing.models import ShareCard
from kreatr.uploads.actions import clearing
from tests.judge import Client
from tests.marketplace.asking import change_item
from tests.pictures import make_picture
from tests.work import deliver_all
from tests.world import World, change_creator, make_item, make_review

SEKAR = "/portfolio/sekarayu"
WORK = f"{SEKAR}/sawah-senja"
BASE = "http://localhost"


def card(client: Client, page: str) -> str:
    """The path of the card that a page names."""
    return str(client.get(page).page.one("meta[property='og:image']").get("content")).removeprefix(BASE)


def draw_all(world: World) -> None:
    """The company was there before anybody drew cards."""
    for creator in (world.sekar, world.rizky, world.gani):
        keeping.refresh(creator.id)


def drawn(answer: Any) -> Image.Image:
    assert answer.status_code == 200 and answer.mimetype == "image/jpeg"
    assert len(answer.get_data()) <= 30_000
    with Image.open(io.BytesIO(answer.get_data())) as image:
        image.load()
        assert image.size == (1200, 630) and image.format == "JPEG"
        return image


def test_a_card_for_each_creator_and_work(world: World, client: Client, app: Flask) -> None:
    house = card(client, SEKAR)
    assert house.startswith("/static/cards/house.") and house == card(client, "/community")
    drawn(client.get(house))
    draw_all(world)
    mine, work = card(client, SEKAR), card(client, WORK)
    assert (
        len({house, mine, work, card(client, f"{SEKAR}/kopi-gayo"), card(client, "/portfolio/rizkypratama")})
        == 5
    )
    assert card(client, f"{SEKAR}/contact") == mine
    answer = client.get(mine)
    image = drawn(answer)
    red, green, blue = image.getpixel((872, 315))  # type: ignore[misc]  # the middle of the o
    assert abs(red - 0xC2) + abs(green - 0x55) + abs(blue - 0x7A) < 40, (
        "the o is filled with the creator's face"
    )
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    again = client.get(mine, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304 and drawn(client.get(work))


def test_a_change_draws_what_it_shows_and_nothing_else(world: World, client: Client, app: Flask) -> None:
    draw_all(world)
    before = {path: card(client, path) for path in (SEKAR, WORK, f"{SEKAR}/kopi-gayo")}
    change_item(world.items[0], title="Sawah Pagi")
    make_review(world.sekar)
    change_creator(world.sekar, bio="Tidak ada di kartu.", hourly_rate=1)
    deliver_all(app)
    after = {path: card(client, path) for path in before}
    assert [path for path in before if before[path] != after[path]] == [WORK]
    assert client.get(before[WORK]).status_code == 404, "what it said is not said any more"
    change_creator(world.sekar, display_name="Sekar Ayu Lestari")
    deliver_all(app)
    assert all(card(client, path) != after[path] for path in before), "all of them name their creator"


def test_a_hidden_card_is_gone_with_the_next_request(world: World, client: Client, app: Flask) -> None:
    draw_all(world)
    mine, work, other = card(client, SEKAR), card(client, WORK), card(client, f"{SEKAR}/kopi-gayo")
    change_item(world.items[0], status=ModerationStatus.FLAGGED)
    assert [client.get(path).status_code for path in (mine, work, other)] == [200, 404, 200]
    change_creator(world.sekar, is_public=False)
    assert [client.get(path).status_code for path in (mine, work, other)] == [404, 404, 404]
    deliver_all(app)
    with app.app_context():
        assert not ShareCard.query.filter_by(creator_id=world.sekar.id).count()
    change_creator(world.sekar, is_public=True)
    deliver_all(app)
    assert drawn(client.get(card(client, SEKAR))) and client.get(work).status_code == 404


@pytest.mark.one_database
def test_drawing_that_was_cut_off_goes_on_where_it_ended(world: World, app: Flask) -> None:
    assert keeping.refresh(world.sekar.id) == 4 and keeping.refresh(world.sekar.id) == 0
    keeping.drop([world.items[1].id])
    assert keeping.refresh(world.sekar.id) == 1


@pytest.mark.one_database
def test_the_tidying_leaves_cards_in_use_alone(world: World, client: Client, app: Flask) -> None:
    draw_all(world)
    mine = card(client, SEKAR)
    change_creator(world.sekar, display_name="Nama Lain")
    deliver_all(app)
    old, new = (path.rpartition("/")[2].removesuffix(".jpg") for path in (mine, card(client, SEKAR)))
    folder: Any = storage.current()
    for name in (old, new):
        os.utime(folder.path(f"{name}-1200.jpg"), (0, 0))
    clearing.compare_storage()
    assert folder.exists(f"{new}-1200.jpg") and not folder.exists(f"{old}-1200.jpg")
    assert client.get(card(client, SEKAR)).status_code == 200


@pytest.mark.one_database
@pytest.mark.parametrize("name", ["0" * 32 + ".jpg", "..%2fx.jpg", "a.jpg", "0" * 32 + "-1200.jpg", "0" * 32])
def test_other_names_are_not_there(app: Flask, client: Client, name: str) -> None:
    assert client.get(f"/media/cards/{name}").status_code == 404


@pytest.mark.one_database
def test_the_busiest_picture_and_the_longest_words_fit(app: Flask) -> None:
    noise = io.BytesIO()
    Image.frombytes("RGB", (768, 768), os.urandom(768 * 768 * 3)).save(noise, "WEBP", quality=60)
    long = "Rangkaian poster untuk pameran fotografi kontemporer Indonesia Timur di Museum Nasional " * 2
    for words in (long, "W" * 100, "", "林🌙"):
        every = drawing.Card(words, noise.getvalue(), facts=words, by=words, face=noise.getvalue())
        for data in (drawing.work_card(every), drawing.creator_card(every)):
            assert len(data) <= drawing.MOST_BYTES
    assert (
        drawable("Studio 林 Bulan 🌙") == "Studio Bulan"
        and drawable("Đặng Łukasz Ünal") == "Đặng Łukasz Ünal"
    )


@pytest.mark.one_database
def test_a_creator_without_a_face_shows_a_work(world: World, client: Client, app: Flask) -> None:
    with unit():
        work = make_item(world.rizky, "Merah", pictures=(make_picture("#d02020"),), featured=True)
    deliver_all(app)
    red, green, _blue = drawn(client.get(card(client, "/portfolio/rizkypratama"))).getpixel((872, 315))  # type: ignore[misc]
    assert work.featured and red > 180 and green < 70
