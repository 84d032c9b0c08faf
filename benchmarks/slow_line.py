"""The way to a message on a bad line: 400 kbit/s, 400 ms, a phone, nothing kept."""

from __future__ import annotations

import time

from playwright.sync_api import Browser

from benchmarks.chromium import Visitor
from benchmarks.report import Report, table

CREATORS_SECONDS, FORM_SECONDS = 2.5, 4.0


def measure(report: Report, browser: Browser, url: str, portfolio: str) -> None:
    """When a cold marketplace can be read, and how long the tap on "contact" takes to a form that can be filled in."""
    read = _creators(browser, f"{url}/community/marketplace")
    usable = _form(browser, url + portfolio)
    rows = [
        [
            "marketplace: creators can be read",
            f"{CREATORS_SECONDS} s",
            report.at_most("slow line, creators in s", read, CREATORS_SECONDS, f"{read:.1f} s"),
        ],
        [
            "portfolio: from the tap to the form",
            f"{FORM_SECONDS} s",
            report.at_most("slow line, contact form in s", usable, FORM_SECONDS, f"{usable:.1f} s"),
        ],
    ]
    table("On the slow line, nothing kept", ("what", "at most", "measured"), rows)


def _creators(browser: Browser, address: str) -> float:
    person = Visitor(browser, address)
    person.slow_down()
    person.page.goto(address, wait_until="commit")
    seconds = person.seconds_until("[data-testid=creator-card] h3")
    person.close()
    return seconds


def _form(browser: Browser, address: str) -> float:
    person = Visitor(browser, address)
    person.slow_down()
    person.page.goto(address, wait_until="load")
    started = time.monotonic()
    person.page.get_by_test_id("contact-button").first.click(no_wait_after=True)
    person.page.locator("form#kontak:visible textarea").first.wait_for()
    seconds = time.monotonic() - started
    person.close()
    return seconds
