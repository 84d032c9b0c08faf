"""What a page turns into while people use it, or wish it otherwise, is as accessible as the page they opened."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.audit import ALL, FINGER, MORE, ask, axe, colours
from tests.browser.conftest import Open
from tests.browser.site import Site
from tests.browser.steps import MESSAGE, sign_in

MARKET, PORTFOLIO, WORK = "/community/marketplace", "/portfolio/sekarayu", "/portfolio/rizkypratama/tiga-sisi"


def _judge(page: Page, state: str, *, ringed: bool = True) -> list[str]:
    """Everything about a state; `ringed` is false where moving the focus would end it."""
    found = [*axe(page, ALL), *ask(page, f"targets({FINGER})")]
    found += colours(page) if ringed else []
    return [f"{state}: {said}" for said in found]


def test_what_a_visitor_opens_and_gets_wrong(open_page: Open) -> None:
    page, found = open_page("phone"), []
    page.goto(PORTFOLIO)
    page.get_by_test_id("contact-button").first.click()
    expect(page.locator("form#kontak:visible")).to_be_visible()
    found += _judge(page, "the dialog")
    page.locator("form#kontak [name=email]").fill("salah")
    page.locator("form#kontak [name=email]").press("Enter")
    expect(page.locator("form#kontak [name=name]")).to_be_focused()
    expect(page.locator("form#kontak [aria-invalid=true]")).to_have_count(4)
    found += _judge(page, "its mistakes")
    page.goto(WORK)
    page.locator("a.zoom").press("Enter")
    expect(page.locator("#besar")).to_be_visible()
    found += _judge(page, "the lightbox")
    page.goto(MARKET)
    page.locator("a[data-sheet]").first.click()
    expect(page.locator("#saring-judul")).to_be_focused()
    found += _judge(page, "the filters")
    assert not found, "\n- ".join(["", *found])


def test_forms_that_come_back(open_page: Open, site: Site) -> None:
    page, found = open_page("phone"), []
    for path, form in (
        ("/login", "main form"),
        ("/register", "main form"),
        (f"{PORTFOLIO}/contact", "form#kontak"),
    ):
        page.goto(path)
        page.locator(form).evaluate("form => { form.noValidate = true; delete form.dataset.check }")
        page.locator(f"{form} button[type=submit]").first.click()
        expect(page.locator("[aria-invalid=true], [role=alert]").first).to_be_visible()
        found += _judge(page, f"{path} with mistakes")
    sign_in(page, "sekarayu@contoh.test")
    page.goto("/dashboard/portfolio/new")
    page.locator("button[name=save][value=submit]").click()
    expect(page.locator("[aria-invalid=true]").first).to_be_visible()
    found += _judge(page, "the editor with mistakes")
    page.locator(".account summary").click()
    found += _judge(page, "the menu", ringed=False)
    page.goto(WORK)
    page.locator("a.report").first.click()
    expect(page.locator("form#laporan:visible")).to_be_visible()
    found += _judge(page, "reporting")
    assert not found, "\n- ".join(["", *found])


def test_pages_as_people_wish_them(open_page: Open, site: Site) -> None:
    """Lite mode, and the high contrast of the house (7:1), in both themes; the choice is made where the page of choices offers it."""
    page, found = open_page("phone"), []
    page.goto(f"/preferences?next={PORTFOLIO}")
    page.locator("[name=contrast][value=more]").check(force=True)
    page.locator("[name=lite][value='1']").check(force=True)
    page.locator("main form button[type=submit]").click()
    expect(page).to_have_url(re.compile(PORTFOLIO))
    for path in (PORTFOLIO, WORK, "/", "/community", MARKET):
        page.goto(path)
        black = page.evaluate("getComputedStyle(document.body).color")
        assert black == "rgb(0, 0, 0)", f"{path} in {black}"
        found += axe(page, MORE)
        found += _judge(page, f"{path} in lite mode and high contrast")
    assert not found, "\n- ".join(["", *found])


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_nothing_moves_for_those_who_ask_for_it(open_page: Open, motion: str) -> None:
    """Neither what waits nor what opens; with everybody else something does, else this would prove nothing."""
    page = open_page("phone")
    page.emulate_media(reduced_motion=motion)  # type: ignore[arg-type]
    page.goto(PORTFOLIO)
    page.get_by_test_id("contact-button").first.click()
    form = page.locator("form#kontak:visible")
    form.evaluate("form => form.setAttribute('aria-busy', 'true')")
    expect(form.locator(".wait").first).to_be_visible()
    assert bool(ask(page, "moving()")) == (motion != "reduce")


def test_a_press_of_send_is_not_missed(open_page: Open) -> None:
    """The last field that was typed into is wrong: saying so must not move the button away from under the finger."""
    page = open_page("desk")  # all of the form is seen, so nothing scrolls to make up for it
    page.goto(f"{PORTFOLIO}/contact")
    for name, value in (("name", "Budi"), ("subject", "Dinding kedai"), ("message", MESSAGE)):
        page.fill(f"#kontak [name={name}]", value)
    page.locator("#kontak [name=email]").press_sequentially("bukan alamat")
    page.get_by_test_id("submit-inquiry").click(position={"x": 30, "y": 2})
    expect(page.locator("#kontak [name=email]")).to_be_focused()
    expect(page.locator("#kontak .err")).to_have_count(1)
