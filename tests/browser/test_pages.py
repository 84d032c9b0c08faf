"""Every page fits its window, stands still, and says itself to everybody."""

from __future__ import annotations

import pytest

from tests.browser.audit import ALL, FINGER, MOUSE, WORDS, ask, axe, colours, letters
from tests.browser.conftest import Open
from tests.browser.site import Site
from tests.browser.walk import ROOMS, every_page
from tests.browser.watch import shifts, wider

pytestmark = pytest.mark.timeout(900)  # dozens of pages, on a machine that may be busy with other tests


def _report(found: list[tuple[str, list[str]]]) -> None:
    lines = [f"{path}: {said}" for path, all_said in found for said in all_said]
    assert not lines, (
        "keep within the window, give what comes later its place before, and:\n- " + "\n- ".join(lines)
    )


@pytest.mark.parametrize("room", ROOMS)
def test_every_page_on_a_phone(open_page: Open, site: Site, room: str) -> None:
    found = []
    for path, page in every_page(open_page("phone"), site, room):
        found.append((path, [*wider(page), *shifts(page), *axe(page, ALL)]))
        found.append((path, [*ask(page, f"targets({FINGER})"), *ask(page, "focus()"), *colours(page)]))
    _report(found)


@pytest.mark.parametrize("room", ROOMS)
def test_every_page_at_a_desk_in_english(open_page: Open, site: Site, room: str) -> None:
    found = []
    for path, page in every_page(open_page("desk"), site, room, locale="en"):
        found.append((path, [*wider(page), *shifts(page), *axe(page, WORDS)]))
        found.append((path, [*ask(page, f"targets({MOUSE})"), *ask(page, "focus()")]))
    _report(found)


@pytest.mark.parametrize("room", ROOMS)
def test_every_page_in_a_narrow_window(open_page: Open, site: Site, room: str) -> None:
    """Also with letters of twice the size, as a person sets them in the browser: all of it is there, and below each other."""
    found = []
    for path, page in every_page(open_page("narrow"), site, room):
        found.append((path, [*wider(page), *shifts(page)]))
        letters(page, 2)
        found.append((f"{path}, large letters", [*wider(page), *ask(page, "cut()")]))
        letters(page, 1)
    _report(found)
