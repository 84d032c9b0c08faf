"""Typed reading of an environment."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit


class ConfigError(Exception):
    """The environment cannot be used; the message is one sentence with the remedy."""


class Reader:
    """Typed reading of one environment; every complaint names the variable."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.environ = environ

    def text(self, name: str, default: str) -> str:
        return self.environ.get(name, "").strip() or default

    def choice(self, name: str, default: str, allowed: tuple[str, ...]) -> str:
        value = self.text(name, default).lower()
        if value not in allowed:
            raise ConfigError(f"{name} must be one of: {', '.join(allowed)}.")
        return value

    def flag(self, name: str, default: bool) -> bool:
        return self.choice(name, "1" if default else "0", ("0", "1")) == "1"

    def number(self, name: str, default: int, low: int, high: int) -> int:
        value = self.text(name, str(default))
        if not value.isdigit() or not low <= int(value) <= high:
            raise ConfigError(f"{name} must be a whole number from {low} to {high}.")
        return int(value)

    def decimal(self, name: str, default: float) -> float:
        try:
            value = float(self.text(name, str(default)))
        except ValueError:
            value = 0.0
        if not 0 < value <= 1_000_000:
            raise ConfigError(f"{name} must be a number above 0.")
        return value

    def matching(self, name: str, pattern: str, remedy: str) -> str:
        """A value that may be missing (""), but must look like `pattern` when it is there."""
        value = self.text(name, "")
        if value and not re.fullmatch(pattern, value):
            raise ConfigError(f"{name} {remedy}")
        return value

    def address(self, name: str, default: str, *, switch: str, instead: str) -> str:
        """An https address without a slash at its end; by plain HTTP only where the flag `switch` is 1. `instead` is what holds a key."""
        value = self.text(name, default).rstrip("/")
        if not value:
            return ""
        try:
            parts = urlsplit(value)
            whole = bool(parts.hostname) and (parts.port is None or parts.port > 0)
        except ValueError:  # brackets or a port that are none
            raise ConfigError(f"{name} must be an address, such as https://api.example.") from None
        if parts.scheme not in ("https", "http") or not whole or parts.query or parts.fragment:
            raise ConfigError(f"{name} must start with https:// and be an address without a query.")
        if parts.username is not None or parts.password is not None:
            raise ConfigError(f"{name} must not hold a name or password: set {instead} instead.")
        if parts.scheme == "http" and not self.flag(switch, False):
            raise ConfigError(f"{name} must start with https://, unless {switch} is 1.")
        return value
