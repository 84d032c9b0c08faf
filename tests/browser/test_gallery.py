"""Pictures on a phone: what a tap loads in lite mode, the lightbox, likes, the dots of the dashboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.site import Site
from tests.browser.steps import sign_in
from tests.browser.watch import shifts, wider

WORK = "/portfolio/rizkypratama/tiga-sisi"
TILES = """[...document.querySelectorAll(".masonry > *")].filter((tile) => tile.querySelector("img[loading]"))
  .map((tile) => [tile.getBoundingClientRect().top, tile.querySelector("img").naturalWidth > 0])"""


def _pictures(page: Page) -> list[str]:
    """The pictures of works that were asked for, as they come."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/media/" in request.url else None)
    return asked


def _lite(page: Page) -> list[str]:
    page.goto("/about")
    page.evaluate("document.cookie = 'lite=1; Path=/'")
    return _pictures(page)


@pytest.mark.parametrize("path", ["/portfolio/rizkypratama", WORK])
def test_in_lite_mode_a_tap_loads_one_picture(open_page: Open, path: str) -> None:
    page = open_page("phone")
    asked = _lite(page)
    page.goto(path)
    assert shifts(page) == [] and asked == [], "nothing is loaded before a tap, even at the end of the page"
    link = page.locator("a.load").first
    promised = int(re.search(r"(\d+)\skB", link.inner_text())[1])  # type: ignore[index]
    link.focus()
    with page.expect_response(re.compile("/media/")) as answer:
        link.press("Enter")
    expect(page.locator(".pic img")).to_have_count(1)
    assert len(asked) == 1 and abs(len(answer.value.body()) / 1000 - promised) <= 1
    assert page.evaluate("document.activeElement.tagName") == "A", "focus stays at the picture"
    assert shifts(page) == []


def test_without_javascript_the_tap_opens_the_picture(open_page: Open, site: Site) -> None:
    page = open_page("phone", js=False, watched=False)  # the browser's own page of a picture wants styles
    page.context.add_cookies([{"name": "lite", "value": "1", "url": site.url}])
    page.goto(WORK)
    page.locator(".price a").click()
    expect(page.locator(".stage .zoom img")).to_have_count(3)
    page.go_back()
    page.locator("a.load").first.click()
    expect(page).to_have_url(re.compile(r"/media/.*\.webp$"))


def test_the_lightbox_by_keyboard_and_finger(open_page: Open) -> None:
    page = open_page("phone")
    asked = _pictures(page)
    page.goto(WORK)
    opener = page.locator("a.zoom")
    opener.focus()
    opener.press("Enter")
    box, count = page.locator("#besar"), page.locator("#besar p")
    expect(box).to_be_visible()
    expect(count).to_have_text("1/3")
    page.keyboard.press("ArrowRight")
    expect(count).to_have_text("2/3")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(count).to_have_text("3/3")
    for start, end, shown in ((250, 100, "1/3"), (100, 250, "3/3")):
        page.mouse.move(start, 400)
        page.mouse.down()
        page.mouse.move(end, 400)
        page.mouse.up()
        expect(count).to_have_text(shown)
    assert not [url for url in asked if "-1280." in url], "a phone of 360 pixels needs no large size"
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(opener).to_be_focused()


def test_liking_by_keyboard(open_page: Open) -> None:
    page = open_page("phone")
    page.goto(WORK)
    page.locator("#suka a").click()
    expect(page).to_have_url(re.compile(r"/login\?next="))
    form = page.locator("main form")
    form.locator("[name=email]").fill("sekarayu@contoh.test")
    form.locator("[name=password]").fill("kata-sandi-uji-2026")
    form.locator("button[type=submit]").click()
    expect(page).to_have_url(re.compile(WORK))
    button = page.locator("#suka button")
    before = button.get_attribute("aria-pressed")
    button.focus()
    button.press("Enter")
    expect(button).not_to_have_attribute("aria-pressed", before or "")
    expect(button).to_be_focused()


@pytest.mark.parametrize("size", ["narrow", "desk"])
def test_the_home_of_the_dashboard(open_page: Open, size: str) -> None:
    page = open_page(size)
    sign_in(page, "sekarayu@contoh.test")
    page.goto("/dashboard")
    chart = page.get_by_role("img", name=re.compile("tiap hari|per hari"))
    expect(chart).to_be_visible()
    page.locator("#bulan summary").click()
    expect(page.locator("#bulan tbody tr")).to_have_count(30)
    assert shifts(page) == [] and wider(page) == []


@pytest.mark.parametrize("size", ["phone", "desk"])
@pytest.mark.parametrize("path", ["/portfolio/sekarayu", "/portfolio/sekarayu/sawah-senja"])
def test_pictures_below_the_window_come_with_their_tile(
    open_page: Open, site: Site, path: str, size: str
) -> None:
    page = open_page(size)
    page.emulate_media(reduced_motion="no-preference")  # else the browser decides how far ahead it looks
    page.goto(path, wait_until="networkidle")
    ahead = page.evaluate(f"() => {TILES}.filter(([top, there]) => top > innerHeight && there).length")
    before = page.evaluate("document.documentElement.scrollHeight")
    for tile in page.locator(".masonry > *").all():
        tile.scroll_into_view_if_needed()
    page.wait_for_function(f"() => {TILES}.every(([_top, there]) => there)")
    assert ahead == 0 and page.evaluate("document.documentElement.scrollHeight") == before
    assert not shifts(page)
