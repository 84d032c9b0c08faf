"""A test client that judges every page it fetches."""

from __future__ import annotations

from typing import Any

from flask import current_app
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kreatr.kernel.db import db


class Client(FlaskClient):
    """One browser: `get`, `post`, … as in Flask, plus `htmx=True`; `submit` fills in a form of a page."""

    def open(self, *args: Any, htmx: bool = False, **kwargs: Any) -> TestResponse:
        """One request in a context of its own; what the test had loaded is read again afterwards."""
        if htmx:
            kwargs["headers"] = {"HX-Request": "true", **dict(kwargs.get("headers") or {})}
        if current_app:
            db.session.rollback()
            db.session.expire_all()
        with self.application.app_context():
            return super().open(*args, **kwargs)
