"""Filters, search, the back button, languages: what JavaScript makes faster, and what works without it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open

MARKET = "/community/marketplace"


def _cards(page: Page, number: int) -> None:
    expect(page.get_by_test_id("creator-card")).to_have_count(number)


def _everybody(page: Page) -> None:
    for name in ("Sekar", "Rizky"):
        expect(page.get_by_test_id("creator-card").filter(has_text=name).first).to_be_visible()


def test_a_filter_changes_results_and_address_and_back_restores_both(open_page: Open) -> None:
    page = open_page("desk")
    page.goto(MARKET)
    _everybody(page)
    busy = page.locator("input[name=availability][value=BUSY]")
    page.evaluate("window.sameDocument = true")
    busy.check()
    expect(page).to_have_url(re.compile(r"availability=BUSY"))
    _cards(page, 1)
    expect(page.get_by_test_id("creator-card")).to_contain_text("Rizky")
    assert page.evaluate("window.sameDocument"), "results arrive as a part, the page stays"
    page.go_back()
    expect(page).not_to_have_url(re.compile(r"availability"))
    _everybody(page)
    expect(busy).not_to_be_checked()
    page.go_forward()
    _cards(page, 1)


def test_on_a_phone_the_filters_open_as_a_sheet(open_page: Open) -> None:
    page = open_page("phone")
    page.goto(MARKET)
    busy = page.locator("input[name=availability][value=BUSY]")
    expect(busy).not_to_be_in_viewport()
    page.locator("a[data-sheet]").first.click()
    busy.check()
    page.locator("button[data-shows]").click()
    expect(page).to_have_url(re.compile(r"availability=BUSY"))
    _cards(page, 1)


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_without_javascript_a_filter_is_a_form(open_page: Open, size: str) -> None:
    page = open_page(size, js=False)
    page.goto(MARKET)
    if size == "phone":
        page.locator("a[data-sheet]").first.click()
    page.locator("input[name=availability][value=BUSY]").check()
    page.locator("#saring button[type=submit]").click()
    expect(page).to_have_url(re.compile(r"availability=BUSY"))
    _cards(page, 1)
    page.go_back()
    _everybody(page)


def test_typing_searches_and_forgives(open_page: Open) -> None:
    page = open_page("desk")
    page.goto(MARKET)
    page.locator("#q").fill("rizki pratma")
    expect(page).to_have_url(re.compile(r"q="))
    _cards(page, 1)
    expect(page.get_by_test_id("creator-card")).to_contain_text("Rizky")


@pytest.mark.parametrize("js", [True, False], ids=["js", "no-js"])
def test_search_by_enter(open_page: Open, js: bool) -> None:
    page = open_page("phone", js=js)
    page.goto(MARKET)
    page.locator("#q").fill("sekar")
    page.locator("#q").press("Enter")
    expect(page).to_have_url(re.compile(r"q=sekar"))
    _cards(page, 1)


def test_a_chip_takes_its_filter_away(open_page: Open) -> None:
    page = open_page("desk")
    page.goto(f"{MARKET}?availability=BUSY")
    _cards(page, 1)
    page.locator("#hasil a", has_text="Sibuk").first.click()
    _everybody(page)
    expect(page).not_to_have_url(re.compile(r"availability"))


def test_a_shared_address_shows_the_same(open_page: Open) -> None:
    page = open_page("phone")
    page.goto(f"{MARKET}?availability=BUSY&sort=newest")
    _cards(page, 1)
    expect(page.locator("input[name=availability][value=BUSY]")).to_be_checked()


@pytest.mark.parametrize("js", [True, False], ids=["js", "no-js"])
def test_the_language_is_switched_in_the_footer_and_stays(open_page: Open, js: bool) -> None:
    page = open_page("phone", js=js)
    page.goto(MARKET)
    expect(page.locator("html")).to_have_attribute("lang", "id")
    page.locator("footer a[data-pref=locale][data-value=en]").click()
    if not js:
        page.locator("input[name=locale][value=en]").check()
        page.locator("main form[method=post] button[type=submit]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_url(re.compile(MARKET))
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_test_id("community-cta").first).to_have_text(re.compile("Join Community"))


@pytest.mark.parametrize("js", [True, False], ids=["js", "no-js"])
def test_the_theme_is_switched_in_the_footer_and_stays(open_page: Open, js: bool) -> None:
    page = open_page("phone", js=js)
    page.goto("/")
    page.locator("footer a[data-pref=theme][data-value=dark]").click()
    if not js:
        page.locator("input[name=theme][value=dark]").check()
        page.locator("main form[method=post] button[type=submit]").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.goto("/community")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
