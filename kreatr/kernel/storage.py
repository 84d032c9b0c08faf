"""The pictures that people see, and who may see them: `/media/<name>-<width>.webp`."""

from __future__ import annotations

import sqlalchemy as sa
from flask import Blueprint, Flask, Response, abort, current_app, request

from kreatr.kernel import access
from kreatr.kernel.assets import FOREVER
from kreatr.kernel.current import viewer
from kreatr.kernel.db import db
from kreatr.kernel.images import Made
from kreatr.kernel.late import late
from kreatr.kernel.pictures import Picture, named, seen_by
from kreatr.kernel.stores import Folder, Storage, checked, type_of

bucket = late("kreatr.kernel.bucket")
blueprint = Blueprint("media", __name__)
SMALL = 320  # pixels; what a browser without srcset gets
PRIVATE = "private, max-age=300"


def init_app(app: Flask) -> None:
    """Sets the storage up that the environment names, and serves it under /media/."""
    config = app.config["KREATR"]
    app.extensions["kreatr_storage"] = (
        bucket.Bucket(config) if config.s3_bucket else Folder(config.data / "media")
    )
    app.jinja_env.globals.update(media=media, media_sizes=media_sizes)
    app.register_blueprint(blueprint)


def current() -> Storage:
    """The storage of the running app."""
    found: Storage = current_app.extensions["kreatr_storage"]
    return found


def keep(made: Made) -> None:
    """Stores all files of a finished picture."""
    for width, data in made.files.items():
        current().put(f"{named(made)}-{width}.webp", data)


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
        checked(name)
    except ValueError:
        abort(404)
    caching = _caching(name)
    data = current().get(name) if caching else None
    if caching is None or data is None:
        abort(404)
    response = Response(data, mimetype=type_of(name))
    response.set_etag(name)
    response.headers["Cache-Control"] = caching
    response.make_conditional(request, accept_ranges=True, complete_length=len(data))
    return response
