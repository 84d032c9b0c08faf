"""Without a signal: pages last seen, the offline page, and what waits on the phone and goes out once."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.steps import MESSAGE

# The policy of the pages forbids what Playwright's own waiting is made of.
UNTIL = """async ([what, given]) => {
  const found = { kept: async (path) => await caches.match(path, { cacheName: "pages" }),
    ready: async () => navigator.serviceWorker.controller?.state === "activated" };
  for (const ends = Date.now() + 20000; Date.now() < ends; await new Promise((done) => setTimeout(done, 50)))
    if (await found[what](given)) return;
  throw new Error(`not ${what}: ${given}`);
}"""


@pytest.fixture
def phone(open_page: Open) -> Page:
    """A page under the service worker, whose start page is kept."""
    page = open_page("phone", worker=True, watched=False)
    settle(page, "/")
    return page


def settle(page: Page, path: str) -> None:
    """Opens a page and waits until the worker has it."""
    page.goto(path)
    page.evaluate(UNTIL, ["ready", ""])
    page.evaluate(UNTIL, ["kept", path])


def fill(page: Page, subject: str, email: str) -> None:
    form = page.locator("form#kontak:visible")
    values = {"name": "Budi Santoso", "email": email, "subject": subject, "message": MESSAGE}
    for name, value in values.items():
        form.locator(f"[name={name}]").fill(value)


def test_it_can_be_installed(phone: Page) -> None:
    cdp = phone.context.new_cdp_session(phone)
    manifest = cdp.send("Page.getAppManifest")
    assert not manifest["errors"] and manifest["url"].endswith("/manifest.webmanifest")
    errors = cdp.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [error["errorId"] for error in errors if error["errorId"] != "in-incognito"] == []


def test_last_seen_pages_and_the_offline_page(phone: Page) -> None:
    settle(phone, "/portfolio/sekarayu")
    phone.goto("/portfolio/sekarayu/contact")
    phone.context.set_offline(True)
    phone.goto("/portfolio/sekarayu")
    expect(phone.locator("main .note[role=status]")).to_contain_text("lalu")
    expect(phone.get_by_role("heading", level=1)).to_be_visible()
    loaded = phone.evaluate("[...document.images].filter((one) => one.complete && one.naturalWidth).length")
    assert loaded > 0 and phone.evaluate("document.styleSheets.length") > 0
    phone.goto("/portfolio/sekarayu/contact")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Sambungan terputus.")
    expect(phone.locator("#tersimpan-di-sini a").first).to_have_text(re.compile("Sekar"))
