"""Typed errors. Each has a code, a status and a text people understand; one page, one fragment, one JSON shape."""

from __future__ import annotations

import errno

import structlog
from flask import Flask, Response, current_app, g, jsonify, make_response, redirect, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

log = structlog.get_logger()
MISTAKES = ("no such", "near ", "unrecognized", "ambiguous", "wrong number", "table ")


class KreatrError(Exception):
    """An error with a name. `message` is shown to people as it is, so it holds nothing raw."""

    code = "ERROR"
    status = 400
    text = _l("An error occurred")
    remedy: tuple[str, object] | None = None  # the address of what helps, and its words

    def __init__(self, message: str | None = None, *, retry_after: int | None = None) -> None:
        super().__init__(message or self.code)
        self.message = message or str(self.text)
        self.retry_after = retry_after


class BadRequest(KreatrError):
    code, status, text = "BAD_REQUEST", 400, _l("Invalid input. Please check your data")


class Forbidden(KreatrError):
    code, status, text = "FORBIDDEN", 403, _l("You do not have permission to perform this action")


class SignInNeeded(KreatrError):
    """For programs; people are sent to the sign-in."""

    code, status, text = "SIGN_IN_NEEDED", 401, _l("Please sign in first")


class ProofNeeded(Forbidden):
    """The password was typed too long ago for what is asked."""

    code, text = "PROOF_NEEDED", _l("Please type your password once more first")


class Suspended(Forbidden):
    """The viewer is suspended: open are their cases, their data, and the way out."""

    code, text = (
        "SUSPENDED",
        _l("Your account is suspended. You can read why, answer, and take your data along"),
    )


class StaleForm(Forbidden):
    """A form without a good token: what was typed comes back with a fresh one."""

    text = _l("This form was open for too long, or your cookies are off. Please send it again.")


class NotFound(KreatrError):
    code, status, text = "NOT_FOUND", 404, _l("Resource not found")


class Renamed(NotFound):
    """What is looked for goes by another name: the part `old` of the address is `new` now (C12)."""

    def __init__(self, old: str, new: str) -> None:
        super().__init__()
        self.old, self.new = old, new


class Conflict(KreatrError):
    code, status, text = "CONFLICT", 409, _l("Somebody was faster. Please look again")


class TooManyRequests(KreatrError):
    """`retry_after` counts seconds until another try makes sense."""

    code, status, text = "RATE_LIMIT_EXCEEDED", 429, _l("Too many requests. Please try again later")


class Unavailable(KreatrError):
    code, status, text = (
        "UNAVAILABLE",
        503,
        _l("We are busy for a moment. What you typed is safe; please try again"),
    )


class NoRoom(KreatrError):
    """The disk is full."""

    code, status, text = "NO_ROOM", 507, _l("We have no room for this right now. Please try again later")


NO_SPACE = {errno.ENOSPC, errno.EDQUOT}
BY_STATUS = {400: BadRequest, 403: Forbidden, 404: NotFound, 429: TooManyRequests}


def init_app(app: Flask) -> None:
    """Answers every error, ours and Flask's, in the shape the caller asked for."""
    app.register_error_handler(KreatrError, answer)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OperationalError, _database_away)
    app.register_error_handler(OSError, _disk)
    app.register_error_handler(Exception, _unexpected)


def answer(error: KreatrError) -> Response:
    """One typed error as JSON or as a page; to what was renamed, the way."""
    if isinstance(error, Renamed):
        return _lead(error)
    response = _json(error) if wants_json() else _page(error)
    if error.retry_after is not None:
        response.headers["Retry-After"] = str(max(1, error.retry_after))
    response.headers["Cache-Control"] = "no-store"
    return response


def _lead(error: Renamed) -> Response:
    parts = [error.new if part == error.old else part for part in request.path.split("/")]
    query = request.query_string.decode("ascii", "ignore")
    # What was being sent is sent on. Nobody keeps the answer: the name may come back.
    status = 301 if request.method in ("GET", "HEAD") else 308
    response = make_response(redirect("/".join(parts) + (f"?{query}" if query else ""), status))
    response.headers["Cache-Control"] = "no-store"
    return response


def _http(error: HTTPException) -> Response:
    if error.code is None or error.code < 400:
        return make_response(error.get_response())
    known = BY_STATUS.get(error.code)
    ours = known() if known else KreatrError(_status_text(error.code))
    ours.status = error.code
    response = answer(ours)
    if error.code == 405 and (allowed := getattr(error, "valid_methods", None)):
        response.headers["Allow"] = ", ".join(sorted(allowed))
    return response


def _status_text(status: int) -> str:
    texts = {
        405: _("This address does not take that kind of request"),
        413: _("That is too large. Please go back and send less at once: fewer pictures, or smaller ones"),
        414: _("This address is too long"),
        415: _("This kind of file or form is not understood here"),
    }
    return texts.get(status, str(KreatrError.text))


def _database_away(error: OperationalError) -> Response:
    if str(error.orig).startswith(MISTAKES):  # SQLite says so of our own mistakes too
        return _unexpected(error)
    log.error("database_unavailable", error=str(error.orig)[:200])
    return answer(Unavailable(retry_after=5))


def _disk(error: OSError) -> Response:
    if error.errno not in NO_SPACE:
        return _unexpected(error)
    log.error("disk_full", error=str(error))
    return answer(NoRoom())


def _unexpected(error: Exception) -> Response:
    log.exception("unexpected_error", error=type(error).__name__)
    if current_app.config.get("PROPAGATE_EXCEPTIONS"):
        raise error
    ours = KreatrError(_("Server error. Please try again later"))
    ours.code, ours.status = "INTERNAL", 500
    return answer(ours)


def wants_json() -> bool:
    """Whether the caller would rather have JSON than a page; programs under /api always would."""
    if request.path.startswith("/api/"):
        return True
    best = request.accept_mimetypes.best_match(["text/html", "application/json"], "text/html")
    return best == "application/json"


def _json(error: KreatrError) -> Response:
    body = {"error": {"code": error.code, "message": error.message, "request_id": g.get("request_id", "")}}
    response = jsonify(body)
    response.status_code = error.status
    return response


def _page(error: KreatrError) -> Response:
    html = render_template(
        "errors/error.html",
        code=error.status,
        title=_title(error.status),
        message=error.message,
        reference=g.get("request_id", ""),
        remedy=error.remedy,
        retry_url=request.path if request.method == "GET" else "",
    )
    return make_response(html, error.status)


def _title(status: int) -> str:
    if status == 404:
        return _("Nothing at this point")
    if status in (401, 403):
        return _("This door stays closed")
    if status == 429:
        return _("A little slower, please")
    if status >= 500:
        return _("Oops! Something went wrong")
    return _("That did not work")
