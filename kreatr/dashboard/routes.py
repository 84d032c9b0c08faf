"""`/dashboard`: what is new, in a glance."""

from __future__ import annotations

from flask import Blueprint, Response

from kreatr.ai.queries import usage
from kreatr.dashboard import queries, words
from kreatr.inquiries import queries as inquiries
from kreatr.kernel import access, charts, current, respond
from kreatr.portfolio import queries as portfolio

blueprint = Blueprint("dashboard", __name__)
NEWEST = 3


@blueprint.get("/dashboard")
@access.signed_in
def home() -> Response:
    """What waits, what came, how the last month went; for somebody without a profile, where to begin."""
    viewer = current.viewer()
    standing = queries.standing(viewer)
    if standing is None:
        return respond.page("dashboard/begin.html", used=usage.glance(viewer))
    creator = standing.creator
    days = queries.month(creator.id)
    counts = inquiries.counts(viewer)
    return respond.page(
        "dashboard/home.html",
        creator=creator,
        standing=standing,
        steps=words.steps(standing, replied=counts["REPLIED"] > 0 or creator.reply_count > 0),
        unread=counts["UNREAD"],
        inquiries=inquiries.inbox(viewer, limit=NEWEST).rows,
        waiting=portfolio.in_review(creator.id),
        days=days,
        chart=charts.mirrored([day.views for day in days], [day.inquiries for day in days]),
        chart_words=words.month(days),
        used=usage.glance(viewer),
        news=[words.line(creator, *row) for row in queries.news(creator)],
    )
