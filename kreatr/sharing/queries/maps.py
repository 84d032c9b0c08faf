"""The map of addresses for search engines, in parts that a million creators do not slow down.

A part is a stretch of numbers of listings, so that one range of one index holds it and nobody has to count: so many creators that the
file stays below the 50,000 addresses it may have even if each of them shows as many works as one may.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from flask import current_app

from kreatr.community.models import CommunityEvent
from kreatr.creators.models import Creator
from kreatr.creators.queries import SEEN
from kreatr.kernel.db import db
from kreatr.marketplace.models import Listing
from kreatr.portfolio.models import Item
from kreatr.portfolio.queries import SHOWN
from kreatr.sharing.models import SitemapPart

MOST = 50_000  # addresses of one file
HIGHEST = 2**31 - 1  # number of a listing
EVENTS = 10_000
PAGES = (
    *("/", "/community", "/community/marketplace", "/community/events", "/community/events/archive"),
    *("/community/feed", "/community/moderation-log"),
    *("/about", "/guidelines", "/privacy", "/terms", "/help"),
)


class Spot(NamedTuple):
    """An address, as a path, and when it changed last, if that is known."""

    path: str
    changed_at: datetime | None


def stretch() -> int:
    """How many numbers of listings one part holds."""
    limit: int = current_app.config["KREATR"].portfolio_item_limit
    return MOST // (limit + 1)


def part_of(listing_id: int) -> int:
    """The part that a listing stands in."""
    return listing_id // stretch()


def parts() -> list[tuple[int, datetime | None]]:
    """Every part of the map of creators, and when something in it changed last, if that is known."""
    dates = db.session.execute(sa.select(SitemapPart.part, SitemapPart.changed_at))
    changed = dict(dates.all())
    return [(part, changed.get(part)) for part in db.session.execute(_filled()).scalars()]


def _filled() -> sa.Select[Any]:
    """The parts that hold a listing. Numbers have gaps, so this goes from one part to the next that is there, along the index."""
    first = sa.select((sa.func.min(Listing.id) // stretch()).label("part"))
    part = first.cte("part", recursive=True)
    after = sa.select(sa.func.min(Listing.id)).where(Listing.id >= (part.c.part + 1) * stretch())
    step = sa.select(after.scalar_subquery() // stretch()).where(part.c.part.is_not(None))
    part = part.union_all(step)
    return sa.select(part.c.part).where(part.c.part.is_not(None)).order_by(part.c.part)


def creators(part: int) -> list[Spot]:
    """The portfolios and works of one part that visitors see now."""
    first, after = part * stretch(), (part + 1) * stretch()
    touched = sa.func.coalesce(Item.moderated_at, Item.published_at, Item.created_at)
    select = (
        sa.select(Creator.username, Creator.updated_at, Item.slug, touched.label("touched"))
        .select_from(Listing)
        .join(Creator, Creator.id == Listing.creator_id)
        .outerjoin(Item, sa.and_(Item.creator_id == Creator.id, *SHOWN))
        .where(Listing.id >= first, Listing.id < after, *SEEN)
        .order_by(Listing.id, Item.id)
    )
    return list(_spots(db.session.execute(select).all()))


def _spots(rows: Sequence[Any]) -> Iterator[Spot]:
    last = None
    for username, updated_at, slug, touched in rows:
        if username != last:
            yield Spot(f"/portfolio/{username}", updated_at)
            last = username
        if slug:
            yield Spot(f"/portfolio/{username}/{slug}", touched)


def pages() -> list[Spot]:
    """The house's own pages, and its events."""
    select = sa.select(CommunityEvent.id, CommunityEvent.updated_at).order_by(CommunityEvent.id.desc())
    events = db.session.execute(select.limit(EVENTS)).all()
    return [
        *(Spot(path, None) for path in PAGES),
        *(Spot(f"/community/events/{id_}", updated_at) for id_, updated_at in events),
    ]
