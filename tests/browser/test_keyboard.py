"""What people do here, done by keys alone. The visitor's way to a message is in test_journey; every window opened here also watches
that no focus is lost (watch.FOCUS)."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.site import Site
from tests.browser.steps import MESSAGE
from tests.world import PASSWORD

STORY = "Ditulis tanpa tetikus: tiga gambar tentang pasar pagi, dari sketsa di tempat sampai warna terakhir di rumah."


def _to(page: Page, selector: str, key: str = "Tab", most: int = 120) -> None:
    """Moves the focus by one key until it stands at the selector."""
    for _step in range(most):
        if page.evaluate("selector => Boolean(document.activeElement?.matches(selector))", selector):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{selector} is not reached by {key}")


def _sign_in(page: Page, name: str) -> None:
    page.goto("/login")
    _to(page, "main [name=email]")
    page.keyboard.type(f"{name}@contoh.test")
    _to(page, "main [name=password]")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/dashboard|/admin"))


def _inside(page: Page, selector: str) -> bool:
    found: bool = page.evaluate("selector => Boolean(document.activeElement?.closest(selector))", selector)
    return found


def test_a_creator_writes_and_submits_a_work(open_page: Open) -> None:
    page = open_page("desk")
    _sign_in(page, "sekarayu")
    page.goto("/dashboard/portfolio")
    _to(page, "main a[href='/dashboard/portfolio/new']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/dashboard/portfolio/new")
    _to(page, "#title")
    page.keyboard.type("Hanya Papan Ketik")
    _to(page, "#description")
    page.keyboard.type(STORY)
    _to(page, "[name=category]")
    page.keyboard.press("ArrowDown")
    _to(page, "#tools")
    page.keyboard.type("Krita")
    _to(page, "button[name=save][value=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/dashboard/portfolio(\?|$)"))
    expect(page.locator("main li", has_text="Hanya Papan Ketik")).to_contain_text("Menunggu tinjauan")


def test_a_dialog_keeps_the_focus_and_gives_it_back(open_page: Open) -> None:
    page = open_page("desk")
    page.goto("/portfolio/sekarayu")
    _to(page, "[data-testid=contact-button]")
    opener = page.evaluate("document.activeElement.href")
    page.keyboard.press("Enter")
    expect(page.locator("form#kontak:visible")).to_be_visible()
    expect(page.locator("dialog[open] h2")).to_be_focused()
    for key in ("Tab", "Shift+Tab"):
        for _step in range(14):
            page.keyboard.press(key)
            assert _inside(page, "dialog[open], html:not(:has(body:focus-within))"), (
                f"{key} leaves the dialog"
            )
    _to(page, "form#kontak [name=subject]")
    page.keyboard.type("Ditutup di tengah")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.href") == opener
    page.keyboard.press("Enter")
    expect(page.locator("form#kontak [name=subject]")).to_have_value("Ditutup di tengah")
    for name, value in (("name", "Papan Ketik"), ("email", "papan@contoh.test"), ("message", MESSAGE)):
        _to(page, f"form#kontak [name={name}]", "Tab")
        page.keyboard.type(value)
    page.keyboard.press("Tab")
    _to(page, "[data-testid=submit-inquiry]")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("success-message")).to_be_visible()
    expect(page.locator("[data-sent] h2")).to_be_focused()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.href") == opener


def test_the_filters_of_a_phone_keep_the_focus(open_page: Open) -> None:
    page = open_page("phone")
    page.goto("/community/marketplace")
    _to(page, "a[data-sheet]")
    page.keyboard.press("Enter")
    expect(page.locator("#saring-judul")).to_be_focused()
    for _step in range(60):
        page.keyboard.press("Tab")
        assert _inside(page, "#saring"), "the keyboard leaves the filters behind the open sheet"
    page.keyboard.press("Escape")
    expect(page.locator("a[data-sheet]")).to_be_focused()


def test_what_changed_is_said_in_the_one_polite_region(open_page: Open) -> None:
    page = open_page("desk")
    page.goto("/community/marketplace")
    said = page.locator("#ucapan")
    expect(said).to_be_empty()
    _to(page, "input[name=availability][value=BUSY]")
    page.keyboard.press("Space")
    expect(said).to_have_text("1 kreator")
    assert _inside(page, "input[name=availability][value=BUSY]"), "who filters goes on filtering"
    page.goto("/community/events")
    page.locator(".more a").focus()
    page.keyboard.press("Enter")
    expect(said).to_have_text(re.compile(r"^\d+ lagi ditampilkan\.$"))
    first = page.locator("main .days").nth(1).locator("li").first
    expect(first).to_be_focused()


@pytest.mark.parametrize("path", ["/", "/portfolio/sekarayu", "/dashboard"])
def test_the_first_stop_skips_to_the_content(open_page: Open, path: str) -> None:
    page = open_page("phone")
    if path == "/dashboard":
        _sign_in(page, "sekarayu")
    page.goto(path)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert _inside(page, "main, footer")


def test_a_moderator_decides(open_page: Open, site: Site) -> None:
    """What a creator submits stands in the queue; the moderator opens it, chooses, and the next thing that is said has the focus."""
    page = open_page("desk")
    _sign_in(page, "maya")
    page.goto("/admin/marketplace/moderation?tab=reports")
    visitor = open_page("desk")
    _sign_in(visitor, "hendra")
    visitor.goto("/portfolio/sekarayu/sawah-senja")
    _to(visitor, "a.report")
    visitor.keyboard.press("Enter")
    expect(visitor.locator("form#laporan:visible")).to_be_visible()
    _to(visitor, "form#laporan [name=reason]")
    visitor.keyboard.press("ArrowDown")
    _to(visitor, "form#laporan [name=words]")
    visitor.keyboard.type("Gambar ini mirip sekali dengan lukisan yang kulihat di pameran.")
    _to(visitor, "form#laporan button[type=submit]")
    visitor.keyboard.press("Enter")
    expect(visitor.get_by_text("Terima kasih").first).to_be_visible()
    page.reload()
    _to(page, "main h2 a")
    page.keyboard.press("Enter")
    expect(page.locator("#kasus-judul")).to_be_visible()
    _to(page, "#putusan [name=decision]")
    for _step in range(6):
        if page.evaluate("document.activeElement.value") == "KEEP":
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    _to(page, "#putusan button[type=submit]")
    page.keyboard.press("Enter")
    expect(page.locator(".done")).to_be_focused()
