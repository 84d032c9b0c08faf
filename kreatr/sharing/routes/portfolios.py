"""What belongs to one portfolio beside its pages: a feed of its works, and its address as a code to scan."""

from __future__ import annotations

import io
from typing import Any

import segno
from flask import Blueprint, Response, current_app, render_template, request

from kreatr.creators import queries as creators
from kreatr.kernel import access, cache, current, respond
from kreatr.sharing.queries import feeds

blueprint = Blueprint("sharing", __name__)
INK, PAPER = "#101e33", "#fff"
QUIET = 4  # modules of white around the code, as the standard wants
MODULE = 8  # pixels


@blueprint.before_request
def one_spelling() -> Any:
    """User names are lower case, as on the portfolio itself."""
    username = str((request.view_args or {})["username"])
    if username == username.lower():
        return None
    return respond.moved(request.full_path.rstrip("?").replace(username, username.lower(), 1))


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
        base=_base(),
        page=f"{_base()}/portfolio/{creator.username}",
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
    made = segno.make_qr(f"{_base()}/portfolio/{creator.username}", error="m")
    made.save(drawn, kind="svg", scale=MODULE, border=QUIET, dark=INK, light=PAPER, title=creator.username)
    return Response(drawn.getvalue(), mimetype="image/svg+xml")


def _base() -> str:
    base: str = current_app.config["KREATR"].base_url
    return base
