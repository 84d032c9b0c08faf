"""What a page is to people with other eyes, hands and settings: axe, and what axe does not ask (audit.js)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Page

SCRIPTS = Path(AXE_FILE_PATH).read_text() + "\n" + (Path(__file__).parent / "audit.js").read_text()
# What is asked when: colours do not depend on the window, and what a page says not on its colours.
TARGETS = {"target-size": {"enabled": True}}
ALL: dict[str, Any] = {"rules": TARGETS}
WORDS: dict[str, Any] = {"rules": {**TARGETS, "color-contrast": {"enabled": False}}}
COLOURS: dict[str, Any] = {"runOnly": ["color-contrast"]}
MORE: dict[str, Any] = {"runOnly": ["color-contrast-enhanced"]}
FINGER, MOUSE = 44, 24  # pixels


def axe(page: Page, rules: dict[str, Any]) -> list[str]:
    """What axe finds by these rules: rule, element, why."""
    _bring(page)
    found = page.evaluate(
        "async (rules) => (await axe.run(document, { resultTypes: ['violations'], preload: false, ...rules })).violations",
        rules,
    )
    return [
        f"{one['id']}: {node['html'][:160]} {node['failureSummary'][:300]}"
        for one in found
        for node in one["nodes"]
    ]


def ask(page: Page, question: str) -> list[str]:
    """What is wrong by a function of audit.js, like `focus()`."""
    _bring(page)
    found: list[str] = page.evaluate(f"audit.{question}")
    return found


def colours(page: Page) -> list[str]:
    """Contrast in the dark, in high contrast (7:1) and, of the ring around what has the focus, in colours that the system chooses
    (axe does not see those)."""
    page.emulate_media(color_scheme="dark")
    found = [f"in the dark: {said}" for said in (*axe(page, COLOURS), *ask(page, "focus()"))]
    page.emulate_media(contrast="more")
    found += [f"in high contrast: {said}" for said in axe(page, MORE)]
    page.emulate_media(color_scheme="light", contrast="no-preference", forced_colors="active")
    found += [f"in forced colours: {said}" for said in ask(page, "focus()")]
    page.emulate_media(forced_colors="none")
    return found


def letters(page: Page, times: int) -> None:
    """The size of letters that a person sets in the browser, as a multiple of the usual one."""
    sizes = {"standard": 16 * times, "fixed": 13 * times}
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": sizes})


def _bring(page: Page) -> None:
    if not page.evaluate("Boolean(window.audit)"):
        page.evaluate(SCRIPTS)
