"""The pages of a device: what shows without a signal, and what is kept on it."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("device", __name__)
