"""What the landing page shows: measured numbers and shown works only (C17)."""

from __future__ import annotations

from itertools import permutations
from typing import Any

from kreatr.community import queries as community
from kreatr.marketplace import queries as marketplace
from kreatr.portfolio import queries as portfolio
from kreatr.portfolio.words import CATEGORY_WORDS
from kreatr.reviews import queries as reviews

WORKS = 8
INDEX = 6
CAPTION = 6  # rows of the gallery grid a caption takes; see .masonry in static/css


def landing(locale: str) -> dict[str, Any]:
    """The landing page's names: the work of the week, eight works, a prompt, categories, platforms, numbers, a quote."""
    tiles = [portfolio.tile(item, item.creator, locale) for item in portfolio.fresh(WORKS + 1)]
    return {
        "work": tiles[0] if tiles else None,
        "works": level(tiles[1:]),
        "prompt": _prompt(locale),
        "categories": _categories(),
        "platforms": community.platforms(),
        "stats": community.statistics(),
        "quote": reviews.best_words(),
    }


def _prompt(locale: str) -> dict[str, Any] | None:
    item = portfolio.with_prompt()
    if item is None:
        return None
    return {**portfolio.tile(item, item.creator, locale), "text": item.prompt, "tools": item.tools}


def _categories() -> list[dict[str, Any]]:
    counts, samples = marketplace.facets()["categories"], portfolio.samples()
    return [
        {
            "value": category.value,
            "label": str(word),
            "count": counts[category],
            "pic": samples[category].brief(),
        }
        for category, word in CATEGORY_WORDS.items()
        if category in samples and counts[category]
    ][:INDEX]


def level(tiles: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The tiles in an order in which the gallery ends most evenly in two and in four columns.

    Columns fill by the shortest first, as the grid does; of the orders of the last five tiles the most even wins.
    """
    if len(tiles) < 4:
        return tiles
    head, tail = tiles[:-5], tiles[-5:]
    orders = ([*head, *rest] for rest in permutations(tail))
    return min(orders, key=lambda order: _unevenness(order, 2) + _unevenness(order, 4))


def _unevenness(tiles: list[dict[str, Any]], columns: int) -> int:
    heights = [0] * columns
    for tile in tiles:
        heights[heights.index(min(heights))] += tile["h"] + CAPTION
    return max(heights) - min(heights)
