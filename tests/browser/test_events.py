"""Events in a real browser: the device's own clock, and lists that grow."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.site import COMING, OVER
from tests.browser.watch import shifts

PAGE = f"/community/events/{COMING}"  # 19.00 in Jakarta on 15 January 2031


@pytest.mark.parametrize(
    ("zone", "indonesian", "english"),
    [
        ("Europe/Berlin", "Di tempatmu: 13.00, 15 Jan", "Where you are: 13:00, 15 Jan"),
        ("America/New_York", "Di tempatmu: 07.00, 15 Jan", "Where you are: 07:00, 15 Jan"),
        ("Asia/Jayapura", "Di tempatmu: 21.00, 15 Jan", "Where you are: 21:00, 15 Jan"),
        ("Pacific/Auckland", "Di tempatmu: 01.00, 16 Jan", "Where you are: 01:00, 16 Jan"),
        ("Asia/Jakarta", "", ""),
        ("Asia/Bangkok", "", ""),
    ],
)
def test_a_visitors_device_says_its_own_time(
    open_page: Open, zone: str, indonesian: str, english: str
) -> None:
    page = open_page("narrow", zone=zone)
    page.goto(PAGE)
    expect(page.locator(".device")).to_have_text(indonesian)
    assert not shifts(page)
    page.context.add_cookies([{"name": "locale", "value": "en", "url": page.url}])
    page.goto(PAGE)
    expect(page.locator(".device")).to_have_text(english)
    assert not shifts(page)


def test_its_room_is_kept_and_filling_it_moves_nothing(open_page: Open) -> None:
    heights = []
    for zone in ("Asia/Jakarta", "Europe/Berlin"):
        page = open_page("narrow", zone=zone)
        page.goto(PAGE)
        page.wait_for_load_state("load")
        heights.append(page.locator("main").bounding_box())
    assert heights[0] == heights[1]


def test_without_scripts_there_is_nothing_and_nothing_is_missing(open_page: Open) -> None:
    page = open_page("phone", js=False, zone="Europe/Berlin")
    page.goto(PAGE)
    expect(page.locator(".device")).to_have_text("")
    expect(page.locator(".dated")).to_contain_text("19.00–21.00 WIB")
    page.goto(f"/community/events/{OVER}")
    expect(page.locator(".note")).to_contain_text("sudah selesai")


@pytest.mark.parametrize("js", [True, False])
def test_more_events_come(open_page: Open, js: bool) -> None:
    page = open_page("phone", js=js)
    page.goto("/community/events")
    expect(page.locator(".days > li")).to_have_count(10)
    page.get_by_role("link", name="Muat lebih banyak").click()
    expect(page.locator(".days > li")).to_have_count(12 if js else 2)
    assert page.url.endswith("/community/events") is js


def test_the_whole_row_leads_to_the_event(open_page: Open) -> None:
    page = open_page("phone")
    page.goto("/community/events")
    page.locator(".days > li").first.click(position={"x": 20, "y": 30})
    expect(page).to_have_url(page.url.split("/community")[0] + PAGE)
