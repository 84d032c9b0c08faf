"""Every unsafe request carries a token bound to its session. One without it changes nothing and loses nothing."""

from __future__ import annotations

import structlog
from flask import Flask, Response, make_response, render_template, request
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError

from kreatr.kernel import errors, headers
from kreatr.kernel.errors import StaleForm

log = structlog.get_logger()
csrf = CSRFProtect()
SECRET = ("api_key",)  # never shown again, but asked for
HIDDEN = ("csrf_token", "password", "website", *SECRET)  # never shown again
LONGEST = 5000  # characters of one field that are shown again


def init_app(app: Flask) -> None:
    """Guards every route; those that take reports from browsers are exempted by name with `csrf.exempt`."""
    csrf.init_app(app)
    app.register_error_handler(CSRFError, _refuse)


def _refuse(_error: CSRFError) -> Response:
    """403: what to do, and what was typed, to be sent again with a fresh token by the reader's own hand."""
    log.info("csrf_refused", path=headers.shown_path())
    refused = StaleForm()
    if not typed() or request.mimetype == "application/json":
        return errors.answer(refused)
    html = render_template(
        "errors/form.html", message=refused.message, typed=typed(), secrets=secrets(), action=request.path
    )
    response = make_response(html, 403)
    response.headers["Cache-Control"] = "no-store"
    return response


def typed() -> list[tuple[str, str]]:
    """What was typed into the form that was sent, without what is never shown again."""
    return [(name, value[:LONGEST]) for name, value in request.form.items() if name not in HIDDEN and value]


def secrets() -> list[str]:
    """The fields of that form whose secrets have to be typed again."""
    return [name for name in SECRET if name in request.form]
