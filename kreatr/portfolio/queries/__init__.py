"""Reading portfolios: what visitors see (`shown`), and how a creator's works are doing (`standing`)."""

from kreatr.portfolio.queries.shown import (
    HAS_PICTURE,
    ORDER,
    PAGE,
    SHOWN,
    alt,
    count_all_shown,
    count_pictures,
    count_shown,
    fresh,
    samples,
    shown_item,
    shown_items,
    tile,
    with_prompt,
)
from kreatr.portfolio.queries.standing import Waits, in_review, liked, views_by_day

__all__ = [
    "HAS_PICTURE",
    "ORDER",
    "PAGE",
    "SHOWN",
    "Waits",
    "alt",
    "count_all_shown",
    "count_pictures",
    "count_shown",
    "fresh",
    "in_review",
    "liked",
    "samples",
    "shown_item",
    "shown_items",
    "tile",
    "views_by_day",
    "with_prompt",
]
