"""One HTTP server for all six, each under its own prefix, and the ways in which it misbehaves."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.ai.outside.anthropic import Anthropic
from tests.ai.outside.google import Google
from tests.ai.outside.openai import Custom, HuggingFace, OpenAI
from tests.ai.outside.replicate import Replicate
from tests.ai.outside.sending import Sending
from tests.ai.outside.shapes import Asked, Reply, Shape

WORDS = ("Halo", " dari", " Ubud,", " kafé", " naïf", " 🌶️", " dan", "\nselesai", ".")
SHAPES: dict[str, type[Shape]] = {
    "openai": OpenAI,
    "anthropic": Anthropic,
    "google": Google,
    "huggingface": HuggingFace,
    "replicate": Replicate,
    "custom": Custom,
}
WAYS = {"openai": "/v1", "huggingface": "/v1", "replicate": "/v1", "custom": "/v1"}


class Outside:
    """The providers. Everything may be changed at any time; `mode` says how they behave.

    `only` limits that to paths that contain it, as in "replicate/v1/models"; `tame` are beginnings of paths that behave well all the same.

    ok · the refusals denied, expired, forbidden (403), limited (429, Retry-After 7), poor, broken (500), overloaded (503 or 529),
    blocked, long, unknown, bad · cut: half an answer, then the line breaks · ended: half, then a clean end · stall: half, then
    silence · trouble: half, then an error in the stream · split: byte by byte · drip: a byte every 30 ms · hang: never answers ·
    garbage · html · huge: does not end · redirect: to a private address.

    `words` are the tokens of an answer, sent `delay` seconds apart; with `stamped` each is the time.time() at which it was sent.
    `asked` are the requests, `sent` each token with its time.monotonic(), `left` when an answer's reader went away.
    `ends` is why an answer ended instead of the usual, `refuses` are fields that OpenAI's protocol answers with 400.
    """

    def __init__(self, port: int = 0) -> None:
        self.reset()
        self.shapes = {name: shape(self) for name, shape in SHAPES.items()}
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True, name="outside")
        self.thread.start()
        starting = asyncio.start_server(self._serve, "127.0.0.1", port, backlog=500)
        self.server = asyncio.run_coroutine_threadsafe(starting, self.loop).result(10)
        self.port = int(self.server.sockets[0].getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}"

    def reset(self) -> None:
        """Healthy and as at the beginning."""
        self.mode, self.only, self.ends, self.streams, self.wrong = "ok", "", "", "here", "wrong-key"
        self.words: tuple[str, ...] = WORDS
        self.delay, self.stamped = 0.0, False
        self.refuses: tuple[str, ...] = ()
        self.tame: tuple[str, ...] = ()
        self.asked: list[Asked] = []
        self.sent: list[tuple[str, float]] = []
        self.left: list[float] = []
        self.predictions: dict[str, dict[str, Any]] = {}

    def address(self, provider: str) -> str:
        """The base address of a provider, named as in `Provider` or in lower case."""
        name = provider.lower()
        return f"{self.url}/{name}{WAYS.get(name, '')}"

    def addresses(self) -> dict[str, str]:
        """All of them, by their names in `Provider`."""
        return {name.upper(): self.address(name) for name in SHAPES}

    def behave(self, mode: str, only: str = "") -> None:
        """Has all six behave like this from now on."""
        self.mode, self.only = mode, only

    def text(self) -> str:
        """The whole answer."""
        return "".join(self.words)

    def tokens(self) -> list[str]:
        """What an answer is made of."""
        marks = [
            f"@{place}@" for place in range(len(self.words))
        ]  # found again, and replaced, when it is sent
        return marks if self.stamped else list(self.words)

    def paths(self) -> list[str]:
        """What was asked for, oldest first."""
        return [f"{one.provider}{one.path}" for one in self.asked]

    def close(self) -> None:
        """Ends the server, and what hangs in it."""
        asyncio.run_coroutine_threadsafe(self._end(), self.loop).result(5)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(5)
        self.loop.close()

    async def _end(self) -> None:
        self.server.close()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            asked = await _read(reader)
            if asked.provider == "-":
                await Sending(self, reader, writer).whole(self._told(asked))
            else:
                self.asked.append(asked)
                path = f"{asked.provider}{asked.path}"
                mode = self.mode if self.only in path and not path.startswith(self.tame) else "ok"
                await Sending(self, reader, writer).answer(mode, self.shapes[asked.provider], asked)
        with suppress(OSError):
            writer.close()

    def _told(self, asked: Asked) -> Reply:
        """For a program of its own: `POST /-/set` changes attributes, `GET /-/seen` tells what happened."""
        if asked.path == "/set":
            for name, value in asked.body.items():
                setattr(self, name, tuple(value) if isinstance(value, list) else value)
            return Reply({})
        if asked.path == "/reset":
            self.reset()
            return Reply({})
        return Reply({"asked": len(self.asked), "sent": self.sent, "left": self.left})


async def _read(reader: asyncio.StreamReader) -> Asked:
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    first, *lines = head.split("\r\n")
    method, target, _ = first.split(" ")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines if line)}
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    parts = urlsplit(target)
    _, provider, *rest = unquote(parts.path).split("/")
    return Asked(
        provider, method, "/" + "/".join(rest), parse_qs(parts.query), headers,
        json.loads(body) if body else None, time.monotonic(),
    )  # fmt: skip
