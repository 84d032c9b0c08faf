"""A real Chromium against the running product. Every page it opens is watched."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests import apps
from tests.browser.site import Site
from tests.browser.watch import FOCUS, SHIFTS, Watch

NAMES = ("chromium", "chromium-browser", "google-chrome")
SIZES = {"phone": (360, 800), "narrow": (320, 640), "desk": (1280, 900)}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
Open = Callable[..., Page]


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium; without one the tests are skipped, but with CI=true they fail."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), "")
    if not found:
        reason = "No Chromium here: install it or name it in CHROMIUM; the browser tests need a real one."
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """A browser for the tests of one file: while it is there its event loop runs, and no other can."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def site(
    chromium: str, databases: apps.Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """The running product; shared by all browser tests of a worker, so each test writes its own messages."""
    running = Site(tmp_path_factory.mktemp("site"), databases.url("sqlite"))
    yield running
    running.stop()


@pytest.fixture
def open_page(browser: Browser, site: Site) -> Iterator[Open]:
    """Opens a fresh browser window: `open_page("phone", js=False, scheme="dark", zone="Europe/Berlin", worker=True)` (with the service worker). What it meets is judged at the end."""
    contexts: list[tuple[BrowserContext, Watch]] = []

    def open_(
        size: str = "desk",
        *,
        js: bool = True,
        scheme: Any = "light",
        watched: bool = True,
        zone: str | None = None,
        worker: bool = False,
    ) -> Page:
        width, height = SIZES[size]
        context = browser.new_context(
            base_url=site.url,
            viewport={"width": width, "height": height},
            java_script_enabled=js,
            color_scheme=scheme,
            reduced_motion="reduce",
            timezone_id=zone,
            service_workers="allow" if worker else "block",
        )
        context.set_default_timeout(15_000)
        expect.set_options(timeout=15_000)
        if js:
            context.add_init_script(SHIFTS + FOCUS)
        page = context.new_page()
        contexts.append((context, Watch(page, site.url) if watched else Watch()))
        return page

    yield open_
    for context, _watch in contexts:
        context.close()
    met = [complaint for _context, watch in contexts for complaint in watch.met]
    assert not met, "the browser met:\n- " + "\n- ".join(met)
