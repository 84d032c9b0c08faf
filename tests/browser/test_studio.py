"""A piece of AI work from the first word to the draft, in a real browser: streamed, and without any script."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.ai.outside import Outside
from tests.browser.conftest import Open
from tests.browser.site import Site
from tests.browser.steps import sign_in
from tests.browser.watch import shifts

WORDS = (*(f"kata{n} " for n in range(40)), "\n\n**selesai**")
TOPIC = "Kopi susu gula aren Bu Tini, gelas kecil Rp 18.000."


@pytest.fixture(autouse=True)
def outside(site: Site) -> Iterator[Outside]:
    """The provider, slow enough to be watched: forty words, one every twentieth of a second."""
    site.outside.reset()
    site.outside.words, site.outside.delay = WORDS, 0.05
    yield site.outside
    site.outside.reset()


def _ask(page: Page) -> None:
    sign_in(page, "sekarayu@contoh.test")
    page.goto("/dashboard/studio")
    page.get_by_role("link", name="Caption", exact=True).click()
    page.locator("[name=topic]").fill(TOPIC)
    page.get_by_role("button", name="Tulis caption").click()
    expect(page).to_have_url(re.compile(r"/studio/runs/"))


def _fine(page: Page) -> None:
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def test_words_come_one_by_one_and_nothing_jumps(open_page: Open, site: Site) -> None:
    page = open_page("phone")
    _ask(page)
    answer = page.locator("[data-text]")
    expect(answer).to_contain_text("kata3")
    assert "kata39" not in answer.inner_text(), "they are seen while they come"
    expect(page.locator("#kabar-jawaban")).to_have_text("Jawaban sedang ditulis.")
    assert page.evaluate("scrollY") == 0, "nobody's view is moved"
    expect(page.locator(".receipt")).to_be_visible()
    expect(page.locator(".machine strong")).to_have_text("selesai")
    expect(page.locator("#kabar-jawaban")).to_have_text("Jawaban selesai.")
    expect(page.get_by_role("button", name="Salin")).to_be_visible()
    _fine(page)
    expect(page.locator(".receipt")).to_contain_text("Rp")
    page.reload()
    assert not shifts(page)
    page.goto("/dashboard/studio/history")
    expect(page.locator(".made")).to_contain_text("Kopi susu gula aren")


def test_the_price_follows_what_is_typed(open_page: Open, site: Site) -> None:
    page = open_page("desk")
    sign_in(page, "sekarayu@contoh.test")
    page.goto("/dashboard/studio/caption")
    price = page.locator("#perkiraan b")
    before = price.inner_text()
    page.get_by_label("Panjang", exact=True).check()
    expect(price).not_to_have_text(before)
    page.locator("#model-pilihan summary").first.click()
    other = page.locator("#model-pilihan label.model:not(.off)").nth(1)
    name = other.locator("b").inner_text()
    other.click()
    expect(page.locator("#model-kini b")).to_have_text(name)
    _fine(page)


def test_stopping_keeps_what_came(open_page: Open, site: Site, outside: Outside) -> None:
    outside.delay = 0.3
    page = open_page("phone")
    _ask(page)
    expect(page.locator("[data-text]")).to_contain_text("kata2")
    page.get_by_role("button", name="Hentikan").click()
    expect(page.locator(".receipt")).to_be_visible()
    expect(page.locator(".machine")).to_contain_text("kata2")
    assert "kata39" not in page.locator(".machine").inner_text()
    assert outside.left, "the provider was told"


def test_one_that_breaks_off_says_so_and_can_be_tried_again(
    open_page: Open, site: Site, outside: Outside
) -> None:
    outside.mode = "cut"
    page = open_page("phone")
    _ask(page)
    expect(page.locator("main .note.bad")).to_be_visible()
    expect(page.locator(".machine")).to_contain_text("kata3")
    expect(page.locator("#kabar-jawaban")).to_have_text("Jawabannya terputus.")
    outside.mode = "ok"
    page.get_by_role("button", name="Coba lagi").click()
    expect(page.locator(".machine strong")).to_have_text("selesai")


def test_a_chat_goes_on(open_page: Open, site: Site) -> None:
    page = open_page("phone")
    sign_in(page, "sekarayu@contoh.test")
    page.goto("/dashboard/studio/chat")
    for n, message in enumerate(("Apa itu prompt?", "Contohnya?")):
        page.locator("#tulis textarea").fill(message)
        page.get_by_role("button", name="Kirim", exact=True).click()
        expect(page.locator(".turns .mine")).to_have_count(n + 1)
        expect(page.locator(".machine strong")).to_have_count(n + 1)
        expect(page.locator("#lanjut textarea")).to_have_value("")
    _fine(page)


def test_without_a_script_it_all_works(open_page: Open, site: Site) -> None:
    page = open_page("phone", js=False)
    sign_in(page, "sekarayu@contoh.test")
    page.goto("/dashboard/studio/caption")
    page.locator("[name=topic]").fill(TOPIC)
    before = page.locator("#perkiraan b").inner_text()
    page.get_by_text("Pendek", exact=True).click()
    page.get_by_role("button", name="Hitung perkiraan").click()
    expect(page.locator("#perkiraan b")).not_to_have_text(before)
    expect(page.locator("[name=topic]")).to_have_value(TOPIC)
    page.get_by_role("button", name="Tulis caption").click()
    expect(page.locator(".writing")).to_be_visible()
    assert page.locator("meta[http-equiv=refresh]").count() == 1
    expect(page.locator(".receipt")).to_be_visible(timeout=20_000)  # the page looks again by itself
    expect(page.locator(".machine strong")).to_have_text("selesai")
    assert page.locator("meta[http-equiv=refresh]").count() == 0
    page.get_by_role("button", name="Jadikan draf karya").click()
    expect(page).to_have_url(re.compile(r"/portfolio/edit/"))
    expect(page.locator("textarea[name=description]")).to_have_value(re.compile("kata1 "))
