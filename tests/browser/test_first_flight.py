"""A page can be read before any other file has arrived, and nothing moves when the others come."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, Route

from benchmarks import wire
from kreatr.kernel import sheets
from tests.browser.conftest import Open
from tests.browser.site import COMING, Site

PAGES = {
    "landing": ("/",),
    "hub": ("/community", f"/community/events/{COMING}"),
    "market": ("/community/marketplace", "/community/marketplace?q=kopi&view=list"),
    "portfolio": ("/portfolio/sekarayu",),
    "item": ("/portfolio/rizkypratama/tiga-sisi",),
    "plain": ("/portfolio/sekarayu/contact", "/help", "/halaman/yang/tidak/ada"),
}
FLIGHT_BYTES, AGAIN_BYTES = 14_000, 4_000
CONTACT = "/portfolio/sekarayu/contact"
TRAVELLED = """() => ["navigation", "resource"].flatMap((kind) => performance.getEntriesByType(kind))
  .reduce((sum, one) => sum + one.transferSize, 0)"""
PLACES = """() => [...document.querySelectorAll("header *, main *")].map((one) => {
  const { x, y, width, height } = one.getBoundingClientRect(); return [one.tagName, x, y, width, height];
})"""
FOR_THE_SIGNED_IN = {"parts/count.css", "pages/panes.css"}
PAINTED = "() => performance.getEntriesByName('first-contentful-paint').length && document.querySelector('main > *')"
# The letters of this page in the face of headings, its menu in its place, and everything's place on the first screen.
NOTED = """() => {
  const box = (one) => { const { x, y, width, height } = one.getBoundingClientRect(); return [x, y, width, height]; };
  // A picture's own shape differs from what its page says of it by less than a pixel.
  const moved = (one, was) => box(one).some((now, n) => Math.abs(now - was[n]) >= 1);
  const seen = [...document.querySelectorAll("header *, main *")].filter((one) => {
    const { top, bottom, width } = one.getBoundingClientRect();
    return width && bottom > 0 && top < innerHeight;
  });
  window.noted = new Map(seen.map((one) => [one, box(one)]));
  window.moved = () => [...window.noted].filter(([one, was]) => one.isConnected && moved(one, was))
    .map(([one, was]) => `${one.outerHTML.slice(0, 90)}: ${was} → ${box(one)}`);
  const face = getComputedStyle(document.querySelector("h1")).fontFamily;
  return { face, words: document.querySelector("main").innerText.length, sheets: document.styleSheets.length };
}"""
COMPARED = """async (whole) => {
  // The byte meter writes its line anew when files come.
  const all = [...document.querySelectorAll("body, body :not(link)")].filter((one) => !one.querySelector(":scope > [data-weighed]") && !one.dataset.weighed);
  all.forEach((one) => { one.style.contentVisibility = "visible"; });  // also what lies below is looked at
  const looks = () => all.flatMap((one) => ["", "::before", "::after"].map((part) => {
    const style = getComputedStyle(one, part);
    return part && style.content === "none" ? "" : [...style].map((name) => `${name}: ${style.getPropertyValue(name)}`);
  }));
  const split = looks();
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: whole });
  const old = document.querySelectorAll("head style, link[rel=stylesheet]");
  await new Promise((done) => { link.onload = done; document.head.append(link); });
  old.forEach((one) => one.remove());
  return looks().flatMap((now, at) => {
    if (String(now) === String(split[at])) return [];
    const differ = [...now].filter((line, n) => line !== split[at][n]).slice(0, 3);
    return [`${all[Math.floor(at / 3)].outerHTML.slice(0, 90)} would be ${differ.join(", ")}`];
  });
}"""


def _held(page: Page) -> Callable[[], None]:
    """Keeps back every file but the page itself; the answer lets them come."""
    waiting: list[Route] = []
    free = False

    def meet(route: Route) -> None:
        if free or route.request.resource_type == "document":
            route.continue_()
        else:
            waiting.append(route)

    def release() -> None:
        nonlocal free
        free = True
        for route in waiting:
            route.continue_()

    page.context.route("**/*", meet)
    return release


@pytest.mark.parametrize("size", ["phone", "desk"])
@pytest.mark.parametrize("kind", PAGES)
def test_a_page_is_read_before_any_other_file_has_arrived(
    open_page: Open, site: Site, kind: str, size: str
) -> None:
    for path in PAGES[kind]:
        page = open_page(size)
        release = _held(page)
        page.goto(path, wait_until="commit")
        page.wait_for_function(PAINTED)
        page.wait_for_function(
            "() => document.querySelector('main ~ link') || document.querySelector('footer')"
        )
        noted = page.evaluate(NOTED)
        assert "Roboto Condensed" in noted["face"], f"{path}: its styles do not come with it"
        assert noted["words"] > 60 and noted["sheets"] == 1
        release()
        page.wait_for_load_state("load")
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.moved()") == [], f"{path}: what a page shows at first belongs into FIRST"
        assert page.evaluate("document.styleSheets.length") == 2


@pytest.mark.parametrize("kind", PAGES)
def test_the_pieces_look_like_the_whole(open_page: Open, site: Site, kind: str) -> None:
    page = open_page("phone")
    page.goto("/login")
    page.evaluate("document.cookie = 'lite=1; Path=/'")  # without pictures, which have sizes of their own
    whole = _whole(site)
    for path in PAGES[kind]:
        page.goto(path)
        assert page.evaluate(COMPARED, whole) == [], f"{path} does not look as with app.css; correct FIRST"


def _whole(site: Site) -> str:
    """The address of app.css, which pages that are no visitor's link to."""
    found = re.search(r'href="(/static/app\.[0-9a-f]+\.css)"', wire.get(site.url + site.status_path).text)
    assert found
    return found[1]


def test_who_comes_back_to_a_form_brings_no_styles_along(open_page: Open, site: Site) -> None:
    page = open_page("phone")
    page.goto(CONTACT, wait_until="networkidle")
    first = page.evaluate(PLACES)
    assert page.evaluate(TRAVELLED) > AGAIN_BYTES
    page.goto("/help", wait_until="networkidle")
    assert page.locator("head style").count() == 1, "pages for everybody do not depend on who comes"
    page.goto(CONTACT, wait_until="networkidle")
    assert page.evaluate(PLACES) == first and page.locator("head style").count() == 0
    assert 0 < page.evaluate(TRAVELLED) <= AGAIN_BYTES


def test_pages_fit_the_first_flight(site: Site) -> None:
    sizes = {path: wire.get(site.url + path).size for paths in PAGES.values() for path in paths}
    assert {path: size for path, size in sizes.items() if size > FLIGHT_BYTES} == {}


@pytest.mark.one_database
def test_every_part_has_its_place(app: Flask) -> None:
    listed, whole = sheets.order(sheets.FOLDER, "FIRST"), sheets.order(sheets.FOLDER)["app.css"]
    placed = {part for parts in listed.values() for part in parts}
    assert placed <= set(whole)
    assert set(whole) - placed == FOR_THE_SIGNED_IN, "a new part needs its place in static/css/FIRST"
    assert set(sheets.first()) == set(PAGES)
    for sheet in (*sheets.first().values(), sheets.rest()):
        assert sheet.count("{") == sheet.count("}") and "</" not in sheet
    assert "hover:hover" in sheets.rest() and not [
        one for one in sheets.first().values() if "hover:hover" in one
    ]
