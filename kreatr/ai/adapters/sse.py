"""Reads server-sent events from bytes that are split anywhere, also inside a character or between CR and LF."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass

from kreatr.ai.adapters.protocol import ProviderError

LONGEST = 256_000  # bytes of one line, and of the data of one event
ENDS = re.compile(rb"\r\n|\n|\r")


@dataclass(frozen=True)
class Event:
    """One event; `name` is empty where the server gave none."""

    name: str
    data: str


async def events(parts: AsyncIterator[bytes]) -> AsyncGenerator[Event, None]:
    """The events of a body as it arrives; comments and fields we have no use for are left out. Raises ProviderError("GARBAGE")."""
    name, data, size = "", list[str](), 0
    async for line in _lines(parts):
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if field == "data":
            data.append(value)
            size += len(value) + 1
            if size > LONGEST:
                raise ProviderError("GARBAGE", billed=True)
        elif field == "event":
            name = value
        elif not line:
            if data:
                yield Event(name, "\n".join(data))
            name, data, size = "", [], 0
    if data:  # some servers leave out the last empty line
        yield Event(name, "\n".join(data))


async def _lines(parts: AsyncIterator[bytes]) -> AsyncGenerator[str, None]:
    """Lines that have their end; half a line at the end of all is none."""
    waiting, size = list[bytes](), 0
    async for part in parts:
        waiting.append(part)
        size += len(part)
        # A CR may be half an end, so a line that seems to end with one waits for what follows.
        if b"\n" in part or b"\r" in part or waiting[0].endswith(b"\r"):
            *whole, rest = _split(b"".join(waiting))
            for line in whole:
                if len(line) > LONGEST:
                    raise ProviderError("GARBAGE", billed=True)
                yield line.decode(errors="replace").removeprefix("\ufeff")
            waiting, size = [rest], len(rest)
        if size > LONGEST:
            raise ProviderError("GARBAGE", billed=True)


def _split(text: bytes) -> list[bytes]:
    if not text.endswith(b"\r"):
        return ENDS.split(text)
    *whole, last = ENDS.split(text[:-1])
    return [*whole, last + b"\r"]
