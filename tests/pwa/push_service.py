"""A push service on the loopback, as browsers' makers run them (RFC 8030), and the browsers whose messages it takes.

It takes no word on trust: the signature is checked against the key a browser was subscribed with, and the message is
opened with that browser's own keys.
"""

from __future__ import annotations

import base64
import json
import os
import time
from dataclasses import dataclass, field
from typing import Any

import http_ece
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.kernel.stranger import Call, Stranger, http


def plain(text: str) -> bytes:
    """Bytes of base64url."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def encoded(data: bytes) -> str:
    """The same the other way round."""
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


@dataclass(frozen=True)
class Got:
    """One request: its headers, and what was in it for the browser (None where there was nothing)."""

    headers: dict[str, str]
    news: dict[str, Any] | None
    claims: dict[str, Any]


@dataclass
class PhoneBrowser:
    """A browser that was subscribed with the house's key. `fields` are what it sends to the house."""

    service: PushService
    name: str
    server_key: str
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    secret: bytes = field(default_factory=lambda: os.urandom(16))

    @property
    def endpoint(self) -> str:
        return f"{self.service.url}/send/{self.name}"

    @property
    def fields(self) -> dict[str, str]:
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        keys = {"p256dh": encoded(point), "auth": encoded(self.secret)}
        return {"endpoint": self.endpoint, **keys, "server_key": self.server_key}

    def got(self) -> list[Got]:
        """What it was told, opened and checked."""
        asked = [request for request in self.service.requests if _path(request) == f"/send/{self.name}"]
        return [self._opened(request) for request in asked]

    def _opened(self, request: bytes) -> Got:
        head, _, body = request.partition(b"\r\n\r\n")
        lines = [line.split(": ", 1) for line in head.decode().split("\r\n")[1:]]
        headers = {name.lower(): value for name, value in lines}
        claims = self._claims(headers["authorization"])
        assert headers["host"] == self.service.url.removeprefix("http://")
        if not body:
            return Got(headers, None, claims)
        assert headers["content-encoding"] == "aes128gcm"
        text = http_ece.decrypt(body, private_key=self.key, auth_secret=self.secret)
        return Got(headers, json.loads(text), claims)

    def _claims(self, header: str) -> dict[str, Any]:
        """The claims of a signature that holds (RFC 8292), made with the key this browser was subscribed with."""
        scheme, _, rest = header.partition(" ")
        parts = dict(part.strip().split("=", 1) for part in rest.split(","))
        assert scheme == "vapid" and parts["k"] == self.server_key
        signed, _, signature = parts["t"].rpartition(".")
        raw = plain(signature)
        r, s = int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big")
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), plain(parts["k"]))
        key.verify(encode_dss_signature(r, s), signed.encode(), ec.ECDSA(hashes.SHA256()))
        start, _, middle = signed.partition(".")
        assert json.loads(plain(start))["alg"] == "ES256"
        claims: dict[str, Any] = json.loads(plain(middle))
        assert claims["aud"] == self.service.url and claims["sub"].startswith("mailto:")
        assert time.time() < claims["exp"] <= time.time() + 24 * 3600
        return claims


class PushService(Stranger):
    """Takes everything with 201, unless `says` (or `silent`) has it do otherwise: an answer for each request, the last one for ever."""

    def __init__(self) -> None:
        super().__init__(self._talk)
        self.says: list[bytes] = [http("201 Created")]
        self.silent = False

    def subscribe(self, name: str, server_key: str) -> PhoneBrowser:
        """A browser that asked its maker for an address."""
        return PhoneBrowser(self, name, server_key)

    def _talk(self, call: Call) -> None:
        if self.silent:
            call.wait(30)
        else:
            call.say(self.says[0] if len(self.says) == 1 else self.says.pop(0))


def _path(request: bytes) -> str:
    return request.split(b" ", 2)[1].decode()
