"""How an answer goes out over one connection, well or badly."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from tests.ai.outside.shapes import Asked, Frame, Reply, Shape, data

if TYPE_CHECKING:
    from tests.ai.outside.server import Outside

REFUSALS = {
    *("denied", "expired", "forbidden", "limited", "poor", "broken", "overloaded"),
    *("blocked", "long", "unknown", "bad"),
}
HALVES = {"cut", "ended", "stall", "trouble"}
PRIVATE = "http://169.254.169.254/latest/meta-data/"
WORDS = {200: "OK", 201: "Created", 302: "Found", 307: "Temporary Redirect"}


class Gone(ConnectionError):
    """The other side went away."""


class Sending:
    """One connection after its request was read."""

    def __init__(self, outside: Outside, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.outside, self.writer = outside, writer
        self.gone = asyncio.ensure_future(reader.read())  # ends when the other side does

    async def answer(self, mode: str, shape: Shape, asked: Asked) -> None:
        """Answers in a mode of `Outside`."""
        try:
            if mode == "hang":
                await self.wait(60)
            elif mode in REFUSALS:
                refusal = shape.refusal(mode)
                if refusal.status == 200 and _streams(asked):  # an answer that says no
                    await self.reply("ok", Reply(frames=[data(refusal.body)]))
                else:
                    await self.whole(refusal)
            elif mode in ("html", "garbage", "huge", "redirect"):
                await self.nonsense(mode, asked)
            else:
                await self.reply(mode, shape.answer(asked) or shape.refusal("unknown"))
        except ConnectionError:
            self.outside.left.append(time.monotonic())
        finally:
            self.gone.cancel()
            with suppress(asyncio.CancelledError, OSError):
                await self.gone

    async def reply(self, mode: str, reply: Reply) -> None:
        """The answer the shape has, or as much of it as the mode gives."""
        if reply.frames is None:
            await self.whole(reply, mode)
            return
        await self.head(
            reply.status, {"Content-Type": "text/event-stream; charset=utf-8", "Transfer-Encoding": "chunked"}
        )
        frames = self.some(reply.frames) if mode in HALVES else reply.frames
        if mode == "trouble":
            frames = [
                *frames,
                data(
                    {"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}},
                    name="error",
                ),
            ]
        for frame in frames:
            await self.frame(frame, mode)
        if mode == "stall":
            await self.wait(60)
        if mode == "cut":
            self.writer.transport.abort()
        else:
            await self.write(b"0\r\n\r\n")

    @staticmethod
    def some(frames: list[Frame]) -> list[Frame]:
        """The frames up to the middle of the tokens."""
        tokens = [place for place, frame in enumerate(frames) if frame.token]
        return frames[: tokens[len(tokens) // 2]]

    async def frame(self, frame: Frame, mode: str) -> None:
        """One part of a stream, a token at its time."""
        content = frame.data
        if frame.token:
            await self.wait(self.outside.delay)
            if self.outside.stamped:
                stamp = f"{time.time():.6f} ".encode()
                content = content.replace(_inside(frame.token), stamp)
            self.outside.sent.append((frame.token, time.monotonic()))
        if mode not in ("split", "drip"):
            await self.write(_chunk(content))
            return
        for byte in content:
            await self.write(_chunk(bytes([byte])))
            await self.wait(0.03 if mode == "drip" else 0)

    async def whole(self, reply: Reply, mode: str = "ok") -> None:
        """An answer of one piece."""
        raw = reply.raw()
        limited = {"Retry-After": "7"} if reply.status == 429 else {}
        await self.head(
            reply.status,
            {"Content-Type": "application/json", "Content-Length": str(len(raw)), **limited, **reply.headers},
        )
        if mode in ("cut", "ended", "stall"):
            await self.write(raw[: len(raw) // 2])
            await self.wait(60 if mode == "stall" else 0)
            self.writer.transport.abort()
        elif mode == "drip":
            for byte in raw:
                await self.write(bytes([byte]))
                await self.wait(0.03)
        else:
            await self.write(raw)

    async def nonsense(self, mode: str, asked: Asked) -> None:
        """What no provider says."""
        kind = "text/event-stream" if _streams(asked) else "application/json"
        if mode == "redirect":
            await self.head(307, {"Location": PRIVATE, "Content-Length": "0"})
        elif mode == "html":
            page = b"<!doctype html><title>Maintenance</title>"
            await self.head(200, {"Content-Type": "text/html", "Content-Length": str(len(page))})
            await self.write(page)
        elif mode == "garbage":
            await self.head(200, {"Content-Type": kind})
            await self.write(b'data: {"choices": [{"delta": \xff\xfe\x00}\n\ndata: [\n\n')
        else:
            await self.head(200, {"Content-Type": kind})
            for _ in range(5000):
                await self.write(b"data: " + b"a" * 100_000)

    async def head(self, status: int, headers: dict[str, str]) -> None:
        """The first lines."""
        lines = [f"HTTP/1.1 {status} {WORDS.get(status, 'Word')}", "Connection: close"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        await self.write("\r\n".join(lines).encode() + b"\r\n\r\n")

    async def write(self, content: bytes) -> None:
        """Sends it. Raises ConnectionError where nobody listens any more."""
        if self.gone.done():
            raise Gone
        self.writer.write(content)
        await self.writer.drain()

    async def wait(self, seconds: float) -> None:
        """Lets time pass. Raises ConnectionError as soon as nobody listens any more."""
        if seconds:
            await asyncio.wait({self.gone}, timeout=seconds)
            if self.gone.done():
                raise Gone
        else:
            await asyncio.sleep(0)


def _streams(asked: Asked) -> bool:
    wanted = isinstance(asked.body, dict) and asked.body.get("stream")
    return bool(wanted or asked.query.get("alt") or asked.path.endswith("/stream"))


def _chunk(content: bytes) -> bytes:
    return f"{len(content):x}\r\n".encode() + content + b"\r\n"


def _inside(token: str) -> bytes:
    """A token as it stands in JSON."""
    return token.replace("\n", "\\n").encode()
