"""The only file that reads or writes HX headers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
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


def fragments(*parts: str, news: str = "", status: int = 200, **context: Any) -> Response:
    """What htmx puts in several places: the first part is the target, the others name theirs; `news` is said aloud.

    Without htmx, `moved` with the same message does this work.
    """
    said = ["layouts/_news.html"] if news else []
    html = "\n".join(render_template(part, news=news, **context) for part in (*parts, *said))
    response = make_response(html, status)
    response.vary.add("HX-Request")
    return response


def polled(
    part: str, *, mark: str | None = None, load: Callable[[], dict[str, Any]] = dict, **context: Any
) -> Response:
    """What a page that is looked at asks for by itself: an empty 304 while nothing has changed.

    `mark` names the state of what is asked for, if that is known before it is drawn: then an unchanged state costs neither
    reading (`load` gives more of the context) nor drawing, and times that grow older do not count as a change.
    """
    if mark and request.if_none_match.contains_weak(mark):
        response = make_response("", 304)
    else:
        response = make_response(render_template(part, **context, **load()))
    g.pop("session_seen", None)  # a tab that asks by itself does not keep a session alive
    digest = hashlib.sha256(response.get_data()).hexdigest()[:24]
    response.set_etag(mark or digest, weak=mark is not None)
    response.headers["Cache-Control"] = "private, no-store"
    response.vary.add("Cookie")
    if mark is None:
        response.make_conditional(request)
    return response


def addressed(response: Response, url: str) -> Response:
    """An answer to htmx that is a page of its own: its address goes into the browser's history."""
    response.headers["HX-Push-Url"] = url
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


def one_spelling() -> Response | BaseResponse | None:
    """Before requests with a `username` in their address: user names are lower case, so that other spellings lead to the one
    address that is kept and renewed."""
    username = str((request.view_args or {})["username"])
    if username == username.lower():
        return None
    return moved(request.full_path.rstrip("?").replace(username, username.lower(), 1))
