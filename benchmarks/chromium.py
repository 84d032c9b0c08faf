"""A real browser on a small phone, and every byte it is sent."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

WIDTH, HEIGHT, SCALE = 360, 800, 2
SLOW_BYTES, SLOW_MILLISECONDS = 400_000 / 8, 400
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)
WATCH = """
window.shifts = 0; window.largest = 0;
new PerformanceObserver(list => { for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifts += one.value; })
  .observe({type: 'layout-shift', buffered: true});
new PerformanceObserver(list => { for (const one of list.getEntries()) window.largest = one.startTime; })
  .observe({type: 'largest-contentful-paint', buffered: true});
"""
IN_VIEW = """() => [...document.images].filter(one => {
  const box = one.getBoundingClientRect();
  return box.width && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
}).map(one => one.currentSrc)"""
# Pictures below the fold that do not wait to be scrolled to. A browser fetches what is within 2,500 pixels ahead on a slow line.
EAGER = """() => [...document.images].filter(one => {
  const { top } = one.getBoundingClientRect();
  return top >= innerHeight && (one.loading !== "lazy" || (top > innerHeight + 3000 && one.complete && one.currentSrc));
}).length"""
WHEN = """selector => new Promise(done => (function look() {
  const found = document.querySelector(selector);
  const seen = found?.getClientRects().length && !found.disabled && performance.getEntriesByName("first-contentful-paint").length;
  requestAnimationFrame(seen ? () => done(performance.now()) : look);
})())"""


@dataclass
class Sent:
    """What one visit cost: address → (kind, bytes with headers). `foreign` are addresses of other hosts."""

    files: dict[str, tuple[str, int]] = field(default_factory=dict)
    foreign: list[str] = field(default_factory=list)
    in_view: list[str] = field(default_factory=list)
    eager: int = 0

    def bytes_of(self, *kinds: str) -> int:
        return sum(size for kind, size in self.files.values() if kind in kinds)

    @property
    def plain(self) -> int:
        """Everything but pictures."""
        return sum(size for kind, size in self.files.values() if kind != "picture")

    @property
    def requests(self) -> int:
        """Requests that went out, pictures not counted."""
        return sum(1 for kind, size in self.files.values() if kind != "picture" and size)

    @property
    def pictures_in_view(self) -> int:
        return sum(
            size for url, (kind, size) in self.files.items() if kind == "picture" and url in self.in_view
        )


def program() -> str | None:
    """Where Chromium is: CHROMIUM, else on the PATH."""
    asked = os.environ.get("CHROMIUM", "")
    return asked or next((found for name in NAMES if (found := shutil.which(name))), None)


@contextmanager
def started(path: str) -> Iterator[Browser]:
    """The browser, closed at the end."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


class Visitor:
    """One person's browser: empty cache, not signed in; `headers` go with each request."""

    def __init__(self, browser: Browser, url: str, headers: dict[str, str] | None = None) -> None:
        self.host = urlsplit(url).netloc
        self.context: BrowserContext = browser.new_context(
            viewport={"width": WIDTH, "height": HEIGHT},
            device_scale_factor=SCALE,
            is_mobile=True,
            has_touch=True,
        )
        self.context.set_extra_http_headers(headers or {})
        self.context.add_init_script(WATCH)
        self.page: Page = self.context.new_page()
        self.wire = self.context.new_cdp_session(self.page)
        self.wire.send("Network.enable")
        self.sent = Sent()
        self.asked: dict[str, tuple[str, str]] = {}
        self.wire.on("Network.requestWillBeSent", self._asks)
        self.wire.on("Network.responseReceived", self._answered)
        self.wire.on("Network.loadingFinished", self._finished)

    def _asks(self, event: dict[str, Any]) -> None:
        url = event["request"]["url"]
        if url.startswith("http") and urlsplit(url).netloc != self.host:
            self.sent.foreign.append(url)

    def _answered(self, event: dict[str, Any]) -> None:
        self.asked[event["requestId"]] = (event["response"]["url"], event["type"])

    def _finished(self, event: dict[str, Any]) -> None:
        url, kind = self.asked.get(event["requestId"], ("", ""))
        if url.startswith("http"):
            size = int(event["encodedDataLength"])
            self.sent.files[url] = ("picture" if "/media/" in url else kind, size)

    def visit(self, url: str) -> Sent:
        """Loads a page and waits until nothing more comes."""
        self.sent = Sent()
        self.page.goto(url, wait_until="load")
        self.page.wait_for_load_state("networkidle")
        self.sent.in_view = self.page.evaluate(IN_VIEW)
        self.sent.eager = self.page.evaluate(EAGER)
        return self.sent

    def slow_down(self) -> None:
        """From now on the line is that of a bad place: 400 kbit/s, 400 ms."""
        self.wire.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": SLOW_MILLISECONDS,
                "downloadThroughput": SLOW_BYTES,
                "uploadThroughput": SLOW_BYTES,
            },
        )

    def seconds_until(self, selector: str) -> float:
        """When what a selector names could be seen and used, in seconds since its page was asked for."""
        return float(self.page.evaluate(WHEN, selector)) / 1000

    def scroll_through(self) -> None:
        """To the end of the page, one screen after the other."""
        for _screen in range(30):
            self.page.mouse.wheel(0, HEIGHT * 0.8)
            self.page.wait_for_timeout(100)
            if self.page.evaluate("scrollY + innerHeight >= document.documentElement.scrollHeight - 2"):
                break
        self.page.wait_for_load_state("networkidle")

    def number(self, name: str) -> float:
        """What the page's own watchers noted: `shifts` or `largest` (milliseconds)."""
        return float(self.page.evaluate(f"window.{name}"))

    def close(self) -> None:
        self.context.close()
