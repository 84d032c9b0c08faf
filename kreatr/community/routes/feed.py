"""`/community/feed`: what happened."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request, url_for

from kreatr.community import queries
from kreatr.kernel import access, cache, respond

blueprint = Blueprint("feed", __name__)


@blueprint.get("/community/feed")
@access.anyone
@cache.public("community", "marketplace", ttl=300)
def index() -> Any:
    """The feed on its own: the next ten lines with htmx, a page without."""
    return respond.page("community/feed.html", part="community/_feed_rows.html", feed=lines())


def lines() -> dict[str, Any]:
    """The lines this request asks for, and the address of the next ones."""
    rows, next_mark = queries.feed(queries.place(request.args.get("before")))
    return {"rows": rows, "next": url_for("feed.index", before=next_mark) if next_mark else None}
