"""Asks adapters as the house does, and looks at what they say when something goes wrong."""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Awaitable
from contextlib import aclosing
from dataclasses import replace
from typing import Any

import pytest

from kreatr.ai.adapters import ADAPTERS, line, replicate
from kreatr.ai.adapters.protocol import Door, Message, Piece, ProviderError
from kreatr.ai.models import Provider
from tests.ai.outside import Outside

KEY = "sk-planted-" + "secret" * 3
QUESTION = [Message("system", "Jawab singkat."), Message("user", "Halo, apa kabar?")]
MODELS = {
    Provider.OPENAI: "gpt-4.1-mini",
    Provider.ANTHROPIC: "claude-haiku-4-5",
    Provider.GOOGLE: "gemini-2.5-flash",
    Provider.HUGGINGFACE: "meta-llama/Llama-3.1-8B-Instruct",
    Provider.REPLICATE: "meta/meta-llama-3-8b-instruct",
    Provider.CUSTOM: "llama3.2:3b",
}


def door(outside: Outside, provider: Provider, key: str = KEY) -> Door:
    """The door to a stand-in."""
    return Door(outside.address(provider), key, private=True)


async def stream(door: Door, provider: Provider, most: int = 1000) -> list[Piece]:
    """All pieces of a streamed answer."""
    adapter = ADAPTERS[provider]
    async with aclosing(adapter.stream(door, MODELS[provider], QUESTION, most)) as pieces:
        return [piece async for piece in pieces]


async def chat(door: Door, provider: Provider) -> Any:
    """A whole answer."""
    return await ADAPTERS[provider].chat(door, MODELS[provider], QUESTION, 1000)


async def models(door: Door, provider: Provider) -> list[str]:
    """The names of models."""
    return await ADAPTERS[provider].models(door)


async def trouble(asked: Awaitable[Any]) -> ProviderError | None:
    """Why there is no answer; nothing of what was said may hang on it."""
    try:
        await asked
    except ProviderError as error:
        found = error
    else:
        return None
    assert (found.__context__, found.__cause__) == (None, None)
    told = repr(found) + str(found) + "".join(traceback.format_exception_only(found)) + repr(vars(found))
    for secret in (KEY, "127.0.0.1", "169.254", "Halo", "sk-", "http"):
        assert secret not in told
    return found


async def codes(outside: Outside, asked: Any) -> dict[Provider, tuple[str, bool] | None]:
    """What each provider's adapter makes of how its stand-in behaves now: code and whether it may cost; all asked at once."""
    found = await asyncio.gather(*(trouble(asked(door(outside, one), one)) for one in Provider))
    return {
        one: (error.code, error.billed) if error else None for one, error in zip(Provider, found, strict=True)
    }


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits long, or reads much."""
    for name, policy in line.POLICIES.items():
        read, total = (1.0, 1.0) if name == "list" else (0.25, 0.6)
        quick = replace(policy, connect=1, read=read, total=total, most=200_000)
        monkeypatch.setitem(line.POLICIES, name, quick)
    monkeypatch.setattr(replicate, "EVERY", 0.001)
