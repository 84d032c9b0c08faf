"""Server-sent events, however their bytes arrive."""

from __future__ import annotations

import itertools
import random
from collections.abc import AsyncIterator, Iterable

import pytest

from kreatr.ai.adapters import sse
from kreatr.ai.adapters.protocol import ProviderError
from kreatr.ai.adapters.sse import Event
from kreatr.kernel.outbound import run
from tests.cost import cost

STREAM = (
    "\ufeff: a comment\n\ndata: satu 🌶️\n\nevent: named\r\nid: 7\r\ndata: dua\r\ndata:  tiga\r\n\r\n"
    "data\rdata:empat:é\r\rretry: 3\n\nevent: nothing\n\ndata: [DONE]\n"
).encode()
EVENTS = [
    Event("", "satu 🌶️"),
    Event("named", "dua\n tiga"),
    Event("", "\nempat:é"),
    Event("", "[DONE]"),
]


def read(parts: Iterable[bytes]) -> list[Event]:
    """The events in them."""

    async def arriving() -> AsyncIterator[bytes]:
        for part in parts:
            yield part

    async def all_of_them() -> list[Event]:
        return [event async for event in sse.events(arriving())]

    return run(all_of_them())


def test_events_are_the_same_wherever_the_bytes_are_split() -> None:
    dice = random.Random(7)
    assert read([STREAM]) == EVENTS
    assert read(bytes([byte]) for byte in STREAM) == EVENTS
    for _ in range(100):
        cuts = sorted(dice.randrange(len(STREAM)) for _ in range(dice.randrange(12)))
        edges = [0, *cuts, len(STREAM)]
        assert read(STREAM[a:b] for a, b in itertools.pairwise(edges)) == EVENTS


def test_half_a_line_at_the_end_is_none() -> None:
    assert read([b"data: whole\n\ndata: ha"]) == [Event("", "whole")]


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param([b"data: " + b"a" * 300_000], id="one line"),
        pytest.param([b"data: ", *[b"a"] * 300_000], id="one line, byte by byte"),
        pytest.param([b"data: " + b"a" * 300_000 + b"\n\n"], id="with its end"),
        pytest.param([b"data:\n" * 300_000], id="lines without end"),
    ],
)
def test_lines_and_events_have_a_cap_and_cost_little(parts: list[bytes]) -> None:
    def refused() -> None:
        with pytest.raises(ProviderError) as error:
            read(parts)
        assert error.value.code == "GARBAGE"

    assert cost(refused) < 2


def test_bytes_that_are_no_characters_become_marks() -> None:
    assert read([b"data: a\xff\xf0\x9f\n\n"]) == [Event("", "a\ufffd\ufffd")]
