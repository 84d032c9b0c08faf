"""What a browser asks for when it installs kreatr: the manifest and the service worker."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("app", __name__)
