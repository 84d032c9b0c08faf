"""The byte meter: what a page weighed is what came over the wire, and it stays on the device."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.conftest import Open

LINE = "[data-weighed]"


def _weighed(page: Page) -> Any:
    """What came over the wire for this page so far, by what Chromium itself counted."""
    wire = page.context.new_cdp_session(page)
    sizes: dict[str, int] = {}
    wire.send("Network.enable")
    wire.on("Network.loadingFinished", lambda one: sizes.update({one["requestId"]: one["encodedDataLength"]}))
    return lambda: sum(sizes.values()) / 1000


def _figure(page: Page, book: str, what: str) -> float:
    text = page.locator(f"[data-book={book}][data-what={what}]").inner_text()
    return float(text.split("\u00a0")[0].replace(".", "").replace(",", ".")) * (1000 if "MB" in text else 1)


def test_the_foot_says_what_the_page_weighed(open_page: Open) -> None:
    page = open_page("phone", watched=False)
    page.context.route("**/sw.js", lambda route: route.abort())  # what it fetches Chromium counts elsewhere
    weighed = _weighed(page)
    page.goto("/community/marketplace", wait_until="networkidle")
    line = page.locator(LINE)
    expect(line).to_have_text(re.compile(r"^Halaman ini beratnya \d+\skB\.$"))
    said = int(re.search(r"(\d+)\skB", line.inner_text())[1])  # type: ignore[index]
    assert abs(said - weighed()) < 0.1 * weighed() + 2, "within the headers, which pages are told no sizes of"
    before = line.inner_text()
    page.locator("#view-list").click()
    expect(page.locator(".creators.list")).to_be_visible()
    expect(line).not_to_have_text(before)  # what htmx fetches is counted too


def test_the_month_is_kept_on_the_device_and_forgotten_on_demand(open_page: Open) -> None:
    page = open_page("phone")
    sent: list[str] = []
    page.on(
        "request", lambda request: sent.append(request.post_data or "") if request.method == "POST" else None
    )
    page.goto("/portfolio/sekarayu", wait_until="networkidle")
    page.goto("/preferences", wait_until="networkidle")
    first, kept = _figure(page, "month", "spent"), _figure(page, "visit", "saved")
    assert first > 20 and kept > 0, "the second page found files that were there"
    page.goto("/preferences", wait_until="networkidle")
    expect(page.locator("[data-book=month][data-what=spent]")).not_to_have_text(f"{first:.0f}\u00a0kB")
    assert first < _figure(page, "month", "spent") < first + 40, "nothing is counted twice"
    page.get_by_role("button", name="Lupakan angka ini").click()
    expect(page.get_by_text("Sudah dilupakan")).to_be_visible()
    assert _figure(page, "month", "spent") == 0 and sent == [], "and nobody was told"


def test_lite_mode_says_what_it_saved(open_page: Open) -> None:
    page = open_page("phone")
    page.goto("/about")
    page.evaluate("document.cookie = 'lite=1; Path=/'; localStorage.clear()")
    page.goto("/portfolio/rizkypratama/tiga-sisi", wait_until="networkidle")
    page.goto("/preferences", wait_until="networkidle")
    plain = _figure(page, "visit", "saved")
    page.goto("/portfolio/rizkypratama/tiga-sisi", wait_until="networkidle")
    page.locator("a.load").first.click()
    expect(page.locator(".stage .pic img").first).to_be_visible()
    assert plain >= 11


def test_without_javascript_nothing_is_said(open_page: Open) -> None:
    page = open_page("phone", js=False)
    page.goto("/preferences")
    expect(page.locator("#timbangan")).to_be_hidden()
    expect(page.locator(LINE)).to_be_hidden()
