"""The pages of a device: what shows without a signal, and what is kept on it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response
from flask_wtf.csrf import generate_csrf

from kreatr.kernel import access, current, respond

blueprint = Blueprint("device", __name__)


@blueprint.get("/offline")
@access.anyone
def offline() -> Response:
    """What shows without a signal. It is kept on the device, so it is a visitor's page whoever asks, and takes no news away."""
    return respond.page(
        "pwa/offline.html", viewer=None, get_flashed_messages=list, styles_travel=lambda: "inside"
    )


@blueprint.get("/device")
@access.anyone
def device() -> Response:
    """What is kept on this device, what waits, and the button that empties it; all of it is known to the device only."""
    return respond.page("pwa/device.html")


@blueprint.get("/device/token")
@access.anyone
def token() -> dict[str, Any]:
    """With what forms that waited are sent, and whose they must be."""
    viewer = current.viewer()
    return {"token": generate_csrf(), "viewer": str(viewer.id) if viewer else ""}
