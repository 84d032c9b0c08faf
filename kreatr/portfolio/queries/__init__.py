"""Reading portfolios: what visitors see (`shown`, and gathered `display`), what is the viewer's own (`own`), what waits for a moderator (`waiting`), and
how a creator's works are doing (`standing`)."""

from kreatr.portfolio.queries.display import Found, Profile, find, gather
from kreatr.portfolio.queries.gallery import hung, more, tiles
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
    "Found",
    "Profile",
    "Row",
    "Waits",
    "alt",
    "as_item",
    "count_shown",
    "differing",
    "editing",
    "filtered",
    "find",
    "fresh",
    "gather",
    "hung",
    "in_review",
    "known_tags",
    "liked",
    "more",
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
    "tiles",
    "uses",
    "views_by_day",
    "with_prompt",
]
