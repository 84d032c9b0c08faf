"""Every page says itself to everybody."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Open
from tests.browser.site import Site
from tests.browser.walk import every_page
from tests.browser.watch import wider


# Colours do not depend on the size of the window.
@pytest.mark.parametrize(("size", "scheme"), [("phone", "light"), ("phone", "dark"), ("desk", "light")])
def test_axe_finds_nothing(open_page: Open, site: Site, size: str, scheme: str) -> None:
    axe, found = Axe(), []
    for path, page in every_page(open_page(size, scheme=scheme), site):
        results = axe.run(page)
        if results.violations_count:
            found.append(f"{path}\n{results.generate_report()}")
    assert not found, "\n".join(found)


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
