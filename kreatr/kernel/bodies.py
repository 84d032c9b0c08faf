"""How large a request may be: the house's measure, and that of the paths that rooms name in their manifest."""

from __future__ import annotations

from flask import Flask

from kreatr.kernel.manifest import Room


def init_app(app: Flask, rooms: tuple[Room, ...]) -> None:
    """Collects what the rooms say."""
    app.extensions["kreatr_bodies"] = {path: most for room in rooms for path, most in room.bodies.items()}


def most(app: Flask, path: str) -> int:
    """The largest body in bytes that a path takes; the longest named path above it decides."""
    named: dict[str, int] = app.extensions["kreatr_bodies"]
    above = [prefix for prefix in named if path == prefix or path.startswith(f"{prefix}/")]
    return named[max(above, key=len)] if above else int(app.config["MAX_CONTENT_LENGTH"])
