"""Answers that are read while they arrive, and JSON on the way out."""

from __future__ import annotations

import asyncio
import gzip
import json
import threading
import time
import zlib
from contextlib import suppress
from typing import Any

import pytest

from kreatr.kernel import outbound
from kreatr.kernel.outbound import OutboundError, Policy, run
from tests.kernel.stranger import Call, Stranger, http

HERE = Policy(private=True, connect=2, read=2, total=4)
OK = b"HTTP/1.1 200 OK\r\n"
SECRET = "sk-" + "DoNotShowThis"
QUESTION = {"text": f"halo é {SECRET}", "none": None}


def chunk(data: bytes) -> bytes:
    """A part of a chunked body."""
    return f"{len(data):x}\r\n".encode() + data + b"\r\n"


async def read(url: str, policy: Policy = HERE, pause: float = 0, **rest: Any) -> list[bytes]:
    """The parts of an answer, with a pause after each."""
    parts = []
    async with outbound.stream("GET", url, policy=policy, **rest) as answer:
        async for part in answer:
            parts.append(part)
            await asyncio.sleep(pause)
    return parts


def refusal(url: str, policy: Policy = HERE, **rest: Any) -> str:
    """The code of why there is no whole answer."""
    with pytest.raises(OutboundError) as error:
        run(read(url, policy, **rest))
    assert (error.value.__context__, error.value.__cause__) == (None, None)
    assert SECRET not in str(error.value)
    return error.value.code


@pytest.mark.parametrize("packed", [False, True])
def test_parts_are_there_before_the_next_is_sent(packed: bool) -> None:
    seen = threading.Event()
    packing = zlib.compressobj(wbits=31)

    def pack(data: bytes) -> bytes:
        return packing.compress(data) + packing.flush(zlib.Z_SYNC_FLUSH) if packed else data

    def talk(call: Call) -> None:
        coding = b"Content-Encoding: gzip\r\n" if packed else b""
        call.say(
            OK + coding + b"Transfer-Encoding: chunked\r\nX-Kind: stream\r\n\r\n" + chunk(pack(b"first"))
        )
        assert seen.wait(2), "the second part waits for the first to be read"
        call.say(chunk(pack(b"second")) + (chunk(packing.flush()) if packed else b"") + b"0\r\n\r\n")

    async def listen() -> list[bytes]:
        parts = []
        async with outbound.stream("GET", server.url + "/x?y=1", policy=HERE) as answer:
            assert (answer.status, answer.headers["x-kind"], answer.url) == (
                200,
                "stream",
                server.url + "/x?y=1",
            )
            async for part in answer:
                parts.append(part)
                seen.set()
        return parts

    with Stranger(talk) as server:
        assert run(listen()) == [b"first", b"second"]


@pytest.mark.parametrize("way", ["left", "cancelled"])
def test_who_leaves_ends_the_connection_at_once(way: str) -> None:
    gone = threading.Event()

    def talk(call: Call) -> None:
        call.say(OK + b"Transfer-Encoding: chunked\r\n\r\n" + chunk(b"first"))
        with suppress(OSError):
            call.line.recv(1)  # returns when the other side has closed
        gone.set()

    async def leave() -> float:
        async def listen() -> None:
            async with outbound.stream("GET", server.url, policy=HERE) as answer:
                async for _part in answer:
                    if way == "left":
                        break

        task = asyncio.create_task(listen())
        if way == "cancelled":
            await asyncio.sleep(0.2)
            task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        begun = time.monotonic()
        assert await asyncio.to_thread(gone.wait, 2)
        return time.monotonic() - begun

    with Stranger(talk) as server:
        assert run(leave()) < 0.5


def silent(call: Call) -> None:
    call.say(OK + b"\r\nab")
    call.wait()


def dribbling(call: Call) -> None:
    call.say(OK + b"\r\n")
    call.dribble(b"y" * 10_000, 0.02)


