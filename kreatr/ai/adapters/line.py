"""The line to a provider: how long it may take, what it may send, and what becomes of its troubles."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, aclosing, asynccontextmanager
from dataclasses import replace
from typing import Any

from kreatr.ai.adapters import reading, refusals, sse
from kreatr.ai.adapters.protocol import Door, ProviderError
from kreatr.kernel import outbound
from kreatr.kernel.outbound import OutboundError, Policy, Stream

# Seconds and bytes; docs/security.md has the same table. `read` is the longest silence: models that think say nothing for long.
POLICIES = {
    "list": Policy(connect=5, read=10, total=20, most=4_000_000),
    "whole": Policy(connect=5, read=175, total=180, most=4_000_000),
    "stream": Policy(connect=5, read=120, total=300, most=8_000_000),
    "embed": Policy(connect=5, read=60, total=60, most=16_000_000),
    "cancel": Policy(connect=2, read=2, total=3, most=1_000_000),
}
WORK = {"whole", "stream", "embed"}  # what costs money
GOOD = {200, 201, 202}
KEY = re.compile(r"[ -~]*")  # what can stand in a header
TROUBLE = {
    "refused": "ADDRESS",
    "dns": "UNAVAILABLE",
    "unreachable": "UNAVAILABLE",
    "tls": "UNAVAILABLE",
    "timeout": "TIMEOUT",
    "large": "GARBAGE",
    "garbage": "GARBAGE",
}


class Coming:
    """A good answer as it arrives; its troubles are ProviderErrors."""

    def __init__(self, stream: Stream, kind: str) -> None:
        self._stream, self._billed = stream, kind in WORK
        self.is_events = "event-stream" in stream.headers.get("content-type", "").lower()

    def __aiter__(self) -> Coming:
        return self

    async def __anext__(self) -> bytes:
        try:
            return await anext(self._stream)
        except OutboundError as error:
            code = error.code
        # Here, as the trouble names the host. A line that breaks after a good beginning is a cut.
        raise ProviderError({"timeout": "TIMEOUT", "large": "GARBAGE"}.get(code, "CUT"), billed=self._billed)

    async def whole(self) -> bytes:
        """All of it. Raises ProviderError."""
        body = bytearray()
        async for part in self:
            body += part
        return bytes(body)


@asynccontextmanager
async def answer(
    door: Door, kind: str, method: str, path: str, headers: Mapping[str, str], *bodies: Any
) -> AsyncIterator[Coming]:
    """A good answer to a question of a kind of POLICIES. Raises ProviderError.

    Of several bodies the next one is tried where a server refuses the one before as a bad request: then nothing was made.
    """
    if not KEY.fullmatch(door.key):
        raise ProviderError("KEY_REFUSED")
    refusal = ProviderError("BAD_REQUEST")
    for body in bodies or (None,):
        async with AsyncExitStack() as stack:
            stream = await _opened(stack, door, kind, method, path, headers, body)
            if stream.status in GOOD:
                yield Coming(stream, kind)
                return
            refusal = refusals.refusal(stream.status, stream.headers, await _words(stream))
        if refusal.code != "BAD_REQUEST":
            break
    raise refusal


@asynccontextmanager
async def events(
    door: Door, method: str, path: str, headers: Mapping[str, str], body: Any = None
) -> AsyncIterator[AsyncIterator[sse.Event]]:
    """The events of a good answer that is streamed. Raises ProviderError."""
    async with answer(door, "stream", method, path, headers, body) as coming:
        if not coming.is_events:
            raise ProviderError("GARBAGE", billed=True)
        async with aclosing(sse.events(coming)) as told:
            yield told


async def ask(
    door: Door, kind: str, method: str, path: str, headers: Mapping[str, str], *bodies: Any
) -> dict[str, Any]:
    """The JSON object of a good answer. Raises ProviderError."""
    return reading.parsed(await raw(door, kind, method, path, headers, *bodies), billed=kind in WORK)


async def raw(
    door: Door, kind: str, method: str, path: str, headers: Mapping[str, str], *bodies: Any
) -> bytes:
    """The body of a good answer. Raises ProviderError."""
    async with answer(door, kind, method, path, headers, *bodies) as coming:
        return await coming.whole()


def bearer(door: Door) -> dict[str, str]:
    """The key as most providers want it; a server on one's own machine may need none."""
    return {"Authorization": f"Bearer {door.key.strip()}"} if door.key.strip() else {}


async def _opened(
    stack: AsyncExitStack,
    door: Door,
    kind: str,
    method: str,
    path: str,
    headers: Mapping[str, str],
    body: Any,
) -> Stream:
    policy = replace(POLICIES[kind], private=door.private)
    try:
        return await stack.enter_async_context(
            outbound.stream(method, f"{door.base_url}{path}", headers=headers, json=body, policy=policy)
        )
    except OutboundError as error:
        code = error.code
    # A provider that did not answer in time may have done the work all the same.
    raise ProviderError(TROUBLE[code], billed=code == "timeout" and kind in WORK)


async def _words(stream: Stream) -> bytes:
    try:
        return await stream.whole()
    except OutboundError:
        return b""
