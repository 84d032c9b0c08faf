"""One question to one checked address, and its answer as it arrives: what the outbound door is made of."""

from __future__ import annotations

import asyncio
import json
import logging
import ssl
import zlib
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import httpx

from kreatr.kernel.addresses import Target
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


class Stream:
    """An answer as it arrives, whatever its status: `async for part in stream` gives its bytes, unpacked. Raises OutboundError.

    `headers` are found in any case; `url` is what was asked in the end. Its reader may take their time, but not beyond `ends`
    (in the loop's time): each wait has an end of its own, so that none hangs over what the reader does in between.
    """

    def __init__(
        self, line: httpx.AsyncHTTPTransport, response: httpx.Response, target: Target, ends: float, most: int
    ) -> None:
        self.status, self.headers, self.url = response.status_code, response.headers, target.url
        self._line, self._response, self._host, self._ends = line, response, target.host, ends
        self._parts = _unpacked(response, target.host, most)

    def __aiter__(self) -> Stream:
        return self

    async def __anext__(self) -> bytes:
        try:
            async with asyncio.timeout_at(self._ends):
                return await anext(self._parts)
        except TimeoutError:
            why = "timeout"
        except FAILURES as error:
            why = code(error)
        raise OutboundError(why, self._host)  # here, as what went wrong may hold secrets and would hang on it

    async def whole(self) -> bytes:
        """All that is still to come. Raises OutboundError."""
        body = bytearray()
        async for part in self:
            body += part
        return bytes(body)

    async def close(self) -> None:
        """Ends the connection at once, whatever is still to come."""
        with suppress(*FAILURES):
            await self._parts.aclose()
            await self._response.aclose()
        with suppress(*FAILURES):
            await self._line.aclose()


async def opened(request: httpx.Request, target: Target, ends: float, policy: Policy) -> Stream:
    """Sends a request to the address in it; the answer, whose head is there. To be closed. Raises FAILURES."""
    # The transport alone: a client would add proxies and .netrc of the environment, cookies, and lines in the log.
    line = httpx.AsyncHTTPTransport(verify=_trust(policy.authorities), trust_env=False)
    try:
        response = await line.handle_async_request(request)
    except BaseException:
        await line.aclose()
        raise
    return Stream(line, response, target, ends, policy.most)


async def _unpacked(response: httpx.Response, host: str, most: int) -> AsyncGenerator[bytes, None]:
    coding = response.headers.get("content-encoding", "").strip().lower()
    if coding not in ("", "identity", "gzip", "x-gzip"):
        raise OutboundError("garbage", host)
    unpacking = zlib.decompressobj(wbits=31) if coding.endswith("gzip") else None
    arrived = given = 0
    async for part in response.aiter_raw():
        arrived += len(part)
        plain = unpacking.decompress(part, most + 1 - given) if unpacking else part
        given += len(plain)
        if max(arrived, given) > most:
            raise OutboundError("large", host)
        if plain:
            yield plain
    if unpacking and arrived and (not unpacking.eof or unpacking.unused_data):
        raise OutboundError("garbage", host)


@cache
def _trust(authorities: Path | None) -> ssl.SSLContext:
    if authorities:
        return ssl.create_default_context(cafile=authorities)
    return httpx.create_ssl_context(trust_env=False)


def _no_number(_word: str) -> float:
    raise ValueError("NaN and Infinity are not JSON")
