"""Every rate limit of the product, in one table. Windows move; they do not jump at the full hour.

Counted in Valkey; while it is away each process counts for itself. The limits of inquiries and new works count rows of
the database instead, because they promise a number.
"""

from __future__ import annotations

import ipaddress
import re
import time
from datetime import datetime, timedelta

import structlog
from flask import Flask, current_app, request
from flask_babel import ngettext
from flask_limiter import Limiter
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter, RateLimiter
from redis import RedisError
from werkzeug.http import parse_list_header

from kreatr.kernel import clock, measuring, valkey
from kreatr.kernel.errors import TooManyRequests

log = structlog.get_logger()

LIMITS = {
    "login-account": "10 per 5 minutes",
    "login-client": "10 per 5 minutes",
    "login-everybody": "1000 per 5 minutes",
    "auth-client": "5 per minute",
    "auth-account": "10 per hour",
    "search-client": "120 per minute",
    "form-client": "60 per minute",
    "like-account": "60 per minute",
    "inquiry-replies": "20 per hour",
    "profile-saves": "60 per hour",
    "review-writes": "10 per hour",
    "draft-saves": "60 per minute",
    "csp-report-client": "20 per minute",
    "uploads": "200 per hour",
    "key-checks": "5 per hour",
    "key-saves": "30 per hour",
    "source-refresh": "1 per 30 seconds",
    "ai-calls": "60 per 10 minutes",
    "case-notes": "60 per hour",
    "studio-estimates": "120 per minute",
    "usage-files": "30 per hour",
    "reports": "20 per hour",
    "case-messages": "30 per hour",
    "appeals": "10 per hour",
    "exports": "6 per hour",
    "push-saves": "30 per hour",
    "push-tests": "10 per hour",
}
USERNAME_CHANGES, USERNAME_CHANGE_DAYS = 2, 30
INQUIRIES_PER_EMAIL = 3
INQUIRIES_PER_ORIGIN_HELD = 10
INQUIRIES_PER_ORIGIN = 100
INQUIRY_WINDOW_SECONDS = 24 * 3600
ITEMS_PER_CREATOR = 10
ITEM_WINDOW_SECONDS = 24 * 3600
# Accounts of the first day may do less: nobody honest notices, and whoever opens ten of them gets less out of it.
NEW_FOR = timedelta(hours=24)
NEW_LIMITS = {
    "review-writes": "3 per hour",
    "uploads": "60 per hour",
    "reports": "5 per hour",
}
ITEMS_PER_NEW_CREATOR = 3
# What counts rows, by the names it is measured under: how many, in 24 hours.
BY_ROWS = {
    "inquiries-email": INQUIRIES_PER_EMAIL,
    "inquiries-origin": INQUIRIES_PER_ORIGIN,
    "items-creator": ITEMS_PER_CREATOR,
}
PICTURES_PER_PERSON = 1000
PICTURE_BYTES_PER_PERSON = 1024**3  # of what was sent; what is kept of it is a tenth

PLAIN = re.compile(r"[1-9]\d{0,2}(?:\.\d{1,3}){3}")


class _Asked(Limiter):
    """Every limit is asked for by name where it belongs (`hit`), so no request has to be looked at for limits of its route."""

    def _check_request_limit(self, *_names: object, **_more: object) -> None: ...


limiter = _Asked(key_func=lambda: client_address(), strategy="moving-window", headers_enabled=False)


def init_app(app: Flask) -> None:
    """Sets up the counters; LIMITS_FACTOR multiplies every number of the table."""
    url = app.config["REDIS_URL"] or "memory://"
    # The limits package has a name of its own for a Redis behind a socket.
    app.config.setdefault("RATELIMIT_STORAGE_URI", url.replace("unix://", "redis+unix://", 1))
    if app.config["RATELIMIT_STORAGE_URI"].startswith("redis"):
        app.config.setdefault(
            "RATELIMIT_STORAGE_OPTIONS", {"socket_timeout": 1.0, "socket_connect_timeout": 1.0}
        )
    limiter.init_app(app)
    shared = app.config["RATELIMIT_STORAGE_URI"] != "memory://"
    app.extensions["kreatr_local_limits"] = (
        MovingWindowRateLimiter(MemoryStorage()) if shared else limiter.limiter
    )


def amount(number: int) -> int:
    """A number of the table under the running LIMITS_FACTOR; at least 1."""
    return max(1, int(number * current_app.config["LIMITS_FACTOR"]))


def is_new(since: datetime) -> bool:
    """Whether an account that was opened then is still in its first day."""
    return clock.now() - since < NEW_FOR


def hit(name: str, key: str, since: datetime | None = None) -> None:
    """Counts one use of the limit `name` by `key`; `since` is when the account was opened, where new ones may do less.

    Raises TooManyRequests with the seconds to wait.
    """
    item, server = _item(name, since is not None and is_new(since)), valkey.current()
    strategy = _local() if server.away else limiter.limiter
    try:
        allowed = strategy.hit(item, name, key)
    except (RedisError, OSError) as error:
        server.rest(error)
        strategy = _local()
        allowed = strategy.hit(item, name, key)
    measuring.limited(name, allowed)
    if not allowed:
        log.info("limit_reached", limit=name)
        reset = strategy.get_window_stats(item, name, key).reset_time
        raise TooManyRequests(retry_after=max(1, int(reset - time.time()) + 1))


def counted(name: str, allowed: bool) -> None:
    """Notes how a limit of the database went (`BY_ROWS`), so that it is seen beside the others."""
    measuring.limited(name, allowed)


def _local() -> RateLimiter:
    counting: RateLimiter = current_app.extensions["kreatr_local_limits"]
    return counting


def _item(name: str, new: bool = False) -> RateLimitItem:
    item = parse(NEW_LIMITS.get(name, LIMITS[name]) if new else LIMITS[name])
    return type(item)(amount(item.amount), item.multiples)


def client_address() -> str:
    """The client for counting: its address, IPv6 by its /64. Only trusted proxies can name another (see `headers`)."""
    return counted_as(request.remote_addr or "")


def forwarded(host: str, named: str, proxies: int) -> str:
    """The client of a connection from `host`, where that many trusted proxies name others (X-Forwarded-For)."""
    names = parse_list_header(named) if proxies else []
    return names[-proxies] if len(names) >= proxies > 0 else host


def counted_as(client: str) -> str:
    """An address as it is counted."""
    if PLAIN.fullmatch(client):  # nearly all, and parsing takes longer than the rest of counting a look
        return client
    try:
        address = ipaddress.ip_address(client)
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, 64), strict=False).network_address)
    return str(address)


def wait_text(seconds: int) -> str:
    """How long to wait, in words."""
    minutes = max(1, round(seconds / 60))
    return ngettext("Please try again in %(num)s minute.", "Please try again in %(num)s minutes.", minutes)
