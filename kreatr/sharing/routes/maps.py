"""`/robots.txt`, and the map of addresses: an index, the house's own pages, and the creators in parts."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template

from kreatr.kernel import access, cache
from kreatr.sharing.queries import maps
from kreatr.sharing.words.places import base

blueprint = Blueprint("maps", __name__)
CLOSED = ("/admin", "/api/", "/confirm/", "/dashboard", "/inquiries/", "/preferences", "/reset-password/")


@blueprint.get("/robots.txt")
@access.anyone
def robots() -> Response:
    """What crawlers may read: everything public. Searches cost us and are found by nobody."""
    closed = (*CLOSED, "/community/marketplace?q=")
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in closed),
        "",
        f"Sitemap: {base()}/sitemap.xml",
    ]
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


@blueprint.get("/sitemap.xml")
@access.anyone
@cache.public("map")
def index() -> Response:
    """Where the parts of the map are."""
    return _xml("sharing/sitemap_index.xml", parts=maps.parts())


@blueprint.get("/sitemap-pages.xml")
@access.anyone
@cache.public("community")
def pages() -> Response:
    """The house's own pages and its events."""
    return _xml("sharing/sitemap.xml", spots=maps.pages())


@blueprint.get("/sitemap-creators-<int:part>.xml")
@access.anyone
@cache.public("marketplace")
def creators(part: int) -> Response:
    """Portfolios and their works, one part of them."""
    if part > maps.part_of(maps.HIGHEST):
        abort(404)
    return _xml("sharing/sitemap.xml", spots=maps.creators(part))


def _xml(template: str, **context: object) -> Response:
    xml = render_template(template, base=base(), **context)
    return Response(xml, content_type="application/xml; charset=utf-8")
