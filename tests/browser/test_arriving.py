"""Nothing moves while a page arrives."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Open
from tests.browser.dribble import Dribble
from tests.browser.site import Site
from tests.browser.watch import shifts


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_nothing_moves_while_a_page_arrives_in_pieces(open_page: Open, site: Site, size: str) -> None:
    slow = Dribble(site.url)
    page = open_page(size, watched=False)
    found = []
    for path in ("/login", "/help", "/halaman/yang/tidak/ada", "/community/marketplace?q=tidakadayangbegini"):
        page.goto(slow.url + path)
        found += [f"{path}: {moved}" for moved in shifts(page)]
    slow.stop()
    assert not found, "give what comes later its place before:\n- " + "\n- ".join(found)
