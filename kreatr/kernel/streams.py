"""Answers that go on for a while: Server-Sent Events. The front sends them from its event loop, so they hold no thread."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Callable, Iterator
from typing import Any

from flask import Response, request

SLOT = "kreatr.stream"  # in the environ of a request whose answer is a stream
QUIET = b":\n\n"  # a comment; shows that the line is still there
AGAIN_MILLISECONDS = 2000

Source = Callable[[], AsyncGenerator[bytes, None]]


def answer(source: Source) -> Response:
    """A stream of what `source()` yields. It is called in the front's event loop, outside of the request."""
    request.environ[SLOT] = source
    response = Response(_read_here(source), mimetype="text/event-stream", direct_passthrough=True)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Accel-Buffering"] = "no"  # nginx would gather it
    return response


def event(kind: str, value: Any, id_: str = "") -> bytes:
    """One event; `value` travels as JSON, so that no line break ends it early."""
    place = f"id:{id_}\n" if id_ else ""
    return f"{place}event:{kind}\ndata:{json.dumps(value, ensure_ascii=False)}\n\n".encode()


def last_id() -> str:
    """The last event a browser has, that was cut off and goes on; empty for one that begins."""
    return request.headers.get("Last-Event-ID", "")


def _read_here(source: Source) -> Iterator[bytes]:
    """For servers without our front, and for tests: reads the stream in the thread of the request."""
    parts = aiter(source())

    async def following() -> bytes | None:
        return await anext(parts, None)

    with asyncio.Runner() as runner:
        while (part := runner.run(following())) is not None:
            yield part
