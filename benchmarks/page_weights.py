"""What each public page costs a phone on its first and its second visit, against the budgets of a bad connection."""

from __future__ import annotations

import re
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import Browser

from benchmarks import chromium, dashboard_weights, gallery, slow_line, wire
from benchmarks.chromium import HEIGHT, SCALE, WIDTH, Sent, Visitor
from benchmarks.processes import Program, settings
from benchmarks.report import Report, say, table
from tests.services import free_port

CSS, JS, REQUESTS, SHIFT, POLL, PAINT_SECONDS = 12, 22, 8, 0.0, 400, 2.5
FIRST_START_SECONDS = 600  # with the demo world to draw, on a busy machine
PAINTS = 3
TILES = """
SELECT creators.username, count(*) FROM items JOIN creators ON creators.id = items.creator_id
WHERE items.visibility = 'PUBLIC' AND items.status = 'APPROVED' AND creators.is_public AND creators.username <> ?
GROUP BY creators.username ORDER BY 2 DESC, 1 LIMIT 1"""
ITEM = """
SELECT items.slug FROM items JOIN creators ON creators.id = items.creator_id
WHERE creators.username = ? AND items.visibility = 'PUBLIC' AND items.status = 'APPROVED' ORDER BY items.slug LIMIT 1"""


@dataclass(frozen=True)
class Budget:
    """At most, in kB: the HTML, all but pictures, with the pictures in view, in lite mode, a second visit."""

    html: float = 14
    plain: float = 45
    pictures: float = 150
    lite: float = 40
    again: float = 5


SMALL = Budget(html=10, plain=40, pictures=120, lite=35, again=4)


def measure(report: Report, folder: Path) -> None:
    """Starts the whole house on its demo world, in a folder of its own, and visits its pages."""
    with house(folder) as program:
        pages = _pages(folder / "kreatr.db")
        found = chromium.program()
        if found:
            _by_browser(report, program.url, pages, found)
        else:
            _by_hand(report, program.url, pages)
        _poll(report, program.url)


@contextmanager
def house(folder: Path) -> Iterator[Program]:
    port = free_port()
    environ = settings(folder, "", "", port) | {"KREATR_DEMO": "1", "TRUSTED_PROXIES": "0"}
    say("Starting the house with its demo world …")
    program = Program("house", [sys.executable, "app.py"], environ, port)
    try:
        program.await_port(FIRST_START_SECONDS)
        gallery.hang(folder)
        say("Waiting until its cards are drawn and its mails are sent …")
        program.settle()
        yield program
    finally:
        program.stop()


def _pages(database: Path) -> dict[str, tuple[str, Budget]]:
    """Name → address and budget. The portfolio is the one with the most works."""
    with sqlite3.connect(database) as connection:
        username, _works = connection.execute(TILES, (gallery.USERNAME,)).fetchone()
        (slug,) = connection.execute(ITEM, (username,)).fetchone()
    return {
        "landing": ("/", Budget(pictures=110)),
        "hub": ("/community", Budget(pictures=90)),
        "marketplace": ("/community/marketplace", Budget()),
        "portfolio": (f"/portfolio/{username}", Budget()),
        gallery.NAME: (gallery.PATH, Budget()),
        "item": (f"/portfolio/{username}/{slug}", SMALL),
        "contact": (f"/portfolio/{username}/contact", SMALL),
    }


def _by_browser(report: Report, url: str, pages: dict[str, tuple[str, Budget]], path: str) -> None:
    weights, manners = [], []
    with chromium.started(path) as browser:
        for name, (address, budget) in pages.items():
            person = Visitor(browser, url)
            cold = person.visit(url + address)
            icon = _icon(url + address, cold)
            person.page.goto("about:blank")
            again = person.visit(url + address)
            person.close()
            sparing = Visitor(browser, url, {"Save-Data": "on"})
            lite = sparing.visit(url + address)
            sparing.close()
            weights.append(_weights(report, name, budget, cold, lite, again, icon))
            paint, shift = _on_the_slow_line(browser, url, address)
            manners.append(_manners(report, name, cold, shift, paint, icon))
        version = browser.version
        slow_line.measure(report, browser, url, pages["portfolio"][0])
        dashboard_weights.measure(report, browser, url)
    _print_weights(weights, version)
    head = (
        "page",
        "requests (≤ 8)",
        "third party (0)",
        "layout shift (0)",
        "largest paint (≤ 2.5 s)",
        "not in view",
        "not lazy below (0)",
    )
    table("Manners of the pages: requests without pictures; shift and paint on the slow line", head, manners)


def _on_the_slow_line(browser: Browser, url: str, address: str) -> tuple[float, float]:
    """Seconds to the largest paint and the shifts of a page that is scrolled through, of which the worst counts. Neighbours
    on this machine can only make a paint later, so it is tried again where it is too late."""
    paints, shifts = [], []
    while len(paints) < PAINTS and min(paints, default=PAINT_SECONDS + 1) > PAINT_SECONDS:
        slow = Visitor(browser, url)
        slow.slow_down()
        slow.visit(url + address)
        paints.append(slow.number("largest") / 1000)
        slow.scroll_through()
        shifts.append(slow.number("shifts"))
        slow.close()
    return min(paints), max(shifts)


