"""From an answered message to a testimonial, on a phone: done, confirmed, reviewed, answered, pinned, seen."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.site import Site
from tests.browser.steps import row, sign_in, write
from tests.mailbox import links

SEKAR, HENDRA = "sekarayu@contoh.test", "hendra@contoh.test"


def _press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def _close(creator: Page, subject: str) -> None:
    sign_in(creator, SEKAR)
    creator.goto("/dashboard/inquiries?q=" + subject.replace(" ", "+"))
    row(creator, subject).get_by_role("link").first.click()
    creator.locator("#pesan textarea").fill("Siap, dan hasilnya sudah saya kirim.")
    _press(creator, "Kirim balasan")
    expect(creator.locator(".talk")).to_contain_text("sudah saya kirim")
    _press(creator, "Proyek selesai")
    expect(creator.get_by_role("button", name="Ternyata belum selesai")).to_be_visible()


def _review(client: Page, words: str, js: bool) -> None:
    sign_in(client, HENDRA)
    client.goto("/portfolio/sekarayu/review")
    if js:
        results = Axe().run(client)
        assert results.violations_count == 0, results.generate_report()
    client.get_by_label("4", exact=True).check()
    client.get_by_label("Kata-katamu").fill(words)
    client.locator("main form.fields button[type=submit]").click()
    expect(client).to_have_url(re.compile(r"/portfolio/sekarayu"))


def _answer_and_pin(creator: Page, words: str) -> None:
    creator.goto("/dashboard/reviews")
    review = creator.locator("li", has=creator.get_by_text(words)).first
    review.locator("summary").click()
    review.locator("textarea").fill("Terima kasih, Pak Hendra.")
    review.get_by_role("button", name="Simpan jawaban").click()
    expect(review.locator(".answer")).to_contain_text("Terima kasih, Pak Hendra.")
    review.get_by_role("button", name="Sematkan sebagai testimoni").click()
    expect(review.get_by_role("button", name="Lepas sematan")).to_be_visible()
    unpin = review.get_by_role("button", name="Lepas sematan")
    assert unpin.evaluate("button => button.getBoundingClientRect().height") >= 44


@pytest.mark.parametrize("js", [True, False], ids=["js", "no-js"])
def test_a_project_ends_in_a_testimonial(open_page: Open, site: Site, js: bool) -> None:
    subject, words = f"Label kopi {'js' if js else 'polos'}", f"Rapi dan cepat {'js' if js else 'polos'}."
    client, creator, visitor = (open_page("phone", js=js) for _ in range(3))
    client.goto("/portfolio/sekarayu")
    write(client, subject, email=HENDRA)
    site.await_mail(SEKAR, subject)
    _close(creator, subject)

    letter = site.await_mail(HENDRA, f"selesai: {subject}")
    client.goto(links(letter)[0])
    _press(client, "Ya, sudah selesai")
    expect(client.locator("#proyek")).to_contain_text("Kamu mengonfirmasi")
    site.await_mail(SEKAR, f"mengonfirmasi proyek: {subject}")
    _review(client, words, js)
    site.await_mail(SEKAR, words)

    _answer_and_pin(creator, words)
    visitor.goto("/portfolio/sekarayu")
    said = visitor.locator("#testimoni li", has=visitor.get_by_text(words))
    expect(said).to_contain_text("Terima kasih, Pak Hendra.")
    creator.locator("li", has=creator.get_by_text(words)).first.get_by_role(
        "button", name="Lepas sematan"
    ).click()


def test_a_template_goes_where_the_cursor_stands(open_page: Open, site: Site) -> None:
    page = open_page("phone")
    sign_in(page, SEKAR)
    page.goto("/dashboard/inquiries/templates/new")
    page.get_by_label("Judul").fill("Sapaan")
    page.get_by_label("Teks").fill("{nama}")
    page.get_by_role("button", name="Simpan templat").click()
    expect(page.locator(".texts")).to_contain_text("Sapaan")
    page.goto("/dashboard/inquiries")
    page.locator(".inbox a").last.click()
    field = page.locator("#pesan textarea")
    field.fill("Halo , apa kabar?")
    field.evaluate("field => field.setSelectionRange(5, 5)")
    page.locator("#template").select_option(label="Sapaan")
    page.get_by_role("button", name="Pakai").click()
    expect(field).to_have_value(re.compile(r"^Halo [^,]+, apa kabar\?$"))


def test_searching_keeps_the_field(open_page: Open, site: Site) -> None:
    page = open_page("phone")
    sign_in(page, SEKAR)
    page.goto("/dashboard/inquiries")
    page.locator("#q").fill("tini@conto")
    expect(page).to_have_url(re.compile(r"\?q=tini%40conto$"))
    page.locator("#q").press("h")
    expect(page).to_have_url(re.compile(r"\?q=tini%40contoh$"))
    expect(page.locator(".inbox li")).to_have_count(1)
    expect(page.locator("#q")).to_be_focused()
    expect(page.locator("#q")).to_have_value("tini@contoh")
    page.go_back()
    expect(page).to_have_url(re.compile(r"\?q=tini%40conto$"))
    page.go_back()
    expect(page.locator(".inbox li").nth(1)).to_be_visible()
