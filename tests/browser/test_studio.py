"""AI work in a real browser: the answer as it comes, the stop, the receipt, and the same without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.ai.outside import Outside
from tests.browser.conftest import Open
from tests.browser.site import Site
from tests.browser.steps import sign_in
from tests.browser.watch import shifts

WORDS = tuple(f"kata{number} " for number in range(60))
CAPTION = "/dashboard/studio/caption"


@pytest.fixture
def outside(site: Site) -> Iterator[Outside]:
    """The provider, slow enough to be watched."""
    site.outside.reset()
    site.outside.words, site.outside.delay = WORDS, 0.04
    yield site.outside
    site.outside.reset()


def ask(page: Page) -> None:
    """From the sign-in to the answer's page."""
    sign_in(page, "sekarayu@contoh.test")
    page.goto(CAPTION)
    form = page.locator("form#tulis")
    form.locator("[name=topic]").fill("Kopi susu gula aren, diseduh pelan di Ubud. Promo akhir pekan.")
    if not form.locator("[name=model]:checked").count():
        if form.locator("#model-pilihan").get_attribute("open") is None:
            form.locator("#model-pilihan > summary").click()
        form.locator(".model:has([name=model]:enabled)").first.click()
    form.locator(".save-bar button[type=submit], button.go").first.click()
    expect(page).to_have_url(re.compile(r"/dashboard/studio/runs/"))


def test_an_answer_is_read_while_it_is_written(open_page: Open, outside: Outside) -> None:
    page = open_page("phone")
    ask(page)
    text = page.locator("[data-text]")
    expect(text).to_contain_text("kata1 ")
    assert WORDS[-1].strip() not in text.inner_text(), "it came all at once"
    expect(page.locator(".answer")).to_contain_text(WORDS[-1].strip(), timeout=15_000)
    receipt = page.locator(".receipt")
    expect(receipt).to_contain_text("Rp")
    expect(receipt).to_contain_text(re.compile("kredit", re.IGNORECASE))
    expect(page.locator("#kabar-jawaban")).to_have_text("Jawaban selesai.")
    assert not shifts(page)
    page.goto("/dashboard/studio/history")
    expect(page.locator("main")).to_contain_text("Kopi susu gula aren")


def test_a_stop_is_kept_and_paid(open_page: Open, outside: Outside) -> None:
    page = open_page("phone")
    outside.words = tuple(f"kata{number} " for number in range(600))
    ask(page)
    expect(page.locator("[data-text]")).to_contain_text("kata5 ")
    page.locator(".writing button").click()
    answer = page.locator(".answer")
    expect(answer.locator(".receipt")).to_be_visible(timeout=15_000)
    expect(answer).to_contain_text("kata5 ")
    assert "kata590" not in answer.inner_text()
    assert outside.left, "the provider was told"


def test_a_line_that_breaks_keeps_what_came(open_page: Open, outside: Outside) -> None:
    page = open_page("desk")
    outside.behave("cut")
    ask(page)
    trouble = page.locator(".answer .note.bad")
    expect(trouble).to_be_visible(timeout=15_000)
    expect(page.locator(".answer")).to_contain_text("kata3 ")
    expect(page.locator(".receipt")).to_contain_text("Rp 0")


def test_without_javascript_the_page_looks_again_by_itself(open_page: Open, outside: Outside) -> None:
    page = open_page("phone", js=False)
    outside.delay = 0.1
    ask(page)
    assert page.locator("meta[http-equiv=refresh]").count() == 1
    expect(page.locator(".receipt")).to_contain_text("Rp", timeout=20_000)
    expect(page.locator(".answer")).to_contain_text(WORDS[-1].strip())
    assert page.locator("meta[http-equiv=refresh]").count() == 0
