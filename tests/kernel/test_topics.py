"""Topics at a real Valkey: lines arrive in order, followers go on where they were, and its absence is survived."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Coroutine
from typing import Any, TypeVar

import pytest
from flask import Flask

from kreatr.kernel import topics
from kreatr.kernel.topics import Line
from tests.services import Valkey

T = TypeVar("T")
pytestmark = pytest.mark.one_database


def run(coroutine: Coroutine[Any, Any, T], url: str) -> T:
    """What a coroutine gives, its connections closed."""

    async def whole() -> T:
        try:
            return await coroutine
        finally:
            await topics.here(url).close()

    return asyncio.run(whole())


async def _first(url: str, number: int, after: str = "0") -> list[Line]:
    found = []
    async for line in topics.here(url).follow("walk", after):
        if line is not None:
            found.append(line)
        if len(found) == number:
            return found
    raise AssertionError("a topic ended")


async def _wait(url: str) -> None:
    await topics.here(url).wait("door", 5)


async def _write(url: str) -> bool:
    return await topics.here(url).write("walk", "text", "Halo")


def test_a_follower_hears_what_was_said_and_what_comes(app: Flask, valkey: Valkey) -> None:
    async def tell() -> list[Line]:
        telling = topics.here(valkey.url)
        assert await telling.write("walk", "text", "Selamat ")
        hearing = asyncio.create_task(_first(valkey.url, 3))
        await asyncio.sleep(0.05)
        await telling.write("walk", "text", "pagi ☀\n")
        await telling.write("walk", "end", lasts=True)
        return await hearing

    found = run(tell(), valkey.url)
    assert [(line.kind, line.text) for line in found] == [
        ("text", "Selamat "),
        ("text", "pagi ☀\n"),
        ("end", ""),
    ]
    assert topics.so_far("walk") == found
    assert run(_first(valkey.url, 2, after=found[0].id), valkey.url) == found[1:]
    assert valkey.client.ttl("kreatr:topic:walk") > 3000


def test_who_waits_is_woken_by_the_bell(app: Flask, valkey: Valkey) -> None:
    async def wait() -> float:
        loop = asyncio.get_running_loop()
        loop.call_later(0.1, lambda: valkey.client.rpush("kreatr:topic:door", "1"))
        began = time.monotonic()
        await topics.here(valkey.url).wait("door", 5)
        return time.monotonic() - began

    assert run(wait(), valkey.url) < 2
    topics.ring("door")  # rung before anybody waits: the next one goes at once
    began = time.monotonic()
    run(_wait(valkey.url), valkey.url)
    assert time.monotonic() - began < 2


def test_an_absent_valkey_costs_the_line_and_not_the_writer(app: Flask, valkey: Valkey) -> None:
    valkey.kill()
    assert not run(_write(valkey.url), valkey.url)
    assert topics.so_far("walk") == []
    topics.ring("door")


def test_a_follower_survives_a_restart(app: Flask, valkey: Valkey) -> None:
    async def follow() -> list[Line]:
        hearing = asyncio.create_task(_first(valkey.url, 1))
        await asyncio.sleep(0.1)
        valkey.kill()
        valkey.start()
        telling = topics.here(valkey.url)
        while not await telling.write("walk", "text", "masih di sini"):
            await asyncio.sleep(0.05)
        return await hearing

    assert run(follow(), valkey.url)[0].text == "masih di sini"


def test_who_writes_can_be_stopped_at_any_moment(app: Flask, valkey: Valkey) -> None:
    async def talk() -> None:
        while True:
            await topics.here(valkey.url).write("walk", "text", "kata")

    async def stop() -> int:
        """How many of 300 that were stopped once went on as if nothing had been said."""
        stubborn = 0
        for turn in range(300):
            talking = asyncio.create_task(talk())
            for _ in range(turn % 30):  # each time at another step of the way
                await asyncio.sleep(0)
            talking.cancel()
            ended, _ = await asyncio.wait({talking}, timeout=0.5)
            stubborn += not ended
            talking.cancel()
        return stubborn

    assert run(stop(), valkey.url) == 0


def test_a_quiet_topic_is_followed_without_a_break(
    app: Flask, valkey: Valkey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(topics, "QUIET_SECONDS", 6)  # longer than the client's own patience with a socket

    async def listen() -> Line | None:
        return await anext(topics.here(valkey.url).follow("walk"))

    began = time.monotonic()
    assert run(listen(), valkey.url) is None
    assert 5.5 < time.monotonic() - began < 6.9  # told on time, by the line it began with
