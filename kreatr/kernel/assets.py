"""CSS, JavaScript and icons: joined and minified at start into files with hashed names, kept compressed in memory."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path

import brotli
import rcssmin
import rjsmin
from flask import Blueprint, Flask, Response, abort, current_app, request

from kreatr.kernel import access

blueprint = Blueprint("assets", __name__)
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".webp": "image/webp",
}
JOINED = {"app.css": ("css", rcssmin.cssmin), "app.js": ("js", rjsmin.jsmin)}
FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Asset:
    """One served file: its bytes plain, as gzip and as brotli."""

    url: str
    type: str
    plain: bytes
    gzip: bytes
    brotli: bytes


def init_app(app: Flask) -> None:
    """Reads everything under static/ once; `asset("app.css")` in templates gives the hashed address."""
    folder = Path(app.root_path).parent / "static"
    by_name = {name: _asset(name, data) for name, data in _sources(folder).items()}
    app.extensions["kreatr_assets"] = {asset.url: asset for asset in by_name.values()}
    app.jinja_env.globals["asset"] = lambda name: by_name[name].url
    app.config["RELEASE"] = hashlib.sha256(
        "".join(sorted(a.url for a in by_name.values())).encode()
    ).hexdigest()[:12]
    app.register_blueprint(blueprint)


def _sources(folder: Path) -> dict[str, bytes]:
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.suffix in TYPES and path.relative_to(folder).parts[0] not in ("css", "js")
    }
    for name, (kind, minify) in JOINED.items():
        order = (folder / kind / "ORDER").read_text().split()
        files[name] = minify("\n".join((folder / kind / part).read_text() for part in order)).encode()
    return files


def _asset(name: str, data: bytes) -> Asset:
    path = Path(name)
    digest = hashlib.sha256(data).hexdigest()[:12]
    url = f"/static/{path.with_suffix('').as_posix()}.{digest}{path.suffix}"
    small = path.suffix in (".css", ".js", ".svg")
    return Asset(
        url=url,
        type=TYPES[path.suffix],
        plain=data,
        gzip=gzip.compress(data, 9, mtime=0) if small else b"",
        brotli=brotli.compress(data, quality=11) if small else b"",
    )


@blueprint.get("/static/<path:name>")
@access.anyone
def file(name: str) -> Response:
    """One file of static/, for ever: its name changes with its bytes."""
    asset: Asset | None = current_app.extensions["kreatr_assets"].get(f"/static/{name}")
    if asset is None:
        abort(404)
    accepted = request.headers.get("Accept-Encoding", "")
    body, encoding = asset.plain, ""
    if asset.brotli and "br" in accepted:
        body, encoding = asset.brotli, "br"
    elif asset.gzip and "gzip" in accepted:
        body, encoding = asset.gzip, "gzip"
    response = Response(body, headers={"Content-Type": asset.type, "Cache-Control": FOREVER})
    if encoding:
        response.headers["Content-Encoding"] = encoding
    if asset.brotli:
        response.vary.add("Accept-Encoding")
    response.set_etag(name.rsplit(".", 2)[-2] + (f"-{encoding}" if encoding else ""))
    response.make_conditional(request)
    return response
