"""Every page: fits a narrow phone, says itself to everybody, and stands still."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Open
from tests.browser.site import Site
from tests.browser.steps import sign_in
from tests.browser.watch import shifts, wider

PUBLIC = (
    "/",
    "/community",
    "/community/marketplace",
    "/community/marketplace?q=kopi&availability=AVAILABLE&view=list",
    "/community/marketplace?q=tidakadayangbegini",
    "/portfolio/sekarayu",
    "/portfolio/rizkypratama",
    "/portfolio/sekarayu/sawah-senja",
    "/portfolio/sekarayu/contact",
    "/login",
    "/register",
    "/forgot-password",
    "/preferences",
    "/about",
    "/guidelines",
    "/privacy",
    "/terms",
    "/help",
    "/halaman/yang/tidak/ada",
)
PRIVATE = ("/dashboard", "/dashboard/inquiries")


def _opened(page: Page, site: Site) -> Iterator[tuple[str, Page]]:
    """Every page, opened one after the other; then those behind the sign-in."""
    for path in (*PUBLIC, site.status_path):
        page.goto(path)
        yield path, page
    sign_in(page, "sekarayu@contoh.test")
    for path in PRIVATE:
        page.goto(path)
        yield path, page
    page.locator("main li a[href^='/dashboard/inquiries/']").first.click()
    page.wait_for_load_state("load")
    yield "an opened inquiry", page


@pytest.mark.parametrize("size", ["narrow", "phone", "desk"])
def test_no_page_scrolls_sideways(open_page: Open, site: Site, size: str) -> None:
    found = [f"{path}: {where}" for path, page in _opened(open_page(size), site) if (where := wider(page))]
    assert not found, "these are wider than the window:\n- " + "\n- ".join(found)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["phone", "desk"])
def test_axe_finds_nothing(open_page: Open, site: Site, size: str, scheme: str) -> None:
    axe, found = Axe(), []
    for path, page in _opened(open_page(size, scheme=scheme), site):
        results = axe.run(page)
        if results.violations_count:
            found.append(f"{path}\n{results.generate_report()}")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_nothing_moves_by_itself(open_page: Open, site: Site, size: str) -> None:
    found = [f"{path}: {moved}" for path, page in _opened(open_page(size), site) if (moved := shifts(page))]
    assert not found, "give what comes later its place before:\n- " + "\n- ".join(found)


def test_axe_finds_nothing_in_the_open_dialog_and_the_filters(open_page: Open) -> None:
    page = open_page("phone")
    page.goto("/portfolio/sekarayu")
    page.get_by_test_id("contact-button").first.click()
    page.locator("form#kontak:visible").wait_for()
    assert not wider(page)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    page.goto("/community/marketplace")
    page.locator("a[data-sheet]").first.click()
    page.locator("input[name=availability]").first.wait_for(state="visible")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
