"""OpenAI's chat completions, as OpenAI itself, Hugging Face's router and most programs on one's own machine speak them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing
from typing import Any

from kreatr.ai.adapters import line, reading, refusals, sse
from kreatr.ai.adapters.protocol import Count, Door, Message, Piece, ProviderError, Reply
from kreatr.ai.adapters.reading import at


class Completions:
    """`limits` are the names under which an answer's longest length is told, and `usage` whether its count is asked for.

    Where there are several, each further one is tried when the one before is a bad request.
    """

    limits: tuple[str, ...] = ("max_tokens",)
    usage: tuple[bool, ...] = (True,)

    async def models(self, door: Door) -> list[str]:
        """The models this key may use."""
        return reading.names(
            (await line.ask(door, "list", "GET", "/models", line.bearer(door))).get("data"), "id"
        )

    async def chat(self, door: Door, model: str, messages: Sequence[Message], most_tokens: int) -> Reply:
        """The whole answer at once."""
        bodies = [{**_asked(model, messages), limit: most_tokens} for limit in self.limits]
        return _reply(await line.ask(door, "whole", "POST", "/chat/completions", line.bearer(door), *bodies))

    async def stream(
        self, door: Door, model: str, messages: Sequence[Message], most_tokens: int
    ) -> AsyncIterator[Piece]:
        """The answer as it comes; its last piece has the count."""
        bodies = [
            {**_asked(model, messages), limit: most_tokens, "stream": True, **_counted(usage)}
            for limit in self.limits
            for usage in self.usage
        ]
        async with line.answer(
            door, "stream", "POST", "/chat/completions", line.bearer(door), *bodies
        ) as coming:
            if not coming.is_events:  # a server that does not stream gives all of it at once
                reply = _reply(reading.parsed(await coming.whole()))
                yield Piece(reply.text)
                yield Piece(count=reply.count, cut=reply.cut)
                return
            async with aclosing(sse.events(coming)) as events:
                async for piece in _pieces(events):
                    yield piece

    async def embed(self, door: Door, model: str, texts: Sequence[str]) -> tuple[list[list[float]], Count]:
        """A vector for each text, in their order."""
        body = {"model": model, "input": list(texts), "encoding_format": "float"}
        found = await line.ask(door, "embed", "POST", "/embeddings", line.bearer(door), body)
        rows = found.get("data")
        if not isinstance(rows, list) or not all(isinstance(at(row, "index"), int) for row in rows):
            raise ProviderError("GARBAGE", billed=True)
        rows = [at(row, "embedding") for row in sorted(rows, key=lambda row: row["index"])]
        return reading.vectors(rows, len(texts)), reading.count(found.get("usage"), "prompt_tokens", "")


def _asked(model: str, messages: Sequence[Message]) -> dict[str, Any]:
    return {
        "model": model,
        "messages": [{"role": message.role, "content": message.text} for message in messages],
    }


def _counted(usage: bool) -> dict[str, Any]:
    return {"stream_options": {"include_usage": True}} if usage else {}


def _count(found: dict[str, Any]) -> Count:
    return reading.count(found.get("usage"), "prompt_tokens", "completion_tokens")


def _reply(found: dict[str, Any]) -> Reply:
    if found.get("error"):
        raise refusals.broken_off(found["error"])
    choice = at(found, "choices", 0)
    message = at(choice, "message")
    if not isinstance(message, dict):
        raise ProviderError("GARBAGE", billed=True)
    reason = _reason(choice)
    words = reading.text(message.get("content")) or reading.text(message.get("refusal"))
    return Reply(words, _count(found), cut=reason == "length")


def _reason(choice: Any) -> str:
    """Why an answer ended, empty while it has not. Raises ProviderError("BLOCKED")."""
    reason = reading.text(at(choice, "finish_reason"))
    if reason == "content_filter":
        raise ProviderError("BLOCKED", billed=True)
    return reason


async def _pieces(events: AsyncIterator[sse.Event]) -> AsyncIterator[Piece]:
    count, ended, cut = Count(), False, False
    async for event in events:
        if event.data == "[DONE]":
            ended = True
            break
        found = reading.parsed(event.data)
        if found.get("error"):
            raise refusals.broken_off(found["error"])
        count = reading.later(count, _count(found))
        choice = at(found, "choices", 0)
        words = at(choice, "delta", "content") or at(choice, "delta", "refusal")
        if words := reading.text(words):
            yield Piece(words)
        if reason := _reason(choice):
            ended, cut = True, reason == "length"
    if not ended:
        raise ProviderError("CUT", billed=True)
    yield Piece(count=count, cut=cut)
