"""Signed links and stored one-time tokens. Every token says what it is for and when it ends."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from typing import Any

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer


def new() -> str:
    """A random token of 256 bits, safe in a URL."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What is stored of a token: SHA-256, hex."""
    return hashlib.sha256(token.encode()).hexdigest()


def derived(purpose: str, *words: str) -> str:
    """A token that follows from the secret and the words, so that a repeated job makes the same one (256 bits)."""
    return derived_from(current_app.config["SECRET_KEY"], purpose, *words)


def derived_from(secret: str, purpose: str, *words: str) -> str:
    """The same outside of an app, from its secret."""
    message = "\x1f".join((purpose, *words)).encode()
    return hmac.digest(secret.encode(), message, "sha256").hex()


def sign(purpose: str, value: str, ends: float) -> str:
    """A link token for `value`, good for `purpose` only, until `ends` (seconds since 1970)."""
    return str(_serializer(purpose).dumps([value, int(ends)]))


def read(purpose: str, token: str) -> str | None:
    """The value of a link token, or None when it is not ours, for something else, or over."""
    try:
        payload: Any = _serializer(purpose).loads(token)
    except (BadData, ValueError):
        return None
    if not isinstance(payload, list) or len(payload) != 2 or payload[1] < time.time():
        return None
    return str(payload[0])


def _serializer(purpose: str) -> URLSafeSerializer:
    keys = [*current_app.config["SECRET_KEY_FALLBACKS"], current_app.config["SECRET_KEY"]]
    return URLSafeSerializer(keys, salt=f"kreatr.{purpose}", signer_kwargs={"digest_method": hashlib.sha256})


def origin(address: str) -> str:
    """A keyed hash of a client's address: counts the same client without keeping who it is."""
    return derived("origin", address)[:32]
