"""The adapter for other people's servers against one that is not ours: llama.cpp's, with a model written on the spot."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Iterator
from contextlib import aclosing
from pathlib import Path

import pytest

from kreatr.ai.adapters import ADAPTERS
from kreatr.ai.adapters.protocol import Count, Door, Message
from kreatr.ai.models import Provider
from kreatr.kernel.outbound import run
from tests.ai.asking import KEY, trouble
from tests.ai.compatible import model
from tests.conformance.source import ROOT

PYTHON = ROOT / ".venv" / "compatible" / "bin" / "python"
CUSTOM, NAME = ADAPTERS[Provider.CUSTOM], "knows-nothing"
QUESTION = [Message("system", "Jawab singkat."), Message("user", "Halo, apa kabar?")]


@pytest.fixture(scope="module")
def llama(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """The door to the server, started for these tests."""
    if not PYTHON.exists():
        remedy = "the server is not installed; `make .venv/compatible/.installed` does it (35 MB)"
        pytest.fail(remedy) if os.environ.get("CI") == "true" else pytest.skip(remedy)
    path = tmp_path_factory.mktemp("model") / f"{NAME}.gguf"
    model.write(path)
    with _server(path) as process:
        giving_up = threading.Timer(30, process.kill)
        giving_up.start()
        try:
            address = process.stdout.readline().strip() if process.stdout else ""
            assert address.startswith("http://"), "it did not start: run tests/ai/compatible/serve.py by hand"
            giving_up.cancel()
            yield Door(f"{address}/v1", KEY, private=True)
        finally:
            giving_up.cancel()
            process.kill()


def _server(path: Path) -> subprocess.Popen[str]:
    command = [str(PYTHON), str(ROOT / "tests/ai/compatible/serve.py"), str(path), KEY]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


async def _streamed(llama: Door, most: int) -> tuple[list[str], Count | None, bool]:
    async with aclosing(CUSTOM.stream(llama, NAME, QUESTION, most)) as pieces:
        *words, last = [piece async for piece in pieces]
    return [piece.text for piece in words], last.count, last.cut


def test_it_lists_its_model(llama: Door) -> None:
    assert run(CUSTOM.models(llama)) == [NAME]


def test_a_stream_brings_the_words_of_a_whole_answer_and_their_count(llama: Door) -> None:
    words, count, cut = run(_streamed(llama, 12))
    reply = run(CUSTOM.chat(llama, NAME, QUESTION, 12))
    assert len(words) > 5
    assert set("".join(words).split()) <= {word.removeprefix("▁") for word in model.WORDS}
    assert "".join(words) == reply.text
    assert count is not None
    assert (count, cut) == (reply.count, reply.cut) == (Count(count.tokens_in, 12), True)
    assert (count.tokens_in or 0) > 20


def test_who_leaves_early_frees_it_for_the_next(llama: Door) -> None:
    async def leave() -> None:
        for _ in range(4):  # it answers two at a time
            async with aclosing(CUSTOM.stream(llama, NAME, QUESTION, 900)) as pieces:
                async for _piece in pieces:
                    break

    run(leave())
    assert run(_streamed(llama, 3))[0]


def test_its_refusals_are_understood(llama: Door) -> None:
    async def code(there: Door, text: str) -> str:
        error = await trouble(CUSTOM.chat(there, NAME, [Message("user", text)], 5))
        return error.code if error else ""

    assert run(code(Door(llama.base_url, "sk-other", private=True), "Halo")) == "KEY_REFUSED"
    assert run(code(llama, "Halo " * 3000)) == "TOO_LONG"
    assert (
        run(code(Door(llama.base_url.removesuffix("/v1") + "/v2", KEY, private=True), "x")) == "MODEL_UNKNOWN"
    )
    assert run(code(Door(llama.base_url, KEY), "Halo")) == "ADDRESS"
