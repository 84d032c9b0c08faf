"""Pages whose beginning was packed before are the same pages."""

from __future__ import annotations

import random

import brotli
import pytest

from kreatr.kernel import sheets, stitching

HEAD = f"<!doctype html><html><head>{sheets.element('hub')}"
WORDS = [
    "the",
    "time",
    "of",
    "work",
    "and",
    "people",
    "from",
    "ngopi",
    "kreator",
    "<div",
    'class="creator">',
    "</div>",
    "https://www.",
    "2026",
    "é中",
]


@pytest.mark.parametrize(
    "rest",
    ["", "x", "xy", "</head>", "the " * 400, HEAD, HEAD[::-1], "\x00" * 300, "\U0001f600" * 90],
    ids=["nothing", "one", "two", "short", "common words", "the same again", "reversed", "zeros", "pictures"],
)
def test_what_was_stitched_is_read_as_one(rest: str) -> None:
    page = (HEAD + rest).encode()
    for effort in (1, 4, 5, 9):
        assert brotli.decompress(stitching.pack(page, effort)) == page


def test_pages_of_chance() -> None:
    chance = random.Random(7)
    for _page in range(200):
        rest = " ".join(chance.choices(WORDS, k=chance.randrange(3_000)))
        page = (HEAD[: chance.randrange(20)] + HEAD + rest).encode()
        assert brotli.decompress(stitching.pack(page, 5)) == page


def test_a_page_without_styles_and_another_library(monkeypatch: pytest.MonkeyPatch) -> None:
    bare, whole = b"<p>hello</p>" * 50, (HEAD + "<p>hello</p>" * 50).encode()
    assert stitching.pack(bare, 5) == brotli.compress(bare, quality=5)
    assert len(stitching.pack(whole, 5)) < len(brotli.compress(whole, quality=5))
    monkeypatch.setattr(stitching, "library", lambda: None)
    assert stitching.pack(whole, 5) == brotli.compress(whole, quality=5)
