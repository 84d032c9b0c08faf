"""What opens over a page says itself to everybody."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Open
from tests.browser.watch import wider


def test_the_open_dialog_and_the_filters(open_page: Open) -> None:
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
