"""Without a signal: pages last seen, the offline page, a new version, and emptying it all."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.cut import Cut
from tests.browser.phone import UNTIL, kept, settle
from tests.browser.site import Site
from tests.browser.steps import sign_in


@pytest.fixture
def phone(open_page: Open) -> Page:
    """A page under the service worker."""
    page = open_page("phone", worker=True, watched=False)
    settle(page, "/portfolio/sekarayu")
    return page


def test_it_can_be_installed(phone: Page) -> None:
    cdp = phone.context.new_cdp_session(phone)
    manifest = cdp.send("Page.getAppManifest")
    assert not manifest["errors"] and manifest["url"].endswith("/manifest.webmanifest")
    errors = cdp.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [error["errorId"] for error in errors if error["errorId"] != "in-incognito"] == []


def test_last_seen_pages_and_the_offline_page(phone: Page) -> None:
    phone.goto("/portfolio/sekarayu/contact")  # holds a token, so it is not kept
    phone.context.set_offline(True)
    phone.goto("/portfolio/sekarayu")
    expect(phone.locator("main .note[role=status]")).to_contain_text("lalu")
    expect(phone.get_by_role("heading", level=1)).to_be_visible()
    loaded = phone.evaluate("[...document.images].filter((one) => one.complete && one.naturalWidth).length")
    assert loaded > 0 and phone.evaluate("document.styleSheets.length") > 0
    phone.goto("/portfolio/rizkypratama/tiga-sisi")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Sambungan terputus.")
    expect(phone.locator("#tersimpan-di-sini a").first).to_have_text(re.compile("Sekar"))
    assert all("/contact" not in url for url in kept(phone))
    phone.context.set_offline(False)
    phone.get_by_role("link", name="Muat ulang").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Tiga Sisi")


def test_the_offline_page_follows_the_language(phone: Page) -> None:
    phone.locator("a[data-pref=locale][data-value=en]").click()
    phone.evaluate(UNTIL, ["shell", '<html lang="en"'])
    phone.context.set_offline(True)
    phone.goto("/about")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Connection lost.")


def test_a_new_version_waits_for_a_tap(open_page: Open, site: Site) -> None:
    line = Cut(site.url)
    page = open_page("phone", worker=True, watched=False)
    settle(page, f"{line.url}/about")
    other = page.context.new_page()
    other.goto(f"{line.url}/help")
    for tab in (page, other):
        tab.evaluate("window.marked = true")
    line.added["/sw.js"] = b"\n// a later version"
    page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")
    page.get_by_role("button", name="Muat ulang").wait_for()
    assert page.evaluate("window.marked") and other.evaluate("window.marked")
    with page.expect_navigation():
        page.get_by_role("button", name="Muat ulang").click()
    assert not page.evaluate("window.marked") and other.evaluate("window.marked")
    page.evaluate(UNTIL, ["alone", ""])
    line.stop()


def test_one_button_empties_it(phone: Page) -> None:
    phone.goto("/device")
    expect(phone.locator("#tersimpan-di-sini li")).to_have_count(1)
    phone.get_by_role("button", name="Kosongkan").click()
    expect(phone.locator("#tersimpan-di-sini")).to_be_hidden()
    expect(phone.locator("#simpanan dd").nth(1)).to_have_text("0")
    assert kept(phone) == []


def test_signing_out_empties_it_too(phone: Page) -> None:
    sign_in(phone, "sekarayu@contoh.test")
    phone.goto("/dashboard")
    assert [url for url in kept(phone) if "/dashboard" in url] == []
    assert len(kept(phone)) >= 1
    phone.locator("details.account summary").click()
    phone.locator("form[action='/logout'] button").click()
    expect(phone).to_have_url(re.compile(r"/$"))
    phone.goto("/about")
    assert [url for url in kept(phone) if "/portfolio/" in url] == []