def _icon(url: str, cold: Sent) -> int:
    """Bytes of the page's icon where the browser, having no window, did not ask for it."""
    found = re.search(r'<link rel="icon"[^>]*href="([^"]+)"', wire.get(url).text)
    if not found or urljoin(url, found[1]) in cold.files:
        return 0
    return wire.get(urljoin(url, found[1])).size


def _weights(
    report: Report, name: str, budget: Budget, cold: Sent, lite: Sent, again: Sent, icon: int
) -> list[str]:
    def cell(what: str, size: int, most: float) -> str:
        return report.at_most(f"{name}, {what} in kB", size / 1000, most, f"{size / 1000:.1f}")

    return [
        name,
        cell("HTML", cold.bytes_of("Document"), budget.html),
        cell("CSS", cold.bytes_of("Stylesheet"), CSS),
        cell("JavaScript", cold.bytes_of("Script"), JS),
        cell("everything but pictures", cold.plain + icon, budget.plain),
        cell("with the pictures in view", cold.plain + icon + cold.pictures_in_view, budget.pictures),
        cell(
            "lite mode",
            sum(size for _kind, size in lite.files.values()) + icon,
            budget.lite,
        ),
        cell("second visit", sum(size for _kind, size in again.files.values()), budget.again),
    ]


def _manners(report: Report, name: str, cold: Sent, shift: float, paint: float, icon: int) -> list[str]:
    requests, foreign = cold.requests + bool(icon), len(cold.foreign)
    hidden = cold.bytes_of("picture") - cold.pictures_in_view
    return [
        name,
        report.at_most(f"{name}, requests", requests, REQUESTS, str(requests)),
        report.at_most(f"{name}, requests to third parties", foreign, 0, str(foreign)),
        report.at_most(f"{name}, layout shift", round(shift, 3), SHIFT, f"{shift:.3f}"),
        report.at_most(f"{name}, largest paint on a slow line in s", paint, PAINT_SECONDS, f"{paint:.1f} s"),
        f"{hidden / 1000:.0f} kB",
        report.at_most(
            f"{name}, pictures below the first screen that do not wait",
            cold.eager,
            0,
            str(cold.eager),
        ),
    ]


def _print_weights(rows: list[list[str]], version: str) -> None:
    budgets = ["at most", "14", f"{CSS}", f"{JS}", "45", "110 / 90 / 150", "40", "5"]
    smaller = ["item, contact", "10", f"{CSS}", f"{JS}", "40", "120", "35", "4"]
    head = ("kB as received", "HTML", "all CSS", "all JS", "no pictures", "pictures in view", "lite", "again")
    note = (
        f"Chromium {version}, {WIDTH} × {HEIGHT} at scale {SCALE}, anonymous, empty cache; headers of the answers included."
        "\n“Not in view” below is what the browser also fetches ahead of scrolling."
    )
    table("Page weights", head, [budgets, smaller, *rows], note)


def _by_hand(report: Report, url: str, pages: dict[str, tuple[str, Budget]]) -> None:
    """Without a browser: only what a plain client can weigh."""
    say(
        "No Chromium here (CHROMIUM, or on the PATH): only HTML, CSS and JavaScript are weighed, by plain HTTP."
    )
    rows = []
    for name, (address, budget) in pages.items():
        page = wire.get(url + address)
        styles = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page.text)
        scripts = re.findall(r'<script[^>]* src="([^"]+)"', page.text)
        sizes = [
            page.size,
            *(sum(wire.get(urljoin(url, one)).size for one in some) for some in (styles, scripts)),
        ]
        bars = (budget.html, CSS, JS)
        cells = [
            report.at_most(f"{name}, {what} in kB", size / 1000, bar, f"{size / 1000:.1f}")
            for what, size, bar in zip(("HTML", "CSS", "JavaScript"), sizes, bars, strict=True)
        ]
        rows.append([name, *cells])
    table("Page weights by plain HTTP", ("kB as received", "HTML", "all CSS", "all JS"), rows)


def _poll(report: Report, url: str) -> None:
    """The hub asks for news every two minutes: what an unchanged answer costs."""
    page = wire.get(f"{url}/community").text
    found = re.search(r'data-news="([^"]+)" data-mark="([^"]+)"', page)
    if not found:
        raise AssertionError("the hub names no address to ask for news")
    address, mark = urljoin(url, f"{found[1]}?after={found[2]}"), found[2]
    poll = wire.get(address, If_None_Match=f'W/"{mark}"')
    cell = report.at_most(
        "a poll with nothing new, bytes", poll.size, POLL, f"{poll.size} bytes, {poll.status}"
    )
    say(f"\nA poll with nothing new (≤ {POLL} bytes, 304): {cell}")
