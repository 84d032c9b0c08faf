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
from kreatr.kernel.db import db
from kreatr.kernel.pictures import Picture

blueprint = Blueprint("media", __name__)
NAME = re.compile(r"[0-9a-f]{16,64}-\d{2,4}\.webp")
SMALL = 320  # pixels; what a browser without srcset gets


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


def _shown(name: str) -> bool:
    """Whether visitors may see the picture now; what was hidden is gone with the next request (A5)."""
    return bool(db.session.scalar(sa.select(Picture.shown).where(Picture.name == name.rpartition("-")[0])))


@blueprint.get("/media/<string:name>")
@access.anyone
def file(name: str) -> Response:
    """One stored picture."""
    try:
        path = current().path(name)
    except ValueError:
        abort(404)
    if not path.is_file() or not _shown(name):
        abort(404)
    response = send_file(
        path, mimetype="image/webp", conditional=True, etag=name, last_modified=None, max_age=None
    )
    response.headers["Cache-Control"] = FOREVER
    return response
