"""`/dashboard`: what is new, in a glance."""

from __future__ import annotations

from flask import Blueprint, Response

from kreatr.creators import queries as creators
from kreatr.dashboard import queries
from kreatr.inquiries import queries as inquiries
from kreatr.kernel import access, current, respond
from kreatr.portfolio import queries as portfolio

blueprint = Blueprint("dashboard", __name__)
NEWEST = 3


@blueprint.get("/dashboard")
@access.signed_in
def home() -> Response:
    """Greeting, figures and the newest inquiries of the person who is signed in."""
    viewer = current.viewer()
    creator = creators.of(viewer)
    return respond.page(
        "dashboard/home.html",
        creator=creator,
        unread=inquiries.unread(viewer) if creator else 0,
        inquiries=inquiries.inbox(viewer, limit=NEWEST).rows if creator else [],
        works=portfolio.count_shown(creator.id) if creator else 0,
        listed=creator is not None and queries.is_listed(creator.id),
    )
