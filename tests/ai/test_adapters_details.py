"""What is particular to one provider."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine

from kreatr.ai.adapters import ADAPTERS, refusals
from kreatr.ai.adapters.protocol import Count, Door, Piece
from kreatr.ai.models import Provider
from kreatr.kernel.outbound import run
from tests.ai.asking import KEY, MODELS, chat, door, hasty, models, stream, trouble
from tests.ai.outside import Outside

__all__ = ["hasty"]


def code(asked: Any) -> str | None:
    """The code of what went wrong, if anything did."""
    error = run(trouble(asked))
    return error.code if error else None


# --- OpenAI's protocol, and who differs from it


def test_openai_is_told_the_length_in_its_newer_word_and_counts(outside: Outside) -> None:
    run(stream(door(outside, Provider.OPENAI), Provider.OPENAI, most=77))
    body = outside.asked[0].body
    assert body["max_completion_tokens"] == 77
    assert "max_tokens" not in body
    assert body["stream_options"] == {"include_usage": True}


@pytest.mark.parametrize(
    ("refuses", "asked", "count"),
    [
        ((), 1, Count(12, 9)),
        (("stream_options",), 2, Count()),
        (("max_tokens",), 3, Count(12, 9)),
        (("max_tokens", "stream_options"), 4, Count()),
    ],
)
def test_a_custom_server_is_asked_more_simply_until_it_understands(
    refuses: tuple[str, ...], asked: int, count: Count, outside: Outside
) -> None:
    outside.refuses = refuses
    pieces = run(stream(door(outside, Provider.CUSTOM), Provider.CUSTOM))
    assert "".join(piece.text for piece in pieces) == outside.text()
    assert (pieces[-1], len(outside.asked)) == (Piece(count=count), asked)


def test_a_custom_server_that_does_not_stream_answers_all_the_same(
    outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    shape = outside.shapes["custom"]
    healthy = shape.answer

    def whole(asked: Any) -> Any:
        asked.body.pop("stream", None)
        return healthy(asked)

    monkeypatch.setattr(shape, "answer", whole)
    pieces = run(stream(door(outside, Provider.CUSTOM), Provider.CUSTOM))
    assert pieces == [Piece(outside.text()), Piece(count=Count(12, 9))]


def test_a_custom_server_needs_no_key(outside: Outside) -> None:
    run(stream(door(outside, Provider.CUSTOM, ""), Provider.CUSTOM))
    assert "authorization" not in outside.asked[0].headers


def test_an_address_that_has_no_list_of_models_is_not_that_of_such_a_server(outside: Outside) -> None:
    wrong = Door(f"{outside.url}/custom/elsewhere", KEY, private=True)
    assert code(models(wrong, Provider.CUSTOM)) == "ADDRESS"


# --- Anthropic, Google, Hugging Face


def test_anthropic_gets_the_system_apart_and_its_version(outside: Outside) -> None:
    run(chat(door(outside, Provider.ANTHROPIC), Provider.ANTHROPIC))
    asked = outside.asked[0]
    assert (asked.body["system"], asked.headers["x-api-key"]) == ("Jawab singkat.", KEY)
    assert "authorization" not in asked.headers


def test_googles_key_is_in_no_address(outside: Outside) -> None:
    there = door(outside, Provider.GOOGLE)
    for asked in (stream, chat, models):
        run(asked(there, Provider.GOOGLE))
    assert {one.headers["x-goog-api-key"] for one in outside.asked} == {KEY}
    assert KEY not in str([(one.path, one.query, one.body) for one in outside.asked])


def test_hugging_faces_other_addresses_lie_beside_the_routers(outside: Outside) -> None:
    there = door(outside, Provider.HUGGINGFACE)
    run(ADAPTERS[Provider.HUGGINGFACE].embed(there, MODELS[Provider.HUGGINGFACE], ["a"]))
    run(models(there, Provider.HUGGINGFACE))
    model = MODELS[Provider.HUGGINGFACE]
    assert outside.paths() == [
        f"huggingface/hf-inference/models/{model}/pipeline/feature-extraction",
        "huggingface/api/whoami-v2",
        "huggingface/v1/models",
    ]


# --- Replicate


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("streams", ["", "elsewhere"])
def test_a_prediction_is_asked_about_where_it_cannot_be_streamed_from_home(
    streams: str, outside: Outside
) -> None:
    """An address in an answer that leads elsewhere is never asked; the test's network would tell."""
    outside.streams = streams
    pieces = run(stream(door(outside, Provider.REPLICATE), Provider.REPLICATE))
    assert [piece.text for piece in pieces[:-1]] == list(outside.words)
    assert pieces[-1] == Piece(count=Count(12, 9))


