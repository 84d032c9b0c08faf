"""The one connection to Valkey (or Redis). It holds nothing that cannot be rebuilt, so its absence is never an error."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, TypeVar

import redis
import structlog
from flask import Flask, current_app

log = structlog.get_logger()
R = TypeVar("R")
TIMEOUT_SECONDS = 1.0
REST_SECONDS = (
    2.0  # after a failure it is left alone for this long, so that a hanging server does not hang pages
)


class Valkey:
    """A client that says None instead of raising while the server is away."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.client = redis.Redis.from_url(
            url,
            socket_timeout=TIMEOUT_SECONDS,
            socket_connect_timeout=TIMEOUT_SECONDS,
            health_check_interval=30,
        )
        self.away_until = 0.0

    def ask(self, question: Callable[[Any], R]) -> R | None:
        """The answer of `question(client)`, or None when the server cannot be reached."""
        if self.away:
            return None
        try:
            return question(self.client)
        except redis.RedisError as error:
            self.rest(error)
            return None

    @property
    def away(self) -> bool:
        """Whether it failed a moment ago and is left alone."""
        return time.monotonic() < self.away_until

    def rest(self, error: Exception) -> None:
        """Leaves the server alone for a moment after a failure."""
        self.away_until = time.monotonic() + REST_SECONDS
        log.warning("valkey_away", error=type(error).__name__)

    def alive(self) -> bool:
        """Whether the server answers now."""
        return bool(self.ask(lambda client: client.ping()))


def init_app(app: Flask) -> None:
    """Sets the client up; without REDIS_URL the house runs without queue and cache until one is given."""
    app.extensions["kreatr_valkey"] = Valkey(app.config["REDIS_URL"] or "redis://127.0.0.1:1")


def current() -> Valkey:
    """The client of the running app."""
    found: Valkey = current_app.extensions["kreatr_valkey"]
    return found
