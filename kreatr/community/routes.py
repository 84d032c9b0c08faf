"""`/community`: the hub, and its feed."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request, url_for

from kreatr.community import queries
from kreatr.kernel import access, cache, prefs, respond
from kreatr.marketplace import queries as marketplace
from kreatr.portfolio import queries as portfolio

blueprint = Blueprint("community", __name__)
FEATURED, FACES, WORKS = 4, 7, 3


@blueprint.get("/community")
@access.anyone
@cache.public("community", "marketplace", ttl=300)
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
        feed=_feed(),
        events=queries.events(),
        announcements=queries.announcements(),
        featured=cards[:FEATURED],
        contributors=queries.contributors(),
    )


@blueprint.get("/community/feed")
@access.anyone
@cache.public("community", "marketplace", ttl=300)
def feed() -> Any:
    """The feed on its own: the next ten lines with htmx, a page without."""
    return respond.page("community/feed.html", part="community/_feed_rows.html", feed=_feed())


def _feed() -> dict[str, Any]:
    rows, next_mark = queries.feed(queries.place(request.args.get("before")))
    return {"rows": rows, "next": url_for("community.feed", before=next_mark) if next_mark else None}
