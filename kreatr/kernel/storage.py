"""Files that people see: written whole or not at all, served under names that never change their bytes."""

from __future__ import annotations

import os
import re
import secrets
from pathlib import Path

import sqlalchemy as sa
from flask import Blueprint, Flask, Response, abort, current_app, send_file

from kreatr.kernel import access
from kreatr.kernel.assets import FOREVER
from kreatr.kernel.current import viewer
from kreatr.kernel.db import db
from kreatr.kernel.pictures import Picture, seen_by

blueprint = Blueprint("media", __name__)
NAME = re.compile(r"[0-9a-f]{16,64}-\d{2,4}\.webp")
SMALL = 320  # pixels; what a browser without srcset gets
SANDBOX = "sandbox; default-src 'none'"
PRIVATE = "private, max-age=300"


class Folder:
    """A local folder of files, two letters deep."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, name: str) -> Path:
        """Where a file lives. Raises ValueError for a name that is not one of ours."""
        if not NAME.fullmatch(name):
            raise ValueError("not a stored name")
        return self.root / name[:2] / name

    def put(self, name: str, data: bytes) -> None:
        """Stores bytes under a name: temporary file, flush to disk, rename."""
        path = self.path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{secrets.token_hex(8)}.part")
        try:
            with open(draft, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)


def init_app(app: Flask) -> None:
    """Sets the folder up and serves it under /media/."""
    app.extensions["kreatr_storage"] = Folder(app.config["KREATR"].data / "media")
    app.jinja_env.globals.update(media=media, media_sizes=media_sizes)
    app.register_blueprint(blueprint)


def current() -> Folder:
    """The storage of the running app."""
    found: Folder = current_app.extensions["kreatr_storage"]
    return found


def media(name: str, width: int) -> str:
    """The address of one size of a picture."""
    return f"/media/{name}-{width}.webp"


def media_sizes(name: str, widths: list[int], top: int) -> tuple[str, str]:
    """`src` and `srcset` of a picture that is never shown wider than `top` pixels; no srcset for a single size."""
    fitting = [width for width in widths if width <= top] or widths
    small = [width for width in fitting if width <= SMALL] or fitting[:1]
    choice = ", ".join(f"{media(name, width)} {width}w" for width in fitting) if len(fitting) > 1 else ""
    return media(name, small[-1]), choice


def _caching(name: str) -> str | None:
    """How an answer may be kept, or None for who may not see the picture: what was hidden is gone with the next request (A5)."""
    named = sa.select(Picture.id, Picture.shown).where(Picture.name == name.rpartition("-")[0])
    picture = db.session.execute(named).one_or_none()
    if picture is None:
        return None
    if picture.shown:
        return FOREVER
    return PRIVATE if seen_by(viewer(), picture.id) else None


@blueprint.get("/media/<string:name>")
@access.anyone
def file(name: str) -> Response:
    """One stored picture."""
    try:
        path = current().path(name)
    except ValueError:
        abort(404)
    caching = _caching(name)
    if caching is None or not path.is_file():
        abort(404)
    response = send_file(
        path, mimetype="image/webp", conditional=True, etag=name, last_modified=None, max_age=None
    )
    response.headers["Cache-Control"] = caching
    response.headers["Content-Security-Policy"] = SANDBOX
    return response
