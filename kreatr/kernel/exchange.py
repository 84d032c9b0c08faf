"""One question to one checked address, and its answer read in full: what the outbound door is made of."""

from __future__ import annotations

import json
import logging
import ssl
import zlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import httpx

from kreatr.kernel.lookup import resolve

FAILURES = (httpx.HTTPError, httpx.InvalidURL, UnicodeError, zlib.error)

# In debug mode these print headers, tokens among them.
for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.WARNING)


@dataclass(frozen=True)
class Policy:
    """What one conversation may cost, in seconds and bytes, and where it may lead.

    `total` covers everything: lookup, connection, redirects, the last byte. `most` counts the body both as it arrives and
    unpacked. `private` lets addresses be on this machine or in its network, by plain HTTP and on any port.
    `authorities` is a file of certificates to trust instead of the public ones; `resolve` looks names up, raises OSError.
    """

    connect: float = 5
    read: float = 10
    total: float = 20
    most: int = 1_000_000
    redirects: int = 0
    private: bool = False
    authorities: Path | None = None
    resolve: Callable[[str, int], Awaitable[Sequence[str]]] = field(default=resolve, repr=False)


class OutboundError(Exception):
    """Why there is no answer. The message names the code and the host, so it may be logged and shown to admins.

    refused: nothing we ask · dns: no such name, or no word about it · unreachable: no connection, or it broke ·
    tls: no connection to be trusted · timeout · large: more than the policy's `most` · garbage: not the HTTP or JSON it should be.
    """

    def __init__(self, code: str, host: str = "") -> None:
        super().__init__(f"{code} ({host})" if host else code)
        self.code, self.host = code, host


@dataclass(frozen=True)
class Answer:
    """What came back, whatever its status. `headers` are found in any case; `url` is where the body came from."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    url: str = field(repr=False)

    def json(self) -> Any:
        """The body as JSON. Raises OutboundError("garbage")."""
        try:
            return json.loads(self.body, parse_constant=_no_number)
        except (ValueError, RecursionError):
            pass  # raised below, so that no part of the body hangs on the error
        raise OutboundError("garbage", httpx.URL(self.url).host)


def code(error: Exception) -> str:
    """The code of what went wrong between us and a server."""
    if isinstance(
        error, httpx.LocalProtocolError | httpx.UnsupportedProtocol | httpx.InvalidURL | UnicodeError
    ):
        return "refused"
    if isinstance(error, httpx.TimeoutException):
        return "timeout"
    if isinstance(error, httpx.RemoteProtocolError | zlib.error):
        return "garbage"
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return "tls"
        cause = cause.__cause__ or cause.__context__
    return "unreachable"


async def exchange(request: httpx.Request, host: str, policy: Policy) -> tuple[int, httpx.Headers, bytes]:
    """Sends a request to the address in it; status, headers and body of the answer. Raises OutboundError and FAILURES."""
    # The transport alone: a client would add proxies and .netrc of the environment, cookies, and lines in the log.
    async with httpx.AsyncHTTPTransport(verify=_trust(policy.authorities), trust_env=False) as transport:
        response = await transport.handle_async_request(request)
        try:
            return response.status_code, response.headers, await _read(response, host, policy)
        finally:
            await response.aclose()


async def _read(response: httpx.Response, host: str, policy: Policy) -> bytes:
    coding = response.headers.get("content-encoding", "").strip().lower()
    if coding not in ("", "identity", "gzip", "x-gzip"):
        raise OutboundError("garbage", host)
    unpacking = zlib.decompressobj(wbits=31) if coding.endswith("gzip") else None
    arrived, body = 0, bytearray()
    async for part in response.aiter_raw():
        arrived += len(part)
        body += unpacking.decompress(part, policy.most + 1 - len(body)) if unpacking else part
        if max(arrived, len(body)) > policy.most:
            raise OutboundError("large", host)
    if unpacking and arrived and (not unpacking.eof or unpacking.unused_data):
        raise OutboundError("garbage", host)
    return bytes(body)


@cache
def _trust(authorities: Path | None) -> ssl.SSLContext:
    if authorities:
        return ssl.create_default_context(cafile=authorities)
    return httpx.create_ssl_context(trust_env=False)


def _no_number(_word: str) -> float:
    raise ValueError("NaN and Infinity are not JSON")
