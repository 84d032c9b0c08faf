"""What the pages of somebody who is signed in cost, on a first and on a second visit."""

from __future__ import annotations

from playwright.sync_api import Browser

from benchmarks.chromium import Sent, Visitor
from benchmarks.report import Report, table
from kreatr.demo.cast import PASSWORD

EMAIL = "creator@demo.test"
HTML, PLAIN, AGAIN = 14, 60, 16
PATHS = (
    "/dashboard",
    "/dashboard/portfolio",
    "/dashboard/portfolio/new",
    "/dashboard/inquiries",
    "/dashboard/settings",
)


def measure(report: Report, browser: Browser, url: str) -> None:
    """Each page as the first one of a device that is signed in, and once more."""
    rows = []
    for path in PATHS:
        person = Visitor(browser, url)
        _sign_in(person, url)
        person.wire.send("Network.clearBrowserCache")
        cold = person.visit(url + path)
        person.page.goto("about:blank")
        again = person.visit(url + path)
        person.close()
        rows.append(_row(report, path, cold, again))
    head = ("kB as received", f"HTML (≤ {HTML})", f"no pictures (≤ {PLAIN})", f"again (≤ {AGAIN})")
    table("The dashboard, signed in", head, rows)


def _sign_in(person: Visitor, url: str) -> None:
    person.page.goto(f"{url}/login")
    form = person.page.locator("main form")
    form.locator("[name=email]").fill(EMAIL)
    form.locator("[name=password]").fill(PASSWORD)
    form.locator("button[type=submit]").click()
    person.page.wait_for_url("**/dashboard**")


def _row(report: Report, path: str, cold: Sent, again: Sent) -> list[str]:
    def cell(what: str, size: int, most: float) -> str:
        return report.at_most(f"{path}, {what} in kB", size / 1000, most, f"{size / 1000:.1f}")

    return [
        path,
        cell("HTML", cold.bytes_of("Document"), HTML),
        cell("everything but pictures", cold.plain, PLAIN),
        cell("second visit", again.plain, AGAIN),
    ]
