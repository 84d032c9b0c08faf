"""Reading portfolios: what visitors see (`shown`), what is the viewer's own (`own`), what waits for a moderator (`waiting`), and
how a creator's works are doing (`standing`)."""

from kreatr.portfolio.queries.gallery import Gallery, gallery
from kreatr.portfolio.queries.own import (
    Edited,
    as_item,
    differing,
    editing,
    known_tags,
    pictures,
    same,
    split_tags,
)
from kreatr.portfolio.queries.rows import SEGMENTS, Row, filtered, row, rows, segments
from kreatr.portfolio.queries.shown import (
    ALL_SHOWN,
    HAS_PICTURE,
    ORDER,
    PAGE,
    SHOWN,
    alt,
    count_shown,
    fresh,
    samples,
    sees,
    shown_item,
    shown_items,
    tile,
    uses,
    with_prompt,
)
from kreatr.portfolio.queries.standing import liked, views_by_day
from kreatr.portfolio.queries.waiting import Waits, in_review

__all__ = [
    "ALL_SHOWN",
    "HAS_PICTURE",
    "ORDER",
    "PAGE",
    "SEGMENTS",
    "SHOWN",
    "Edited",
    "Gallery",
    "Row",
    "Waits",
    "alt",
    "as_item",
    "count_shown",
    "differing",
    "editing",
    "filtered",
    "fresh",
    "gallery",
    "in_review",
    "known_tags",
    "liked",
    "pictures",
    "row",
    "rows",
    "same",
    "samples",
    "sees",
    "segments",
    "shown_item",
    "shown_items",
    "split_tags",
    "tile",
    "uses",
    "views_by_day",
    "with_prompt",
]
