"""What a browser asks for when it installs kreatr: the manifest and the service worker."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from typing import Any

from flask import Blueprint, Response, current_app, request
from flask_babel import gettext as _

from kreatr.kernel import access, assets, cache, encoding, sheets

blueprint = Blueprint("app", __name__)
PAPER = "#f8f6f0"
EFFORT = {
    "br": 11,
    "gzip": 9,
}  # browsers look for a new version after each page, so it is packed once and well
SHELL_FILES = ("rest.css", "app.js", "device.css", "device.js", "icons/icons.svg")
SHELL = ("pwa/offline.html", "pwa/_lists.html", "pwa/_pieces.html")
NOTIFICATION = {"icon": "app-192", "badge": "badge-96"}  # beside the news that ring
SHORTCUTS = (
    (lambda: "Marketplace", "/community/marketplace"),
    (lambda: _("Community"), "/community"),
    (lambda: _("Inbox"), "/dashboard/inquiries"),
    (lambda: _("Add work"), "/dashboard/portfolio/new"),
)


@blueprint.get("/manifest.webmanifest")
@access.anyone
@cache.public()
def manifest() -> Response:
    """How kreatr looks and starts as an app. Browsers ask without cookies, so it speaks the house's first language."""
    return Response(json.dumps(_described(), ensure_ascii=False), mimetype="application/manifest+json")


def _described() -> dict[str, Any]:
    return {
        "id": "/",
        "name": "kreatr",
        "short_name": "kreatr",
        "description": _("Home of Indonesian AI creators: portfolios, a marketplace and a community."),
        "lang": "id",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [_icon(192, "any"), _icon(512, "any"), _icon(512, "maskable")],
        "shortcuts": [{"name": str(name()), "url": url} for name, url in SHORTCUTS],
    }


def _icon(side: int, purpose: str) -> dict[str, str]:
    src = assets.named(f"icons/app-{side}.png").url
    return {"src": src, "sizes": f"{side}x{side}", "type": "image/png", "purpose": purpose}


@blueprint.get("/sw.js")
@access.anyone
def worker() -> Response:
    """The service worker. Its bytes change when it, the offline page or a file of that page changes: that is a version."""
    script = assets.named("sw.js")
    parts = [script.url, sheets.source("plain"), *(assets.named(name).url for name in SHELL_FILES)]
    icons = {name: assets.named(f"icons/{file}.png").url for name, file in NOTIFICATION.items()}
    parts += icons.values()
    version = hashlib.sha256("\n".join([*parts, *map(_source, SHELL)]).encode()).hexdigest()[:12]
    head = f"const HOUSE = {json.dumps({'version': version, **icons})};\n"
    chosen = encoding.accepted()
    response = Response(_packed(head.encode() + script.plain, chosen), mimetype="text/javascript")
    if chosen != "identity":
        response.headers["Content-Encoding"] = chosen
    response.headers["Cache-Control"] = "no-cache"
    response.vary.add("Accept-Encoding")
    response.set_etag(f"{version}-{chosen}")
    response.make_conditional(request)
    return response


@lru_cache(maxsize=4)
def _packed(script: bytes, chosen: str) -> bytes:
    return encoding.pack(script, chosen, EFFORT.get(chosen, 0))


def _source(template: str) -> str:
    env = current_app.jinja_env
    assert env.loader is not None
    return env.loader.get_source(env, template)[0]
