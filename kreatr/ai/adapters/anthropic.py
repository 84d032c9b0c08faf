"""Anthropic's Messages API."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Any
from urllib.parse import urlencode

from kreatr.ai.adapters import line, reading, refusals
from kreatr.ai.adapters.protocol import Count, Door, Message, Piece, ProviderError, Reply
from kreatr.ai.adapters.reading import at

VERSION = "2023-06-01"
MOST_PAGES = 5
CUT = {"max_tokens", "model_context_window_exceeded"}


class Anthropic:
    """Its API has no embeddings: `embed` is a BAD_REQUEST that nobody is asked."""

    async def models(self, door: Door) -> list[str]:
        """The models this key may use."""
        found: list[str] = []
        after: dict[str, str] = {}
        for _ in range(MOST_PAGES):
            query = urlencode({"limit": 1000, **after})
            page = await line.ask(door, "list", "GET", f"/v1/models?{query}", _headers(door))
            found += reading.names(page.get("data"), "id")
            if page.get("has_more") is not True or not found:
                break
            after = {"after_id": found[-1]}
        return list(dict.fromkeys(found))

    async def chat(self, door: Door, model: str, messages: Sequence[Message], most_tokens: int) -> Reply:
        """The whole answer at once."""
        body = _asked(model, messages, most_tokens)
        found = await line.ask(door, "whole", "POST", "/v1/messages", _headers(door), body)
        content = found.get("content")
        if not isinstance(content, list):
            raise ProviderError("GARBAGE", billed=True)
        words = "".join(reading.text(at(one, "text")) for one in content if at(one, "type") == "text")
        return Reply(words, _count(found), cut=_reason(found) in CUT)

    async def stream(
        self, door: Door, model: str, messages: Sequence[Message], most_tokens: int
    ) -> AsyncIterator[Piece]:
        """The answer as it comes; its last piece has the count."""
        body = {**_asked(model, messages, most_tokens), "stream": True}
        async with line.events(door, "POST", "/v1/messages", _headers(door), body) as events:
            count, reason = Count(), ""
            async for event in events:
                found = reading.parsed(event.data)
                kind = found.get("type")
                if kind == "error":
                    raise refusals.broken_off(found.get("error"))
                if kind == "message_stop":
                    yield Piece(count=count, cut=reason in CUT)
                    return
                if kind == "message_start":
                    count = _count(found["message"]) if isinstance(found.get("message"), dict) else count
                if kind == "message_delta":
                    count = reading.later(count, _count(found))
                    reason = _reason(at(found, "delta"))
                if kind == "content_block_delta" and (words := reading.text(at(found, "delta", "text"))):
                    yield Piece(words)
        raise ProviderError("CUT", billed=True)

    async def embed(self, door: Door, model: str, texts: Sequence[str]) -> tuple[list[list[float]], Count]:
        """Always raises ProviderError("BAD_REQUEST")."""
        raise ProviderError("BAD_REQUEST")


def _headers(door: Door) -> dict[str, str]:
    return {"x-api-key": door.key.strip(), "anthropic-version": VERSION}


def _asked(model: str, messages: Sequence[Message], most_tokens: int) -> dict[str, Any]:
    system = "\n\n".join(message.text for message in messages if message.role == "system")
    turns = [{"role": one.role, "content": one.text} for one in messages if one.role != "system"]
    asked = {"model": model, "max_tokens": most_tokens, "messages": turns}
    return {**asked, "system": system} if system else asked


def _count(found: dict[str, Any]) -> Count:
    """What was read from a cache counts as input too."""
    usage = found.get("usage")
    parts = ("input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens")
    known = [number for name in parts if (number := reading.tokens(at(usage, name))) is not None]
    return Count(sum(known) if known else None, reading.tokens(at(usage, "output_tokens")))


def _reason(found: Any) -> str:
    """Why an answer ended. Raises ProviderError("BLOCKED")."""
    reason = reading.text(at(found, "stop_reason"))
    if reason == "refusal":
        raise ProviderError("BLOCKED", billed=True)
    return reason
