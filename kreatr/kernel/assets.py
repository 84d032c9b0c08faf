"""CSS, JavaScript and icons: joined and minified at start into files with hashed names, kept compressed in memory."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import rcssmin
import rjsmin
from flask import Blueprint, Flask, Response, abort, current_app, request

from kreatr.kernel import access, encoding, sheets
from kreatr.kernel.sheets import order

blueprint = Blueprint("assets", __name__)
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".ico": "image/x-icon",
    ".webp": "image/webp",
}
MINIFY = {"css": rcssmin.cssmin, "js": rjsmin.jsmin}
SYMBOL = re.compile(r'<symbol id="([\w-]+)"')
FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Asset:
    """One served file: its bytes plain and, where that pays, packed by encoding."""

    url: str
    type: str
    plain: bytes
    packed: dict[str, bytes]


def init_app(app: Flask) -> None:
    """Reads everything under static/ once; `asset("app.css")` in templates gives the hashed address."""
    folder = Path(app.root_path).parent / "static"
    by_name = {name: _asset(name, data) for name, data in _sources(folder).items()}
    app.extensions["kreatr_assets"] = {asset.url: asset for asset in by_name.values()}
    app.extensions["kreatr_asset_names"] = by_name
    sprites = _sprites(by_name)
    app.jinja_env.globals.update(asset=lambda name: by_name[name].url, symbol=lambda name: sprites[name])
    app.config["RELEASE"] = _release(folder.parent)
    app.register_blueprint(blueprint)


def named(name: str) -> Asset:
    """The served file that is made of `name` under static/, or joined under that name."""
    by_name: dict[str, Asset] = current_app.extensions["kreatr_asset_names"]
    return by_name[name]


def _sprites(by_name: dict[str, Asset]) -> dict[str, str]:
    """Where each icon is drawn: the address of its sprite with its name. Pages of visitors load the first sprite only."""
    found: dict[str, str] = {}
    for sprite in ("icons/dashboard.svg", "icons/icons.svg"):
        asset = by_name[sprite]
        for name in SYMBOL.findall(asset.plain.decode()):
            found[name] = f"{asset.url}#{name}"
    return found


def _release(root: Path) -> str:
    """A word for what the pages are made of, so that kept pages end with the release that made them."""
    kinds = ("static/**/*", "templates/**/*.html", "kreatr/**/*.py", "kreatr/**/*.mo")
    files = sorted(path for kind in kinds for path in root.glob(kind) if path.is_file())
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _sources(folder: Path) -> dict[str, bytes]:
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.suffix in TYPES and path.relative_to(folder).parts[0] not in ("css", "js")
    }
    for kind, minify in MINIFY.items():
        for name, parts in order(folder / kind).items():
            files[name] = minify("\n".join((folder / kind / part).read_text() for part in parts)).encode()
    return files | {name: text.encode() for name, text in sheets.files().items()}


@cache
def _asset(name: str, data: bytes) -> Asset:
    path = Path(name)
    digest = hashlib.sha256(data).hexdigest()[:12]
    url = f"/static/{path.with_suffix('').as_posix()}.{digest}{path.suffix}"
    packs = (("br", 11), ("gzip", 9)) if path.suffix in (".css", ".js", ".svg") else ()
    return Asset(
        url=url,
        type=TYPES[path.suffix],
        plain=data,
        packed={kind: encoding.pack(data, kind, effort) for kind, effort in packs},
    )


@blueprint.get("/static/<path:name>")
@access.anyone
def file(name: str) -> Response:
    """One file of static/, for ever: its name changes with its bytes."""
    asset: Asset | None = current_app.extensions["kreatr_assets"].get(f"/static/{name}")
    if asset is None:
        abort(404)
    chosen = encoding.accepted() if asset.packed else "identity"
    body = asset.packed.get(chosen, asset.plain)
    response = Response(body, headers={"Content-Type": asset.type, "Cache-Control": FOREVER})
    if chosen != "identity":
        response.headers["Content-Encoding"] = chosen
    if asset.packed:
        response.vary.add("Accept-Encoding")
    response.set_etag(f"{name.rsplit('.', 2)[-2]}-{chosen}")
    response.make_conditional(request)
    return response
