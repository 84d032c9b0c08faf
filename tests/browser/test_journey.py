"""The main job, end to end, as people do it: with and without JavaScript, on a phone and at a desk."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.site import Site
from tests.browser.steps import row, sign_in, to_the_first_creator, write
from tests.browser.watch import shifts
from tests.mailbox import links

ANSWER = "Halo Budi, terima kasih. Saya ada waktu mulai minggu depan, mari kita bicarakan dindingnya."


@pytest.mark.parametrize("js", [True, False], ids=["js", "no-js"])
@pytest.mark.parametrize("size", ["phone", "desk"])
def test_a_visitor_writes_and_gets_an_answer(open_page: Open, site: Site, size: str, js: bool) -> None:
    subject = f"Ilustrasi kedai {size} {'js' if js else 'polos'}"
    client = f"budi-{size}-{js}@contoh.test".lower()
    visitor = open_page(size, js=js)
    to_the_first_creator(visitor)
    assert "sekarayu" in visitor.url, "the most experienced creator stands first"
    write(visitor, subject, email=client)

    letter = site.await_mail("sekarayu@contoh.test", subject)
    assert letter["Reply-To"] is None or client in str(letter["Reply-To"])

    creator = open_page(size, js=js)
    _answer(creator, subject)

    site.await_mail(client, "Sekar")
    paths = [path for one in site.mails_to(client) for path in links(one) if path.startswith("/inquiries/")]
    assert paths, "the visitor's mail carries the private link"
    visitor.goto(paths[0])
    expect(visitor.get_by_text(ANSWER)).to_be_visible()


def _answer(creator: Page, subject: str) -> None:
    sign_in(creator, "sekarayu@contoh.test")
    creator.goto("/dashboard/inquiries")
    unread = row(creator, subject)
    expect(unread).to_contain_text("belum dibaca")
    unread.get_by_role("link").first.click()
    expect(creator).to_have_url(re.compile(r"/dashboard/inquiries/[0-9a-f-]{36}"))
    form = creator.locator("form[action*='/replies']")
    form.locator("textarea").fill(ANSWER)
    form.locator("button[type=submit]").last.click()
    expect(creator.get_by_text(ANSWER).first).to_be_visible()
    creator.goto("/dashboard/inquiries")
    expect(row(creator, subject)).not_to_contain_text("belum dibaca")


def test_nothing_moves_when_a_message_is_marked_as_read_late(open_page: Open, site: Site) -> None:
    page = open_page("narrow")
    to_the_first_creator(page)
    write(page, "Sinyal lambat")
    page.context.clear_cookies()
    sign_in(page, "sekarayu@contoh.test")
    page.route("**/reading*", lambda route: (page.wait_for_timeout(800), route.continue_()))
    page.goto("/dashboard/inquiries")
    row(page, "Sinyal lambat").get_by_role("link").first.click()
    expect(page.locator("#dibaca", has_text="Ditandai dibaca")).to_be_visible()
    assert not shifts(page)


def test_the_status_page_answers_back(open_page: Open, site: Site) -> None:
    page = open_page("phone", js=False)
    page.goto(site.status_path)
    page.locator("main form textarea").fill("Satu hal lagi: warnanya sebaiknya hijau tua, seperti daun kopi.")
    page.locator("main form button[type=submit]").last.click()
    expect(page.get_by_text("hijau tua").first).to_be_visible()


def test_a_double_tap_sends_once(open_page: Open, site: Site) -> None:
    page = open_page("phone")
    page.goto("/portfolio/sekarayu/contact")
    form = page.locator("form#kontak")
    for name, value in (
        ("name", "Ibu Ani"),
        ("email", "ani@contoh.test"),
        ("subject", "Ketuk dua kali"),
        ("message", "Saya mengetuk tombolnya dua kali karena sinyalnya lambat, maaf ya. " * 2),
    ):
        form.locator(f"[name={name}]").fill(value)
    form.get_by_test_id("submit-inquiry").dblclick()
    expect(page.get_by_test_id("success-message")).to_be_visible()
    site.await_mail("sekarayu@contoh.test", "Ketuk dua kali")
    letters = [
        one
        for one in site.mails_to("sekarayu@contoh.test")
        if "Ketuk dua kali" in str(one["Subject"]) + str(one.get_content())
    ]
    assert len(letters) == 1


def test_nothing_typed_is_lost_by_a_mistake(open_page: Open) -> None:
    page = open_page("phone", js=False)
    page.goto("/portfolio/sekarayu/contact")
    form = page.locator("form#kontak")
    form.locator("[name=name]").fill("Ibu Ani")
    form.locator("[name=email]").fill("ani@contoh.test")
    form.locator("[name=subject]").fill("Pendek")
    form.locator("[name=message]").fill("Terlalu pendek untuk dikirim.")
    form.get_by_test_id("submit-inquiry").click()
    expect(page.get_by_test_id("success-message")).to_have_count(0)
    expect(page.locator("form#kontak [name=message]")).to_have_value("Terlalu pendek untuk dikirim.")
    expect(page.locator("form#kontak [name=name]")).to_have_value("Ibu Ani")


def _tab_to(page: Page, selector: str, most: int = 90) -> None:
    for _step in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => !!document.activeElement?.closest(selector)", selector):
            seen = page.evaluate(
                "selector => { for (let e = document.activeElement; e; e = e.parentElement) {"
                " if (getComputedStyle(e).outlineStyle !== 'none') return true;"
                " if (e.matches(selector)) return false; } }",
                selector,
            )
            assert seen, f"nobody sees that {selector} has the focus"
            return
    raise AssertionError(f"{selector} is not reached by {most} tabs")


def test_the_keyboard_is_enough(open_page: Open, site: Site) -> None:
    page = open_page("desk")
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#isi", (
        "the first stop skips to the content"
    )
    _tab_to(page, "[data-testid=community-cta]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/community")
    _tab_to(page, "[data-testid=marketplace-link]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/community/marketplace")
    _tab_to(page, "[data-testid=creator-card]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/portfolio/*")
    _tab_to(page, "[data-testid=contact-button]")
    page.keyboard.press("Enter")
    expect(page.locator("form#kontak:visible")).to_be_visible()
    for name, value in (
        ("name", "Papan Ketik"),
        ("email", "ketik@contoh.test"),
        ("subject", "Hanya dengan papan ketik"),
        ("message", "Semua ini ditulis tanpa tetikus, dan semoga tetap sampai dengan baik."),
    ):
        _tab_to(page, f"form#kontak [name={name}]", 12)
        page.keyboard.type(value)
    _tab_to(page, "[data-testid=submit-inquiry]", 8)
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("success-message")).to_be_visible()
    site.await_mail("sekarayu@contoh.test", "Hanya dengan papan ketik")
