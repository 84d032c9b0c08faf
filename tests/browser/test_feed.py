"""The feed of a page that is looked at: it asks, announces, and moves nothing by itself (HUB-20, C13)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, Response, expect

from kreatr.community.models import Activity
from kreatr.kernel import cache, clock
from kreatr.kernel.db import db, unit
from tests import apps
from tests.browser.conftest import Open
from tests.browser.site import Site
from tests.browser.watch import shifts
from tests.community.test_feed import tell

FEED = "/community/feed"
TURN = 130_000  # milliseconds: two minutes, and the step in which the page looks at its clock
HIDE = """hidden => {
  Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
Tell = Callable[..., list[str]]
_numbers = itertools.count(1)


@pytest.fixture
def news(site: Site) -> Tell:
    """Puts lines into the emptied feed of the running product: `news(3)`; returns their titles, newest first."""
    app = apps.build(site.variables)
    with app.app_context():
        with unit() as session:
            session.execute(sa.delete(Activity))
            cache.bump("community")
        db.session.remove()

    def tell_(number: int, **ago: float) -> list[str]:
        with app.app_context():
            at = clock.now() - timedelta(**ago)
            titles = [f"Kabar uji {next(_numbers)}" for _line in range(number)]
            for place, title in enumerate(titles):
                tell(title, created_at=at + timedelta(seconds=place - number))
            db.session.remove()
        return titles[::-1]

    return tell_


def _open(page: Page, path: str = FEED) -> list[Response]:
    """Opens the feed under a clock of the test's own; returns the polls as they are answered."""
    polls: list[Response] = []
    page.on("response", lambda answer: polls.append(answer) if "/feed/news" in answer.url else None)
    page.clock.install()
    page.goto(path)
    return polls


def _titles(page: Page) -> list[str]:
    found: list[str] = page.locator("#feed .feed > li p:first-child").all_inner_texts()
    return found


def _chip(page: Page) -> Any:
    return page.locator("#feed .news a")


def _turn(page: Page) -> None:
    with page.expect_response("**/feed/news*"):
        page.clock.fast_forward(TURN)


@pytest.mark.parametrize("size", ["phone", "desk"])
@pytest.mark.parametrize("path", [FEED, "/community"])
def test_news_waits_behind_the_button(open_page: Open, news: Tell, size: str, path: str) -> None:
    news(12, days=2)
    page = open_page(size)
    _open(page, path)
    before = _titles(page)
    page.locator("#feed .feed > li").nth(5).scroll_into_view_if_needed()
    stood = page.evaluate("scrollY")
    told = news(3)
    _turn(page)
    expect(_chip(page)).to_have_text("3 kabar baru")
    expect(page.locator("#feed [role=status]")).to_have_text("3 kabar baru")
    assert _titles(page) == before and page.evaluate("scrollY") == stood
    assert page.evaluate("window.shifted") == []
    _chip(page).click()
    assert _titles(page) == told + before
    expect(page.locator("#feed li").first).to_be_focused()
    expect(_chip(page)).to_have_text("Segarkan")
    assert shifts(page) == []
    page.locator("#feed .more a").click()
    expect(page.locator("#feed .feed")).to_have_count(2)
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((one) => one.id)")
    assert len(ids) == len(set(ids)), "an id stands twice"
    times = page.evaluate("[...document.querySelectorAll('#feed time')].map((one) => one.dateTime)")
    assert times == sorted(times, reverse=True) and len(times) == 15


def test_nothing_new_is_a_304_and_says_nothing(open_page: Open, news: Tell) -> None:
    page = open_page("phone")
    polls = _open(page)
    for _again in range(3):
        _turn(page)
    assert [answer.status for answer in polls] == [304, 304, 304]
    expect(_chip(page)).to_have_text("Segarkan")
    news(1)
    _turn(page)
    expect(_chip(page)).to_have_text("1 kabar baru")
    _turn(page)
    expect(_chip(page)).to_have_text("1 kabar baru")
    news(1)
    _turn(page)
    expect(_chip(page)).to_have_text("2 kabar baru")
    assert [answer.status for answer in polls[3:]] == [200, 304, 200], "the mark moves on with each answer"


def test_a_tab_nobody_looks_at_does_not_ask(open_page: Open, news: Tell) -> None:
    page = open_page("phone")
    polls = _open(page)
    page.evaluate(HIDE, True)
    news(1)
    for _again in range(3):
        page.clock.fast_forward(TURN)
    page.wait_for_timeout(200)
    assert polls == []
    with page.expect_response("**/feed/news*"):
        page.evaluate(HIDE, False)
    expect(_chip(page)).to_have_text("1 kabar baru")
    page.evaluate(HIDE, True)
    page.evaluate(HIDE, False)
    page.wait_for_timeout(200)
    assert len(polls) == 1, "looked at again within two minutes it does not ask again"


def test_what_happened_earlier_takes_its_place_and_load_more_brings_the_rest_once(
    open_page: Open, news: Tell
) -> None:
    old = news(14, days=1)
    page = open_page("phone")
    _open(page)
    shown = [title for title in _titles(page) if title in old]
    assert shown == old[: len(shown)] and len(old) > len(shown) > 0
    between, later = news(1, days=1, seconds=2.5), news(1, days=1, seconds=13.5)
    _turn(page)
    _chip(page).click()
    assert between[0] in _titles(page) and later[0] not in _titles(page)
    assert not page.evaluate("Boolean(window.htmx)"), "htmx comes with the first tap that wants it"
    while page.locator("#feed .more a").count():
        lists = page.locator("#feed .feed").count()
        page.locator("#feed .more a").click()
        expect(page.locator("#feed .feed")).to_have_count(lists + 1)
    all_titles = _titles(page)
    assert all_titles.count(between[0]) == all_titles.count(later[0]) == 1
    assert all(all_titles.count(title) == 1 for title in old)
    times = page.evaluate("[...document.querySelectorAll('#feed time')].map((one) => one.dateTime)")
    assert times == sorted(times, reverse=True)


def test_more_than_twenty_come_with_the_page_anew(open_page: Open, news: Tell) -> None:
    page = open_page("phone")
    _open(page)
    told = news(23)
    _turn(page)
    expect(_chip(page)).to_have_text("20+ kabar baru")
    with page.expect_navigation():
        _chip(page).click()
    expect(_chip(page)).to_have_text("Segarkan")
    assert _titles(page) == told[:10]


def test_a_lost_connection_is_no_news(open_page: Open, news: Tell) -> None:
    page = open_page("phone", watched=False)
    _open(page)
    told = news(2)
    page.route("**/feed/news*", lambda route: route.abort())
    page.clock.fast_forward(TURN)
    page.wait_for_timeout(200)
    expect(_chip(page)).to_have_text("Segarkan")
    expect(page.locator("#feed [role=status]")).to_be_empty()
    _chip(page).click()
    expect(page.locator("#feed [role=status]")).to_contain_text("Coba lagi")
    page.unroute("**/feed/news*")
    page.route("**/feed/news*", lambda route: route.fulfill(status=500, body="<p>rusak</p>"))
    page.clock.fast_forward(TURN)
    page.wait_for_timeout(200)
    page.unroute("**/feed/news*")
    _turn(page)
    expect(_chip(page)).to_have_text("2 kabar baru")
    _chip(page).click()
    assert _titles(page)[:2] == told


@pytest.mark.parametrize("lite", [True, False])
def test_asking_by_hand(open_page: Open, news: Tell, lite: bool) -> None:
    page = open_page("phone")
    if lite:
        page.context.add_cookies(
            [{"name": "lite", "value": "1", "url": page.context._impl_obj._options["baseURL"]}]
        )
    polls = _open(page)
    _chip(page).click()
    expect(page.locator("#feed [role=status]")).to_have_text("Belum ada yang baru")
    told = news(2)
    _chip(page).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#feed li").first).to_be_focused()
    assert _titles(page)[:2] == told and len(polls) == 2
    page.clock.fast_forward(5 * TURN)
    page.wait_for_timeout(200)
    assert (len(polls) == 2) is lite, "lite mode asks only when it is told to"


def test_without_javascript_refreshing_is_a_link(open_page: Open, news: Tell) -> None:
    page = open_page("phone", js=False)
    page.goto("/community")
    told = news(2)
    _chip(page).click()
    expect(page).to_have_url(re.compile(r"/community$"))
    assert _titles(page)[:2] == told


def test_the_first_news_of_an_empty_feed(open_page: Open, news: Tell) -> None:
    page = open_page("phone")
    _open(page)
    expect(page.locator("#feed .slot")).to_have_text("Belum ada kabar")
    told = news(2)
    _turn(page)
    _chip(page).click()
    assert _titles(page) == told
    expect(page.locator("#feed .slot")).to_have_count(0)