@pytest.mark.usefixtures("hasty")
def test_a_prediction_that_fails_says_so(outside: Outside, monkeypatch: pytest.MonkeyPatch) -> None:
    outside.streams = ""
    shape = outside.shapes["replicate"]
    healthy = shape.answer

    def failing(asked: Any) -> Any:
        reply = healthy(asked)
        if asked.path.startswith("/v1/predictions/"):
            reply.body |= {"status": "failed", "error": f"CUDA out of memory {KEY}"}
        return reply

    monkeypatch.setattr(shape, "answer", failing)
    error = run(trouble(stream(door(outside, Provider.REPLICATE), Provider.REPLICATE)))
    assert error is not None
    assert (error.code, error.billed) == ("UNAVAILABLE", True)


@pytest.mark.parametrize("id_", ["../account", "a/b", "x?y", "", None, "é"])
def test_a_prediction_whose_name_could_lead_elsewhere_is_garbage(
    id_: Any, outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        outside.shapes["replicate"], "_prediction", lambda _id: {"id": id_, "status": "starting"}
    )
    assert code(stream(door(outside, Provider.REPLICATE), Provider.REPLICATE)) == "GARBAGE"
    assert len(outside.asked) == 2


def test_a_broken_stream_of_a_prediction_is_cancelled(outside: Outside) -> None:
    outside.behave("cut", only="/stream")
    assert code(stream(door(outside, Provider.REPLICATE), Provider.REPLICATE)) == "CUT"
    assert outside.paths()[-1].endswith("/cancel")


# --- refusals in words


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("7", 7), ("0.2", 1), ("999999", 86_400), ("-5", None), ("soon", None), ("", None), ("1e9", None),
        ("Wed, 25 Nov 2026 10:01:00 GMT", 60), ("Wed, 25 Nov 2020 10:01:00 GMT", None), ("Wed, 25 Nov 2026", None),
    ],
)  # fmt: skip
def test_retry_after_is_seconds_or_a_date(said: str, seconds: int | None) -> None:
    with time_machine.travel(datetime(2026, 11, 25, 10, 0, tzinfo=UTC), tick=False):
        assert refusals.refusal(429, {"retry-after": said}, b"").retry_after == seconds


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, b'{"error": {"code": "invalid_api_key", "message": "API key expired"}}'),
        (429, b'{"error": {"type": "token_expired", "message": "API key not valid"}}'),
        (400, b'{"error": {"message": "the text says: api key expired, incorrect API key not valid"}}'),
        (400, b"[" * 100_000),
        (400, b"\xff\xfe"),
        (404, b'{"error": {"details": [{"reason": "API_KEY_INVALID"}]}}'),
    ],
)
def test_no_word_but_a_refusals_own_speaks_of_the_key(status: int, body: bytes) -> None:
    assert refusals.refusal(status, {}, body).code not in ("KEY_REFUSED", "KEY_EXPIRED")


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        ({"type": "overloaded_error"}, "UNAVAILABLE"),
        ({"type": "rate_limit_error"}, "RATE_LIMITED"),
        ({"code": 429, "status": "RESOURCE_EXHAUSTED"}, "RATE_LIMITED"),
        ({"code": "401", "message": "x"}, "KEY_REFUSED"),
        ({"code": "insufficient_quota"}, "NO_MONEY"),
        ({"code": "context_length_exceeded", "type": "invalid_request_error"}, "TOO_LONG"),
        ("words only", "UNAVAILABLE"),
        (None, "UNAVAILABLE"),
        ([1], "UNAVAILABLE"),
    ],
)
def test_an_error_in_the_middle_of_a_stream_is_named(error: Any, expected: str) -> None:
    found = refusals.broken_off(error)
    assert (found.code, found.billed) == (expected, True)
