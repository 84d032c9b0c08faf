"""The only file that reads or writes HX headers."""

from __future__ import annotations

import hashlib
from typing import Any

from flask import Response, flash, g, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse


def wants_part() -> bool:
    """Whether htmx asks for a piece of the page; a history restore wants the whole."""
    return request.headers.get("HX-Request") == "true" and "HX-History-Restore-Request" not in request.headers


def page(template: str, *, part: str | None = None, status: int = 200, **context: Any) -> Response:
    """A full page, or only `part` for an htmx request. Both live under one address, so the answer varies by header."""
    chosen = part if part is not None and wants_part() else template
    response = make_response(render_template(chosen, **context), status)
    if part is not None:
        response.vary.add("HX-Request")
    return response


def invalid(template: str, form: Any, *, part: str | None = None, **context: Any) -> Response:
    """The form again with its errors and everything that was typed: 422."""
    return page(template, part=part, status=422, form=form, **context)


def polled(part: str, **context: Any) -> Response:
    """What a page that is looked at asks for by itself: an empty 304 while nothing has changed."""
    g.pop("session_seen", None)  # a tab that asks by itself does not keep a session alive
    response = make_response(render_template(part, **context))
    response.set_etag(hashlib.sha256(response.get_data()).hexdigest()[:24])
    response.headers["Cache-Control"] = "private, no-store"
    response.make_conditional(request)
    return response


def moved(url: str, message: str | None = None) -> Response | BaseResponse:
    """On to another page: 303, or the same told to htmx. `message` is shown there once."""
    if message:
        flash(message)
    if wants_part():
        response = make_response("", 204)
        response.headers["HX-Redirect"] = url
        response.vary.add("HX-Request")
        return response
    return redirect(url, 303)
