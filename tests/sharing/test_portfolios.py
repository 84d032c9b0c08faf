"""What belongs to one portfolio: the feed of its works, and its address as a code to scan."""

from __future__ import annotations

import re
from datetime import datetime
from xml.etree import ElementTree

import pytest
import segno
from flask import Flask

from kreatr.kernel.text import visible
from kreatr.portfolio.models import Visibility
from tests.judge import Client
from tests.marketplace.asking import change_item
from tests.world import World, change_creator, make_item, signed_in

SEKAR = "/portfolio/sekarayu"
FEED, CODE = f"{SEKAR}/feed.atom", f"{SEKAR}/qr.svg"
ATOM = "{http://www.w3.org/2005/Atom}"
BASE = "http://localhost"


def feed(client: Client) -> ElementTree.Element:
    answer = client.get(FEED)
    assert answer.status_code == 200 and answer.mimetype == "application/atom+xml"
    return ElementTree.fromstring(answer.text)


def titles(client: Client) -> list[str | None]:
    return [entry.findtext(f"{ATOM}title") for entry in feed(client).findall(f"{ATOM}entry")]


@pytest.mark.one_database
def test_a_feed_of_works(world: World, client: Client, app: Flask) -> None:
    link = client.get(SEKAR).page.one("link[type='application/atom+xml']")
    assert link.get("href") == FEED and link.get("rel") == "alternate"
    make_item(world.sekar, "Terang & <gelap>", description="Dibuat **dengan** tangan & AI.")
    root = feed(client)
    ids = [element.text for element in root.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids)) == 5 and all(str(id_).startswith("urn:uuid:") for id_ in ids)
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "Sekar Ayu"
    entry = root.findall(f"{ATOM}entry")[0]
    assert entry.findtext(f"{ATOM}title") == "Terang & <gelap>"
    assert entry.findtext(f"{ATOM}summary") == visible("Dibuat **dengan** tangan & AI.")
    links = {link.get("rel"): link.attrib for link in entry.findall(f"{ATOM}link")}
    assert client.get(links["alternate"]["href"].removeprefix(BASE)).status_code == 200
    picture = client.get(links["enclosure"]["href"].removeprefix(BASE))
    assert picture.mimetype == links["enclosure"]["type"]
    assert len(picture.get_data()) == int(links["enclosure"]["length"])
    moments = [datetime.fromisoformat(str(one.text)) for one in root.iter(f"{ATOM}updated")]
    assert moments[0] == max(moments[1:]) and all(one.tzinfo for one in moments)
    itself = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert itself == {"self": BASE + FEED, "alternate": BASE + SEKAR}


def test_what_is_hidden_is_out_of_the_feed_at_the_next_request(world: World, client: Client) -> None:
    assert len(titles(client)) == 3
    change_item(world.items[1], visibility=Visibility.PRIVATE)
    assert len(titles(client)) == 2 and "Kopi Gayo" not in titles(client)
    change_creator(world.sekar, is_public=False)
    assert [client.get(path).status_code for path in (FEED, CODE)] == [404, 404]


@pytest.mark.one_database
def test_the_code_says_the_address(world: World, client: Client) -> None:
    answer = client.get(CODE)
    assert answer.mimetype == "image/svg+xml" and answer.status_code == 200
    root = ElementTree.fromstring(answer.text)
    side = int(str(root.get("width"))) // 8
    known = segno.make_qr(BASE + SEKAR, error="m")
    expected = {
        (x, y) for y, row in enumerate(known.matrix_iter(border=4)) for x, bit in enumerate(row) if bit
    }
    assert side == len(list(known.matrix_iter(border=4)))
    strokes = next(
        str(path.get("d")) for path in root.iter("{http://www.w3.org/2000/svg}path") if path.get("stroke")
    )
    assert _modules(strokes) == expected
    for name in ("Sekarayu", "SEKARAYU"):
        assert client.get(f"/portfolio/{name}/qr.svg").headers["Location"].endswith(CODE)


def _modules(strokes: str) -> set[tuple[int, int]]:
    """The dark modules that the strokes of a drawn code cover: `M`, then `m` by steps, and `h` as long as a run."""
    x, y, dark = 0.0, 0.0, set()
    for letter, numbers in re.findall(r"([Mmh])([-\d. ]+)", strokes):
        steps = [float(one) for one in re.findall(r"-?\d*\.?\d+", numbers)]
        if letter == "h":
            dark |= {(int(x) + n, int(y)) for n in range(int(steps[0]))}
            x += steps[0]
        else:
            x, y = (steps[0], steps[1]) if letter == "M" else (x + steps[0], y + steps[1])
    return dark


@pytest.mark.one_database
def test_creators_find_their_code_on_their_dashboard(world: World, client: Client, app: Flask) -> None:
    signed_in(client, world.sekar.user)
    home = client.get("/dashboard").page
    assert home.one(".to-scan img").get("src") == CODE
    assert home.one(".to-scan a[download]").get("href") == CODE
    assert home.text("#alamat-saya") == BASE + SEKAR
    change_creator(world.sekar, is_public=False)
    assert not client.get("/dashboard").page.all(".to-scan"), (
        "a page that nobody may see is not to be handed on"
    )
