"""Google's Gemini API. The key goes in a header, never into an address."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Sequence
from typing import Any
from urllib.parse import urlencode

from kreatr.ai.adapters import line, reading, refusals
from kreatr.ai.adapters.protocol import Count, Door, Message, Piece, ProviderError, Reply
from kreatr.ai.adapters.reading import at

MODEL = re.compile(r"[a-zA-Z0-9][\w.-]{0,99}", re.ASCII)
MOST_PAGES = 10
OURS = {"generateContent", "embedContent"}
BLOCKED = {"SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "LANGUAGE"}


class Google:
    """Chat with `generateContent`, vectors with `batchEmbedContents`."""

    async def models(self, door: Door) -> list[str]:
        """The models this key may use for what is done here."""
        found: list[str] = []
        page: dict[str, Any] = {}
        for _ in range(MOST_PAGES):
            more = {"pageToken": page["nextPageToken"]} if page else {}
            query = urlencode({"pageSize": 1000, **more})
            page = await line.ask(door, "list", "GET", f"/v1beta/models?{query}", _headers(door))
            rows = page.get("models", [])
            useful = [row for row in rows if _useful(row)] if isinstance(rows, list) else rows
            found += [name.removeprefix("models/") for name in reading.names(useful, "name")]
            if not isinstance(page.get("nextPageToken"), str) or len(page["nextPageToken"]) > 2000:
                break
        return list(dict.fromkeys(found))

    async def chat(self, door: Door, model: str, messages: Sequence[Message], most_tokens: int) -> Reply:
        """The whole answer at once."""
        path, body = _path(model, "generateContent"), _asked(messages, most_tokens)
        found = await line.ask(door, "whole", "POST", path, _headers(door), body)
        reason = _reason(found)
        if not reason:
            raise ProviderError("GARBAGE", billed=True)
        return Reply(_words(found), _count(found), cut=reason == "MAX_TOKENS")

    async def stream(
        self, door: Door, model: str, messages: Sequence[Message], most_tokens: int
    ) -> AsyncIterator[Piece]:
        """The answer as it comes; its last piece has the count."""
        path, body = _path(model, "streamGenerateContent?alt=sse"), _asked(messages, most_tokens)
        async with line.events(door, "POST", path, _headers(door), body) as events:
            count, reason = Count(), ""
            async for event in events:
                found = reading.parsed(event.data)
                if found.get("error"):
                    raise refusals.broken_off(found["error"])
                count = reading.later(count, _count(found))
                if words := _words(found):
                    yield Piece(words)
                reason = _reason(found) or reason
        if not reason:
            raise ProviderError("CUT", billed=True)
        yield Piece(count=count, cut=reason == "MAX_TOKENS")

    async def embed(self, door: Door, model: str, texts: Sequence[str]) -> tuple[list[list[float]], Count]:
        """A vector for each text, in their order. Google does not say how many tokens they were."""
        path = _path(model, "batchEmbedContents")
        requests = [{"model": f"models/{model}", "content": {"parts": [{"text": text}]}} for text in texts]
        found = await line.ask(door, "embed", "POST", path, _headers(door), {"requests": requests})
        rows = found.get("embeddings")
        rows = [at(row, "values") for row in rows] if isinstance(rows, list) else rows
        return reading.vectors(rows, len(texts)), Count()


def _headers(door: Door) -> dict[str, str]:
    return {"x-goog-api-key": door.key.strip()}


def _path(model: str, verb: str) -> str:
    """The address of a model. Raises ProviderError("MODEL_UNKNOWN") where a name could lead elsewhere."""
    if not MODEL.fullmatch(model):
        raise ProviderError("MODEL_UNKNOWN")
    return f"/v1beta/models/{model}:{verb}"


def _useful(row: Any) -> bool:
    methods = at(row, "supportedGenerationMethods")
    return isinstance(methods, list) and any(method in methods for method in OURS)


def _asked(messages: Sequence[Message], most_tokens: int) -> dict[str, Any]:
    system = [{"text": message.text} for message in messages if message.role == "system"]
    turns = [
        {"role": "model" if one.role == "assistant" else "user", "parts": [{"text": one.text}]}
        for one in messages
        if one.role != "system"
    ]
    asked = {"contents": turns, "generationConfig": {"maxOutputTokens": most_tokens}}
    return {**asked, "systemInstruction": {"parts": system}} if system else asked


def _words(found: dict[str, Any]) -> str:
    parts = at(found, "candidates", 0, "content", "parts")
    spoken = [part for part in parts if not at(part, "thought")] if isinstance(parts, list) else []
    return "".join(reading.text(at(part, "text")) for part in spoken)


def _count(found: dict[str, Any]) -> Count:
    """What a model thinks is paid as output."""
    usage = found.get("usageMetadata")
    spoken, thought = (reading.tokens(at(usage, f"{name}TokenCount")) for name in ("candidates", "thoughts"))
    out = None if spoken is None and thought is None else (spoken or 0) + (thought or 0)
    return Count(reading.tokens(at(usage, "promptTokenCount")), out)


def _reason(found: dict[str, Any]) -> str:
    """Why an answer ended, empty while it has not. Raises ProviderError("BLOCKED")."""
    reason = reading.text(at(found, "candidates", 0, "finishReason"))
    if at(found, "promptFeedback", "blockReason") or reason in BLOCKED:
        raise ProviderError("BLOCKED", billed=True)
    return reason
