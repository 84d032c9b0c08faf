"""`/community/events`: what comes, what was, and each event on a page of its own."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, request, url_for

from kreatr.community import queries
from kreatr.kernel import access, cache, current, paging, respond

blueprint = Blueprint("events", __name__)
ROWS = "community/_event_rows.html"


@blueprint.get("/community/events")
@access.anyone
@cache.public("community", ttl=300)
def index() -> Any:
    """What runs and what comes, the next first, ten a page."""
    rows, mark = queries.coming_events(paging.place(request.args.get("after")))
    more = url_for("events.index", after=mark) if mark else None
    return respond.page("community/events.html", part=ROWS, rows=rows, more=more)


@blueprint.get("/community/events/archive")
@access.anyone
@cache.public("community", ttl=300)
def archive() -> Any:
    """What is over, the newest first, ten a page."""
    rows, mark = queries.past_events(paging.place(request.args.get("before")))
    more = url_for("events.archive", before=mark) if mark else None
    return respond.page("community/archive.html", part=ROWS, rows=rows, more=more)


@blueprint.get("/community/events/<uuid:event_id>")
@access.anyone
@cache.public("community", ttl=300)
def show(event_id: uuid.UUID) -> Any:
    """One event."""
    return respond.page("community/event.html", event=queries.event_page(event_id, current.viewer()))
