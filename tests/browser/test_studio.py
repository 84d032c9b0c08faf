"""A piece of AI work from the first word to the draft, in a real browser: streamed, and without any script."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from kreatr.accounts.models import User
from kreatr.kernel.db import db
from tests import apps
from tests.ai.outside import Outside
from tests.ai.questions import make_key
from tests.browser.conftest import Open
from tests.browser.site import Site
from tests.browser.steps import sign_in
from tests.browser.watch import shifts

WORDS = (*(f"kata{n} " for n in range(40)), "\n\n**selesai**")
TOPIC = "Kopi susu gula aren Bu Tini, gelas kecil Rp 18.000."


@pytest.fixture(scope="module")
def outside() -> Iterator[Outside]:
    server = Outside()
    yield server
    server.close()


@pytest.fixture(scope="module")
def site(
    chromium: str, databases: apps.Databases, tmp_path_factory: pytest.TempPathFactory, outside: Outside
) -> Iterator[Site]:
    """The running product, which asks the stand-in of OpenAI; Sekar has a key of her own."""
    address = outside.addresses()["OPENAI"]
    data = tmp_path_factory.mktemp("studio")
    running = Site(data, databases.url("sqlite"), OPENAI_BASE_URL=address, ALLOW_PRIVATE_AI_URLS="1")
    app = apps.build(running.variables)
    with app.app_context():
        make_key(db.session.scalars(sa.select(User).where(User.username == "sekarayu")).one())
        db.session.remove()
        db.engine.dispose()
    yield running
    running.stop()


@pytest.fixture(autouse=True)
def calm(outside: Outside) -> None:
    """Forty words, one every twentieth of a second."""
    outside.reset()
    outside.words, outside.delay = WORDS, 0.05


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
    page.reload()
    assert not shifts(page)


def test_the_price_follows_what_is_typed(open_page: Open, site: Site) -> None:
    page = open_page("desk")
    sign_in(page, "sekarayu@contoh.test")
    page.goto("/dashboard/studio/caption")
    price = page.locator("#perkiraan b")
    before = price.inner_text()
    page.get_by_label("Panjang", exact=True).check()
    expect(price).not_to_have_text(before)
    page.locator("#model-pilihan summary").first.click()
    page.locator("input[value='OPENAI:gpt-4o']").check()
    expect(page.locator("#model-kini b")).to_have_text(re.compile("4o$"))
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
    expect(page.locator(".receipt")).to_be_visible(timeout=20_000)  # the page looks again by itself
    expect(page.locator(".machine strong")).to_have_text("selesai")
    page.get_by_role("button", name="Jadikan draf karya").click()
    expect(page).to_have_url(re.compile(r"/portfolio/edit/"))
    expect(page.locator("textarea[name=description]")).to_have_value(re.compile("kata1 "))
