"""`/community`: the hub."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from kreatr.community import queries
from kreatr.community.routes import feed
from kreatr.kernel import access, cache, prefs, respond
from kreatr.marketplace import queries as marketplace
from kreatr.portfolio import queries as portfolio

blueprint = Blueprint("community", __name__)
FEATURED, FACES, WORKS = 4, 7, 3


@blueprint.get("/community")
@access.anyone
@cache.public("community", "marketplace", ttl=60)
def hub() -> Any:
    """Where AI creators meet: platforms, news, events, featured creators, numbers."""
    locale = prefs.current().locale
    cards = marketplace.featured(FACES)
    works = [portfolio.tile(item, item.creator, locale) for item in portfolio.fresh(WORKS)]
    return respond.page(
        "community/hub.html",
        stats=queries.statistics(),
        crowd=queries.crowd(cards, works),
        platforms=queries.platforms(),
        feed=feed.lines(),
        events=queries.events(),
        announcements=queries.announcements(),
        highlights=queries.highlights(locale),
        featured=cards[:FEATURED],
        contributors=queries.contributors(),
    )
