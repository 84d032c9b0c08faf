"""What every answer carries: security headers, a request id, compression; and whom a request may claim to be from."""

from __future__ import annotations

import random
import re
import time
from functools import cache, partial

import structlog
from flask import Flask, Response, current_app, g, request
from werkzeug.exceptions import BadRequest, MethodNotAllowed
from werkzeug.middleware.proxy_fix import ProxyFix

from kreatr.kernel import bodies, current, encoding, measuring, sheets
from kreatr.kernel.errors import NoRoom

log = structlog.get_logger("request")

CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
        "report-uri /csp-reports",
    )
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
}
# Files are not documents: what a page may do is of no use to them, and each header travels with each picture.
FILE_HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}
FILES = ("/static/", "/media/")
HSTS = "max-age=63072000; includeSubDomains"
METHODS = {"GET", "HEAD", "OPTIONS", "POST", "DELETE", "PUT", "PATCH"}
COMPRESSED = (
    "text/",
    "application/json",
    "application/javascript",
    "image/svg+xml",
    "application/manifest+json",
)
PRIVATE_LINKS = ("/inquiries/", "/confirm/", "/reset-password/")
SMALLEST = 300  # bytes below which compression does not pay


def init_app(app: Flask) -> None:
    """Wires the outermost layer of every request."""
    proxies = app.config["KREATR"].trusted_proxies
    if proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=0)  # type: ignore[method-assign]
    app.before_request(_open)
    app.after_request(partial(measuring.answered, app))  # what is registered first runs last
    app.after_request(_close)


def _open() -> None:
    g.request_id = request_id(request.headers.get("X-Request-Id", ""))
    g.started = request.environ.setdefault(bodies.ARRIVED, time.monotonic())
    if request.method not in METHODS:
        raise MethodNotAllowed(valid_methods=sorted(METHODS))
    if bodies.NO_ROOM in request.environ:
        raise NoRoom
    if request.mimetype == "application/x-www-form-urlencoded":
        # The form parser caps parts of multipart bodies only; a plain form is read in one piece.
        request.max_content_length = current_app.config["MAX_FORM_MEMORY_SIZE"]
    else:
        request.max_content_length = bodies.most(current_app, request.path)
    _check_host()
    _check_text()


def request_id(given: str) -> str:
    """The id that a proxy gave, if it looks like one, or a new one."""
    return given if given and re.fullmatch(r"[A-Za-z0-9-]{8,64}", given) else f"{random.getrandbits(64):016x}"


def _check_host() -> None:
    # Links are made from BASE_URL; a request for another host is not for us.
    if request.path in ("/healthz", "/readyz"):
        return
    host = (
        request.host.rsplit(":", 1)[0]
        if not request.host.startswith("[")
        else request.host.split("]")[0] + "]"
    )
    if host.lower() not in current.hosts():
        raise BadRequest


def _check_text() -> None:
    # PostgreSQL cannot store NUL, and nobody types one.
    if "\x00" in request.path or any("\x00" in value for value in request.args.values()):
        raise BadRequest


def _close(response: Response) -> Response:
    # What was not changed is shown as it was kept, with the headers it was kept with (RFC 9110, 15.4.5); a tab that asks all
    # day long pays for each of them.
    if response.status_code != 304:
        _guard(response)
    if not g.get("finished"):
        response.headers.setdefault("Cache-Control", "no-store")
        _compress(response)
    _log(response)
    return response


def _guard(response: Response) -> None:
    is_file = request.path.startswith(FILES) and response.mimetype != "text/html"
    look = g.get("look")
    if look and response.mimetype == "text/html":
        response.headers.setdefault("Content-Security-Policy", policy(look))
    for name, value in (FILE_HEADERS if is_file else HEADERS).items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", HSTS)
    if not is_file:
        response.headers["X-Request-Id"] = g.get("request_id", "")


@cache
def policy(look: str) -> str:
    """The policy of a page that brings the styles of this kind along: those, and no others."""
    return CSP.replace("style-src 'self'", f"style-src 'self' {sheets.source(look)}")


def _compress(response: Response) -> None:
    if response.direct_passthrough or "Content-Encoding" in response.headers or response.location:
        return  # sent already packed, or only leads elsewhere
    if not (response.mimetype or "").startswith(COMPRESSED):
        return
    response.vary.add("Accept-Encoding")
    body, chosen = response.get_data(), encoding.accepted()
    if len(body) >= SMALLEST and chosen != "identity":
        response.set_data(encoding.pack(body, chosen, encoding.EFFORT))
        response.headers["Content-Encoding"] = chosen


def shown_path() -> str:
    """The path of this request as it may be logged: without the secret at the end of a private link."""
    for prefix in PRIVATE_LINKS:
        if request.path.startswith(prefix):
            return f"{prefix}…"
    return request.path


def _log(response: Response) -> None:
    if request.path.startswith(("/static/", "/media/", "/healthz")):
        return
    log.info(
        "request",
        id=g.get("request_id"),
        method=request.method,
        path=shown_path(),
        status=response.status_code,
        ms=round((time.monotonic() - g.get("started", time.monotonic())) * 1000, 1),
        user=g.get("user_id"),
    )
