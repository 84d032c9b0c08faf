"""Replicate: a prediction is made, and then streamed, or asked about until it is done."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing, suppress
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from kreatr.ai.adapters import line, reading, refusals
from kreatr.ai.adapters.protocol import Count, Door, Message, Piece, ProviderError, Reply
from kreatr.ai.adapters.reading import at

MODEL = re.compile(r"[a-zA-Z0-9][\w.-]{0,95}/[a-zA-Z0-9][\w.-]{0,95}", re.ASCII)
PREDICTION = re.compile(r"[a-z0-9]{1,64}", re.ASCII)
# Each model has a schema of its own; these are the names that its makers use.
LIMITS = ("max_tokens", "max_completion_tokens", "max_output_tokens", "max_new_tokens")
SYSTEMS = ("system_prompt", "system_instruction", "system")
EVERY = 0.5  # seconds between two questions about a prediction
UNDER_WAY = {"starting", "processing"}


class Replicate:
    """Official models, by `owner/name`. Embedding models have no schema in common: `embed` is a BAD_REQUEST that nobody is asked."""

    async def models(self, door: Door) -> list[str]:
        """The language models it recommends. The account is asked first: that is how a token is checked."""
        await line.ask(door, "list", "GET", "/account", line.bearer(door))
        try:
            found = await line.ask(door, "list", "GET", "/collections/language-models", line.bearer(door))
        except ProviderError as error:
            if error.code != "MODEL_UNKNOWN":
                raise
            found = {"models": []}
        rows = found.get("models")
        if not isinstance(rows, list):
            raise ProviderError("GARBAGE")
        pairs = [f"{at(row, 'owner')}/{at(row, 'name')}" for row in rows]
        return list(dict.fromkeys(pair for pair in pairs if MODEL.fullmatch(pair)))

    async def chat(self, door: Door, model: str, messages: Sequence[Message], most_tokens: int) -> Reply:
        """The whole answer at once."""
        words, last = "", Piece()
        async for last in self.stream(door, model, messages, most_tokens):
            words += last.text
        return Reply(words, last.count or Count(), last.cut)

    async def stream(
        self, door: Door, model: str, messages: Sequence[Message], most_tokens: int
    ) -> AsyncIterator[Piece]:
        """The answer as it comes; its last piece has the count. Left early, the prediction is cancelled."""
        if not MODEL.fullmatch(model):
            raise ProviderError("MODEL_UNKNOWN")
        asked = _input(await self._fields(door, model), messages, most_tokens)
        path = f"/models/{model}/predictions"
        found = await line.ask(
            door, "whole", "POST", path, line.bearer(door), {"input": asked, "stream": True}
        )
        prediction = _Prediction(door, found)
        try:
            async with aclosing(prediction.words(found)) as told:
                async for words in told:
                    yield Piece(words)
            yield prediction.last(most_tokens)
        finally:
            await prediction.close()

    async def embed(self, door: Door, model: str, texts: Sequence[str]) -> tuple[list[list[float]], Count]:
        """Always raises ProviderError("BAD_REQUEST")."""
        raise ProviderError("BAD_REQUEST")

    async def _fields(self, door: Door, model: str) -> dict[str, Any]:
        """What the model takes, from its schema."""
        found = await line.ask(door, "list", "GET", f"/models/{model}", line.bearer(door))
        schema = at(found, "latest_version", "openapi_schema", "components", "schemas", "Input", "properties")
        return schema if isinstance(schema, dict) else {"prompt": {}, LIMITS[0]: {}, SYSTEMS[0]: {}}


class _Prediction:
    """One prediction on its way. Only addresses on the origin of the door get the key, whatever the answer says."""

    def __init__(self, door: Door, found: dict[str, Any]) -> None:
        id_ = found.get("id")
        if not isinstance(id_, str) or not PREDICTION.fullmatch(id_):
            raise ProviderError("GARBAGE", billed=True)
        self.door, self.path, self.done = door, f"/predictions/{id_}", False
        self.count = Count()

    async def words(self, found: dict[str, Any]) -> AsyncGenerator[str, None]:
        """The text as it comes. Raises ProviderError."""
        door = _streamed(self.door, at(found, "urls", "stream"))
        if door is None:
            async with aclosing(self._asked_about(found)) as told:
                async for words in told:
                    yield words
            return
        headers = {"Accept": "text/event-stream", **line.bearer(door)}
        async with line.events(door, "GET", "", headers) as events:
            async for event in events:
                if event.name == "output":
                    yield reading.text(event.data)
                elif event.name == "error":
                    raise ProviderError("UNAVAILABLE", billed=True)
                elif event.name == "done":
                    self.done = True
                    break
        if not self.done:
            raise ProviderError("CUT", billed=True)
        with suppress(ProviderError):  # the answer is whole, only its count would be missing
            self._counted(await self._ask())

    async def _asked_about(self, found: dict[str, Any]) -> AsyncGenerator[str, None]:
        shown = 0
        while True:
            output = _output(found)
            if len(output) > shown:
                yield output[shown:]
                shown = len(output)
            if found.get("status") not in UNDER_WAY:
                break
            await asyncio.sleep(EVERY)
            found = await self._ask()
        self.done = True
        self._counted(found)
        if found.get("status") != "succeeded":
            raise refusals.broken_off(found.get("error"))

    async def _ask(self) -> dict[str, Any]:
        return await line.ask(self.door, "list", "GET", self.path, line.bearer(self.door))

    def _counted(self, found: dict[str, Any]) -> None:
        self.count = reading.count(found.get("metrics"), "input_token_count", "output_token_count")

    def last(self, most_tokens: int) -> Piece:
        """The last piece. Replicate does not say why an answer ended; one of full length was cut."""
        return Piece(count=self.count, cut=(self.count.tokens_out or 0) >= most_tokens)

    async def close(self) -> None:
        """Cancels what is not done: it would go on and cost money."""
        if not self.done:
            with suppress(ProviderError):
                await line.raw(self.door, "cancel", "POST", f"{self.path}/cancel", line.bearer(self.door))


def _streamed(door: Door, url: Any) -> Door | None:
    """Where a prediction may be streamed from: its own origin, or without the key a machine of Replicate's own."""
    if not isinstance(url, str):
        return None
    try:
        home, there = urlsplit(door.base_url), urlsplit(url)
        same = (home.scheme, home.netloc) == (there.scheme, there.netloc)
    except ValueError:
        return None
    if same:
        return replace(door, base_url=url)
    own = home.netloc == "api.replicate.com" and there.netloc.endswith(".replicate.com")
    return Door(url, "") if own and there.scheme == "https" else None


def _input(fields: dict[str, Any], messages: Sequence[Message], most_tokens: int) -> dict[str, Any]:
    """The question in the words of the model's schema."""
    system = "\n\n".join(message.text for message in messages if message.role == "system")
    turns = [message for message in messages if message.role != "system"]
    names = {"user": "User", "assistant": "Assistant"}
    told = [f"{names.get(turn.role, 'User')}: {turn.text}" for turn in turns]
    prompt = turns[0].text if len(turns) == 1 else "\n\n".join([*told, "Assistant:"])
    place = next((name for name in SYSTEMS if name in fields), None)
    asked: dict[str, Any] = {"prompt": prompt}
    if system and place:
        asked[place] = system
    elif system:
        asked["prompt"] = f"{system}\n\n{prompt}"
    limit = next((name for name in LIMITS if name in fields), None)
    if limit:
        most = reading.tokens(at(fields, limit, "maximum"))
        asked[limit] = min(most_tokens, most) if most else most_tokens
    return asked


def _output(found: dict[str, Any]) -> str:
    output = found.get("output")
    parts = output if isinstance(output, list) else [output]
    return "".join(reading.text(part) for part in parts)
