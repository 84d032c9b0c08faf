"""Whatever a provider does wrong has one code, the same for all six; no word of key, address or answer is ever in it."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest

from kreatr.ai.adapters.protocol import Door
from kreatr.ai.models import Provider
from kreatr.kernel.outbound import run
from tests.ai.asking import KEY, chat, codes, door, hasty, models, stream, trouble
from tests.ai.outside import Outside

__all__ = ["hasty"]
REFUSED = {
    "denied": "KEY_REFUSED",
    "expired": "KEY_EXPIRED",
    "forbidden": "FORBIDDEN",
    "limited": "RATE_LIMITED",
    "poor": "NO_MONEY",
    "broken": "UNAVAILABLE",
    "overloaded": "UNAVAILABLE",
    "blocked": "BLOCKED",
    "long": "TOO_LONG",
    "unknown": "MODEL_UNKNOWN",
    "bad": "BAD_REQUEST",
    "redirect": "ADDRESS",
}
BROKEN = {
    "html": "GARBAGE",
    "garbage": "GARBAGE",
    "huge": "GARBAGE",
    "hang": "TIMEOUT",
    "drip": "TIMEOUT",
    "stall": "TIMEOUT",
    "cut": "CUT",
    "ended": "CUT",
    "trouble": "UNAVAILABLE",
}


@pytest.mark.parametrize("mode", REFUSED)
@pytest.mark.parametrize("asked", [stream, chat], ids=["stream", "chat"])
def test_a_refusal_says_why_and_cost_nothing(mode: str, asked: Any, outside: Outside) -> None:
    outside.behave(mode)
    found = run(codes(outside, asked))
    if mode == "blocked":  # Google answers such a question, and counts it
        assert found.pop(Provider.GOOGLE) == ("BLOCKED", True)
    assert set(found.values()) == {(REFUSED[mode], False)}


def answering(outside: Outside, mode: str) -> None:
    """Has answers go wrong from now on; at Replicate, where they are streams of their own, only these."""
    outside.behave(mode)
    outside.tame = ("replicate/v1/models", "replicate/v1/account")


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("mode", BROKEN)
def test_a_stream_that_goes_wrong_says_how_and_may_cost(
    mode: str, outside: Outside, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    answering(outside, mode)
    found = run(codes(outside, stream))
    if (
        mode == "garbage"
    ):  # words of a stream that it does not know are left out there, until it ends too early
        assert found.pop(Provider.REPLICATE) == ("CUT", True)
    assert set(found.values()) == {(BROKEN[mode], True)}
    assert KEY not in caplog.text + json.dumps([vars(one) for one in caplog.records], default=str)


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("mode", sorted(set(BROKEN) - {"ended", "trouble", "stall"}))
def test_a_whole_answer_that_goes_wrong(mode: str, outside: Outside) -> None:
    answering(outside, mode)
    found = run(codes(outside, chat))
    if mode == "garbage":
        assert found.pop(Provider.REPLICATE) == ("CUT", True)
    assert set(found.values()) == {(BROKEN[mode], True)}


CHECKED = ("denied", "expired", "forbidden", "limited", "broken", "overloaded", "redirect", "html", "garbage", "huge", "hang", "cut")  # fmt: skip


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("mode", CHECKED)
def test_checking_a_key_tells_a_bad_key_from_a_bad_day(mode: str, outside: Outside) -> None:
    """Only 401 and what stands for it speak of the key; 429, 5xx, silence and nonsense never do (O3, C06)."""
    outside.behave(mode)
    assert set(run(codes(outside, models)).values()) == {({**REFUSED, **BROKEN}[mode], False)}


def test_a_token_the_hub_does_not_know_is_refused_although_the_list_is_public(outside: Outside) -> None:
    error = run(trouble(models(door(outside, Provider.HUGGINGFACE, outside.wrong), Provider.HUGGINGFACE)))
    assert error is not None
    assert error.code == "KEY_REFUSED"


@pytest.mark.parametrize("provider", list(Provider))
def test_when_to_come_back_is_told(provider: Provider, outside: Outside) -> None:
    outside.behave("limited")
    error = run(trouble(stream(door(outside, provider), provider)))
    assert error is not None
    assert error.retry_after == 7


@pytest.mark.parametrize("provider", list(Provider))
def test_nobody_is_asked_twice_after_a_refusal(provider: Provider, outside: Outside) -> None:
    for mode in ("limited", "broken", "denied", "long"):
        outside.reset()
        outside.behave(mode)
        run(trouble(chat(door(outside, provider), provider)))
        assert len(outside.asked) == 1


@pytest.mark.parametrize(
    ("reason", "provider"),
    [("content_filter", Provider.OPENAI), ("refusal", Provider.ANTHROPIC), ("SAFETY", Provider.GOOGLE)],
)
def test_an_answer_that_the_provider_stops_is_blocked(
    reason: str, provider: Provider, outside: Outside
) -> None:
    outside.ends = reason
    for asked in (stream, chat):
        error = run(trouble(asked(door(outside, provider), provider)))
        assert error is not None
        assert (error.code, error.billed) == ("BLOCKED", True)


@pytest.mark.usefixtures("hasty")
def test_nobody_there_is_no_word_about_the_key() -> None:
    async def nobody(provider: Provider) -> str:
        error = await trouble(models(Door("http://127.0.0.1:9", KEY, private=True), provider))
        assert error is not None
        return error.code

    assert {run(nobody(provider)) for provider in Provider} == {"UNAVAILABLE"}
