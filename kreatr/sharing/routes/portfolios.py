"""What belongs to one portfolio beside its pages: a feed of its works, and its address as a code to scan."""

from __future__ import annotations

import io

import segno
from flask import Blueprint, Response, render_template

from kreatr.creators import queries as creators
from kreatr.kernel import access, cache, current, respond
from kreatr.sharing.queries import feeds
from kreatr.sharing.words.places import base

blueprint = Blueprint("sharing", __name__)
INK, PAPER = "#101e33", "#fff"
QUIET = 4  # modules of white around the code, as the standard wants
MODULE = 8  # pixels


blueprint.before_request(respond.one_spelling)


@blueprint.get("/portfolio/<string:username>/feed.atom")
@access.anyone
@cache.public("creator:{username}")
def feed(username: str) -> Response:
    """The creator's newest works for feed readers."""
    creator = creators.shown(current.viewer(), username)
    works = feeds.newest_works(creator.id)
    xml = render_template(
        "sharing/feed.xml",
        creator=creator,
        works=works,
        base=base(),
        page=f"{base()}/portfolio/{creator.username}",
        updated=max((work["changed_at"] for work in works), default=creator.created_at),
    )
    return Response(xml, content_type="application/atom+xml; charset=utf-8")


@blueprint.get("/portfolio/<string:username>/qr.svg")
@access.anyone
@cache.public("creator:{username}")
def code(username: str) -> Response:
    """The portfolio's address as a QR code, for posters and business cards."""
    creator = creators.shown(current.viewer(), username)
    drawn = io.BytesIO()
    made = segno.make_qr(f"{base()}/portfolio/{creator.username}", error="m")
    made.save(drawn, kind="svg", scale=MODULE, border=QUIET, dark=INK, light=PAPER, title=creator.username)
    return Response(drawn.getvalue(), mimetype="image/svg+xml")
