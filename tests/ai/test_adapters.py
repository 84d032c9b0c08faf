"""Six providers, one protocol: what comes back when all is well, and who is told what."""

from __future__ import annotations

import asyncio
import time
from contextlib import aclosing, suppress

import pytest

from kreatr.ai.adapters import ADAPTERS
from kreatr.ai.adapters.protocol import Count, Message, Piece, ProviderError, Reply
from kreatr.ai.models import Provider
from kreatr.kernel.outbound import run
from tests.ai.asking import KEY, MODELS, QUESTION, chat, codes, door, hasty, models, stream, trouble
from tests.ai.outside import Outside

__all__ = ["hasty"]
SIX = pytest.mark.parametrize("provider", list(Provider))
WHOLE = Count(12, 9)
EMBEDDING = [one for one in Provider if one not in (Provider.ANTHROPIC, Provider.REPLICATE)]


def test_there_is_an_adapter_for_each() -> None:
    assert set(ADAPTERS) == set(Provider)


@SIX
@pytest.mark.parametrize("mode", ["ok", "split"])
def test_an_answer_comes_in_pieces_and_its_last_has_the_count(
    provider: Provider, mode: str, outside: Outside
) -> None:
    """Also when each byte comes alone, half characters among them."""
    outside.behave(mode)
    *words, last = run(stream(door(outside, provider), provider))
    assert [piece.text for piece in words] == list(outside.words)
    assert all(piece.count is None for piece in words)
    assert last == Piece(count=WHOLE)
    assert {one.key for one in outside.asked if "stream" not in one.path.split("/")} == {KEY}


@SIX
def test_the_stand_in_can_tell_when_it_sent_what(provider: Provider, outside: Outside) -> None:
    """For those who measure: each token is the time at which it was sent."""
    outside.delay, outside.stamped = 0.01, True
    begun = time.time()
    pieces = run(stream(door(outside, provider), provider))
    times = [float(piece.text) for piece in pieces[:-1]]
    assert times == sorted(times)
    assert len(times) == len(outside.sent) == 9
    assert begun < times[0] < times[-1] < time.time()


@SIX
def test_a_whole_answer(provider: Provider, outside: Outside) -> None:
    assert run(chat(door(outside, provider), provider)) == Reply(outside.text(), WHOLE)


@SIX
def test_an_answer_that_reached_its_length_says_so(provider: Provider, outside: Outside) -> None:
    pieces = run(stream(door(outside, provider), provider, most=3))
    assert "".join(piece.text for piece in pieces) == "".join(outside.words[:3])
    assert pieces[-1] == Piece(count=Count(12, 3), cut=True)


@SIX
def test_a_conversation_keeps_who_said_what(provider: Provider, outside: Outside) -> None:
    turns = [*QUESTION, Message("assistant", "Baik."), Message("user", "Dan kucingmu?")]
    run(ADAPTERS[provider].chat(door(outside, provider), MODELS[provider], turns, 50))
    said = str(next(one.body for one in outside.asked if one.method == "POST"))
    places = [said.index(turn.text) for turn in turns[1:]]
    assert places == sorted(places)
    assert "Jawab singkat." in said


@SIX
def test_models(provider: Provider, outside: Outside) -> None:
    """All pages; of Google what can be used here; of Hugging Face not without a token the Hub knows."""
    found = run(models(door(outside, provider), provider))
    assert MODELS[provider] in found
    assert len(found) == {"ANTHROPIC": 3, "GOOGLE": 3, "OPENAI": 3}.get(provider, 2)
    assert {one.method for one in outside.asked} == {"GET"}, "checking a key costs nothing (C07)"


@pytest.mark.parametrize("provider", EMBEDDING)
def test_embeddings_keep_their_order(provider: Provider, outside: Outside) -> None:
    found, count = run(
        ADAPTERS[provider].embed(door(outside, provider), MODELS[provider], ["a", "bb", "ccc"])
    )
    assert found == [[1.0, 0.5, -1.0], [2.0, 0.5, -1.0], [3.0, 0.5, -1.0]]
    told = provider in (Provider.OPENAI, Provider.CUSTOM)
    assert count == Count(9 if told else None, None)


@pytest.mark.parametrize("provider", sorted(set(Provider) - set(EMBEDDING)))
def test_who_offers_no_embeddings_is_not_asked(provider: Provider, outside: Outside) -> None:
    error = run(trouble(ADAPTERS[provider].embed(door(outside, provider), "x", ["a"])))
    assert error is not None
    assert (error.code, outside.asked) == ("BAD_REQUEST", [])


@SIX
@pytest.mark.parametrize("way", ["closed", "cancelled"])
def test_who_has_heard_enough_ends_the_connection_at_once(
    provider: Provider, way: str, outside: Outside
) -> None:
    outside.delay = 0.1

    async def leave() -> float:
        async def listen() -> None:
            pieces = ADAPTERS[provider].stream(door(outside, provider), MODELS[provider], QUESTION, 99)
            async with aclosing(pieces):
                async for _piece in pieces:
                    if way == "closed":
                        break

        task = asyncio.create_task(listen())
        if way == "cancelled":
            while not outside.sent:
                await asyncio.sleep(0.01)
            task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        ended = time.monotonic()
        while not outside.left and time.monotonic() - ended < 2:
            await asyncio.sleep(0.01)
        return outside.left[0] - ended

    assert run(leave()) < 0.2
    assert len(outside.sent) <= 2
    if provider == Provider.REPLICATE:
        assert outside.paths()[-1].endswith("/cancel"), "it would go on and cost money"


@pytest.mark.parametrize("key", ["kunci é", "a\nb", "x\r\nHost: evil"])
def test_a_key_that_cannot_be_sent_is_refused_here(key: str, outside: Outside) -> None:
    for provider in Provider:
        error = run(trouble(models(door(outside, provider, key), provider)))
        assert error is not None
        assert error.code == "KEY_REFUSED"
    assert outside.asked == []


@pytest.mark.parametrize("name", ["../x", "x/../../y", "x:y?z", "a/b/c", "", "é", "x#y", "a%2fb"])
@pytest.mark.parametrize("provider", [Provider.GOOGLE, Provider.REPLICATE, Provider.HUGGINGFACE])
def test_a_name_that_could_lead_elsewhere_is_no_model(
    provider: Provider, name: str, outside: Outside
) -> None:
    there, adapter = door(outside, provider), ADAPTERS[provider]
    chats = provider != Provider.HUGGINGFACE  # there it is only part of an address for embeddings
    asked = adapter.chat(there, name, QUESTION, 9) if chats else adapter.embed(there, name, ["x"])
    error = run(trouble(asked))
    assert error is not None
    assert (error.code, outside.asked) == ("MODEL_UNKNOWN", [])


def test_private_addresses_are_refused_unless_the_door_says_so(outside: Outside) -> None:
    async def closed(there: object, provider: Provider) -> object:
        return await models(type(door(outside, provider))(outside.address(provider), KEY), provider)

    assert set(run(codes(outside, closed)).values()) == {("ADDRESS", False)}
    assert outside.asked == []


def test_an_error_has_a_code_of_ours() -> None:
    with pytest.raises(ValueError, match="NONSENSE"):
        ProviderError("NONSENSE")
