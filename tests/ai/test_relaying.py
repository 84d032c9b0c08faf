"""An answer on its way to a browser: from where it was, to an end that is told even when Valkey forgot everything."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Coroutine
from typing import Any

import pytest
from flask import Flask

from kreatr.ai.actions import running, settling
from kreatr.ai.actions.asking import ask
from kreatr.ai.actions.settling import Outcome
from kreatr.ai.models import AiCall
from kreatr.ai.queries import calls, relaying
from kreatr.kernel import topics
from tests.ai.questions import make_key, question
from tests.services import Valkey
from tests.world import make_user

pytestmark = pytest.mark.one_database


@pytest.fixture
def call(app: Flask) -> AiCall:
    """One that is being made."""
    person = make_user()
    make_key(person)
    asked = ask(person, question())
    running.claim(1)
    return asked


def run(url: str, coroutine: Coroutine[Any, Any, list[bytes]]) -> list[bytes]:
    async def whole() -> list[bytes]:
        try:
            async with asyncio.timeout(10):
                return await coroutine
        finally:
            await topics.here(url).close()

    return asyncio.run(whole())


async def tell(url: str, call: AiCall, *texts: str, end: bool = False) -> None:
    for text in texts:
        await topics.here(url).write(calls.topic(call.id), calls.TEXT, text)
    if end:
        await topics.here(url).write(calls.topic(call.id), calls.END)


def texts(sent: list[bytes]) -> list[str]:
    return [json.loads(part.split(b"data:", 1)[1]) for part in sent if b"event:text" in part]


def test_a_browser_that_was_cut_off_goes_on_where_it_was(app: Flask, valkey: Valkey, call: AiCall) -> None:
    async def read(after: str) -> list[bytes]:
        return [part async for part in source(after)()]

    def source(after: str) -> Any:
        return relaying.source(call, after)

    async def both() -> list[bytes]:
        await tell(valkey.url, call, "satu ", "dua ", "tiga", end=True)
        first = await read("")
        second_id = next(part for part in first if b'"dua "' in part).split(b"\n")[0].removeprefix(b"id:")
        for forged in ("nicht-echt", "99999999999999999999-0", "-1", "$"):
            assert texts(await read(forged)) == texts(first), forged
        assert texts(await read(second_id.decode())) == ["tiga"]
        return first

    sent = run(valkey.url, both())
    assert texts(sent) == ["satu ", "dua ", "tiga"] and b"event:end" in sent[-1]


def test_an_end_that_nobody_told_is_found_in_the_books(
    app: Flask, valkey: Valkey, call: AiCall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(topics, "QUIET_SECONDS", 1)

    async def forget() -> list[bytes]:
        await tell(valkey.url, call, "satu ")
        sent = []
        async for part in relaying.source(call)():
            sent.append(part)
            if b"event:text" in part:
                valkey.client.flushall()
                await asyncio.to_thread(_settle, app, call.id)
        return sent

    sent = run(valkey.url, forget())
    assert texts(sent) == ["satu "] and b"event:end" in sent[-1]


def _settle(app: Flask, call_id: Any) -> None:
    with app.app_context():
        assert settling.settle(call_id, Outcome("satu dua"))
