"""A gallery says what its pictures cost before they are loaded, and in lite mode loads none by itself."""

from __future__ import annotations

import pytest

from kreatr.kernel.db import unit
from kreatr.kernel.i18n import weight
from kreatr.kernel.pictures import Picture, fitted
from kreatr.portfolio.models import ModerationStatus
from tests.judge import Client
from tests.page import words
from tests.pictures import make_picture
from tests.world import World, change_creator, make_item

PATH = "/portfolio/rizkypratama"
WORK = f"{PATH}/tiga-sisi"


@pytest.fixture
def pictures(world: World) -> tuple[Picture, ...]:
    """Three of a work, of which a phone loads 60, 70 and 80 kB, and 2 kB each for the small ones."""
    found = []
    for number in (6, 7, 8):
        picture = make_picture(f"#{number}0{number}0{number}0", width=1400, height=900)
        with unit():
            picture.sizes = {"160": 2000, "320": 11_000, "768": number * 10_000, "1280": 200_000}
        found.append(picture)
    make_item(world.rizky, "Tiga Sisi", pictures=tuple(found))
    return tuple(found)


def test_a_work_says_what_its_pictures_cost(client: Client, pictures: tuple[Picture, ...]) -> None:
    assert client.get(WORK).page.text(".price") == "3 gambar · sekitar 216 kB"
    client.set_cookie("locale", "en")
    assert client.get(WORK).page.text(".price") == "3 pictures · about 216 kB"


def test_a_portfolio_says_how_much_it_holds(
    world: World, client: Client, pictures: tuple[Picture, ...]
) -> None:
    make_item(world.rizky, "Belum", status=ModerationStatus.PENDING)
    make_item(world.rizky, "Hanya Kata", pictures=())
    rows = {words(row[0]): words(row[1]) for row in client.get(PATH).page.all("dl.rows div")}
    shown = client.get(PATH).page.all(".work")
    assert rows["Portofolio"].startswith(f"{len(shown)} karya · ")
    assert rows["Portofolio"].endswith(f"{len(shown) + 1} gambar"), "three of one work, none of another"


def test_in_lite_mode_nothing_is_loaded_before_it_is_asked_for(
    client: Client, pictures: tuple[Picture, ...]
) -> None:
    client.set_cookie("lite", "1")
    page = client.get(WORK).page
    assert not [image for image in page.all("img") if image.get("loading") != "lazy"]
    assert not page.all(".stage img") and len(page.all(".strip .raw")) == 3
    load = page.one(".stage a.load")
    assert load.get("href") == f"/media/{pictures[0].name}-768.webp" and words(load) == "Muat gambar, 60 kB"
    everything = page.one(".price a")
    assert words(everything) == "Muat semua, 216 kB" and everything.get("href") == "?muat=semua"
    tile = client.get(PATH).page.all(".work a.load")[0]
    assert tile.get("href") == f"/media/{pictures[0].name}-320.webp" and words(tile) == "Muat gambar, 11 kB"


def test_everything_at_once_is_a_page_of_its_own(client: Client, pictures: tuple[Picture, ...]) -> None:
    client.set_cookie("lite", "1")
    page = client.get(WORK, query_string="muat=semua").page
    assert len(page.all(".stage .zoom img")) == 3 and not page.all(".stage a.load")
    assert [image.get("loading") for image in page.all(".stage .zoom img")] == [None, "lazy", "lazy"]
    assert not page.all(".strip") and not page.all(".price a")


def test_save_data_is_lite_mode(client: Client, pictures: tuple[Picture, ...]) -> None:
    assert client.get(WORK, headers={"Save-Data": "on"}).page.all(".stage a.load")
    assert not client.get(WORK).page.all("a.load")


@pytest.mark.one_database
def test_only_one_picture_is_hurried(world: World, client: Client, pictures: tuple[Picture, ...]) -> None:
    def hurried() -> list[str]:
        return [image.get("src", "") for image in client.get(PATH).page.all("img[fetchpriority=high]")]

    (first,) = hurried()
    assert pictures[0].name in first
    banner = make_picture("#123456", width=1280, height=512, shown=True)
    change_creator(world.rizky, banner=banner)
    (only,) = hurried()
    assert banner.name in only


@pytest.mark.one_database
def test_the_size_that_fits(world: World) -> None:
    pic = {"widths": [160, 320, 600], "bytes": [2, 4, 9]}
    assert fitted(pic, 768) == (600, 9) and fitted(pic, 320) == (320, 4) and fitted(pic, 100) == (160, 2)


@pytest.mark.one_database
def test_weights_in_words(world: World) -> None:
    said = [weight(size).replace("\u00a0", "~") for size in (12, 18_400, 999_499, 1_240_000)]
    assert said == ["1~kB", "18~kB", "999~kB", "1,2~MB"]
