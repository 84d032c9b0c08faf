"""Numbered pages: which numbers to offer."""

from __future__ import annotations


def numbers(page: int, pages: int) -> list[int | None]:
    """The page numbers to link, None for a gap: first, last, the current one and its neighbours."""
    wanted = sorted({1, pages, *range(max(1, page - 1), min(pages, page + 1) + 1)})
    shown: list[int | None] = []
    for number in wanted:
        if shown and number - (shown[-1] or 0) > 1:
            shown.append(None)
        shown.append(number)
    return shown
