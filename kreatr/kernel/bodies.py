"""Bodies of requests: how large they may be, by the house's measure and that of paths in manifests; where their files wait."""

from __future__ import annotations

from tempfile import SpooledTemporaryFile
from typing import IO, Any

import flask
from flask import Flask, current_app

from kreatr.kernel.manifest import Room

ARRIVED = "kreatr.arrived"  # in the environ: when the request was there as a whole, on the monotonic clock
NO_ROOM = "kreatr.no_room"  # in the environ of a request whose body the disk did not take
IN_MEMORY = 128 * 1024  # bytes of one file of a form; what is larger waits in a file


class Request(flask.Request):
    """A request whose files wait in the data folder while it is answered: /tmp may be memory."""

    def _get_file_stream(self, *_size_and_name: Any, **_more: Any) -> IO[bytes]:
        return SpooledTemporaryFile(IN_MEMORY, dir=current_app.config["KREATR"].data)


def init_app(app: Flask, rooms: tuple[Room, ...]) -> None:
    """Collects what the rooms say."""
    app.request_class = Request
    app.extensions["kreatr_bodies"] = {path: most for room in rooms for path, most in room.bodies.items()}


def most(app: Flask, path: str) -> int:
    """The largest body in bytes that a path takes; the longest named path above it decides."""
    named: dict[str, int] = app.extensions["kreatr_bodies"]
    above = [prefix for prefix in named if path == prefix or path.startswith(f"{prefix}/")]
    return named[max(above, key=len)] if above else int(app.config["MAX_CONTENT_LENGTH"])