@pytest.mark.parametrize(
    ("talk", "policy", "code"),
    [
        pytest.param(silent, Policy(private=True, read=0.2, total=5), "timeout", id="silence"),
        pytest.param(dribbling, Policy(private=True, read=9, total=0.4), "timeout", id="too long"),
        pytest.param(http(body=bytes(2000)), Policy(private=True, most=1999), "large", id="large"),
        pytest.param(
            http(body=gzip.compress(bytes(10_000_000)), Content_Encoding="gzip"), HERE, "large", id="bomb"
        ),
        pytest.param(OK + b"Content-Length: 9\r\n\r\nab", HERE, "garbage", id="cut"),
        pytest.param(http(body=b"x", Content_Encoding="br"), HERE, "garbage", id="unknown coding"),
    ],
)
def test_what_comes_is_limited(talk: Any, policy: Policy, code: str) -> None:
    with Stranger(talk) as server:
        begun = time.monotonic()
        assert refusal(server.url, policy, headers={"Authorization": SECRET}) == code
        assert time.monotonic() - begun < 1


def test_a_slow_reader_does_not_prolong_it() -> None:
    """No deadline cancels what the reader does in between; the next look is refused."""

    def talk(call: Call) -> None:
        call.say(OK + b"\r\nfirst")
        call.wait(0.6)
        call.say(b"second")

    with Stranger(talk) as server:
        assert refusal(server.url, Policy(private=True, read=2, total=0.3), pause=0.5) == "timeout"


def test_the_body_of_a_refusal_can_be_had_whole() -> None:
    async def whole() -> tuple[int, bytes]:
        async with outbound.stream("POST", server.url, json=QUESTION, policy=HERE) as answer:
            return answer.status, await answer.whole()

    with Stranger(http("429 Too Many", b'{"error": 1}')) as server:
        assert run(whole()) == (429, b'{"error": 1}')


def test_private_addresses_are_refused_before_anything_is_sent() -> None:
    with Stranger(http()) as server:
        for url in (server.url, "https://169.254.169.254/", "https://10.0.0.1/", "https://127.1/"):
            assert refusal(url, Policy()) == "refused"
    assert server.calls == 0


# --- JSON


def body(request: bytes) -> Any:
    """The JSON of a request."""
    head, _, content = request.partition(b"\r\n\r\n")
    assert b"content-type: application/json" in head.lower()
    return json.loads(content)


def test_json_is_sent_and_repeated_where_a_redirect_says_so() -> None:
    def talk(call: Call) -> None:
        first = call.server.calls == 1
        call.say(http("307 There", Location="/there") if first else http(body=b"arrived"))

    policy = Policy(private=True, redirects=1)
    with Stranger(talk) as server:
        answer = run(outbound.send("POST", server.url, json=QUESTION, policy=policy))
    assert answer.body == b"arrived"
    assert [body(request) for request in server.requests] == [QUESTION, QUESTION]


@pytest.mark.parametrize("status", ["303 See Other", "302 Found"])
def test_json_is_not_sent_on_where_a_redirect_asks_for_something_else(status: str) -> None:
    def talk(call: Call) -> None:
        call.say(http(status, Location="/there") if call.server.calls == 1 else http())

    with Stranger(talk) as server:
        run(outbound.send("POST", server.url, json=QUESTION, policy=Policy(private=True, redirects=1)))
    assert server.requests[1].startswith(b"GET /there")
    assert SECRET.encode() not in server.requests[1]


@pytest.mark.parametrize("status", ["307 There", "308 There"])
def test_a_stranger_gets_no_json(status: str) -> None:
    policy = Policy(private=True, redirects=1)
    with (
        Stranger(http()) as other,
        Stranger(http(status, Location=other.url)) as server,
        pytest.raises(OutboundError) as error,
    ):
        run(outbound.send("POST", server.url, json=QUESTION, policy=policy))
    assert (error.value.code, other.calls) == ("refused", 0)


def test_text_that_is_none_is_refused_without_a_word_of_it() -> None:
    with Stranger(http()) as server, pytest.raises(OutboundError) as error:
        run(outbound.send("POST", server.url, json={"a": f"{SECRET}\ud800"}, policy=HERE))
    assert (str(error.value), error.value.__context__) == ("refused (127.0.0.1)", None)
