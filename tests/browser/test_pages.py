"""Every page fits its window, stands still, and says itself to everybody."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Open
from tests.browser.site import Site
from tests.browser.walk import every_page
from tests.browser.watch import shifts, wider

CONTRAST = "color-contrast"
# What is looked at in which window: colours do not depend on its size, and what a page says not on its colours.
ALL: dict[str, Any] = {"resultTypes": ["violations"]}
COLOURS = {**ALL, "runOnly": [CONTRAST]}
WORDS = {**ALL, "rules": {CONTRAST: {"enabled": False}}}


@pytest.mark.parametrize(
    ("size", "scheme", "rules"),
    [
        ("phone", "light", ALL),
        ("desk", "light", WORDS),
        ("phone", "dark", COLOURS),
        ("narrow", "light", None),
    ],
    ids=["phone", "desk", "dark", "narrow"],
)
def test_every_page(
    open_page: Open, site: Site, size: str, scheme: str, rules: dict[str, Any] | None
) -> None:
    axe, found = Axe(), []
    for path, page in every_page(open_page(size, scheme=scheme), site):
        if scheme == "light":
            found += [f"{path} is wider than its window: {where}"] if (where := wider(page)) else []
            found += [f"{path} moves: {moved}"] if (moved := shifts(page)) else []
        if rules is not None and (results := axe.run(page, options=rules)).violations_count:
            found.append(f"{path}\n{results.generate_report()}")
    assert not found, "keep within the window, and give what comes later its place before:\n- " + "\n- ".join(
        found
    )
