"""The outside sends too much: the door stops at its cap, packed or not, and memory stays flat."""

from __future__ import annotations

import gzip
import tracemalloc
from typing import Any

import pytest

from kreatr.kernel.outbound import Policy, run, send
from tests.kernel.stranger import Call, Stranger, http
from tests.kernel.test_outbound_faults import OK, refusal


def flood(head: bytes, part: bytes, times: int) -> Any:
    def talk(call: Call) -> None:
        call.say(OK + head + b"\r\n")
        for _ in range(times):
            call.say(part)

    return talk


PACKED = gzip.compress(bytes(300_000_000), 6)  # 0.3 MB
FLOODS = {
    "announced": flood(b"Content-Length: 10000000\r\n", bytes(100_000), 100),
    "unannounced": flood(b"", bytes(100_000), 100),
    "in chunks": flood(b"Transfer-Encoding: chunked\r\n", b"186a0\r\n" + bytes(100_000) + b"\r\n", 100),
    "announced as less": flood(
        b"Content-Encoding: gzip\r\nContent-Length: 10000000\r\n", bytes(100_000), 100
    ),
    "packed with an endless name": flood(
        b"Content-Encoding: gzip\r\n", b"\x1f\x8b\x08\x08" + b"n" * 100_000, 100
    ),
    "bomb": flood(b"Content-Encoding: gzip\r\n", PACKED, 1),
    "bomb in chunks": flood(
        b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n",
        f"{len(PACKED):x}\r\n".encode() + PACKED + b"\r\n0\r\n\r\n",
        1,
    ),
}


@pytest.mark.parametrize("name", FLOODS)
def test_a_flood_stops_at_the_cap_and_memory_stays_flat(name: str) -> None:
    with Stranger(FLOODS[name]) as server:
        tracemalloc.start()
        try:
            code = refusal(server.url, Policy(private=True))
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert code == ("garbage" if name == "announced as less" else "large")
    assert peak < 6_000_000


@pytest.mark.parametrize("packed", [False, True])
def test_the_cap_is_exact(packed: bool) -> None:
    for size, fits in ((50_000, True), (50_001, False)):
        body = bytes(size)
        answer = http(body=gzip.compress(body), Content_Encoding="gzip") if packed else http(body=body)
        with Stranger(answer) as server:
            policy = Policy(private=True, most=50_000)
            if fits:
                assert run(send("GET", server.url, policy=policy)).body == body
            else:
                assert refusal(server.url, policy) == "large"


@pytest.mark.parametrize("head", [b"X: " + b"y" * 5_000_000, b"X: y\r\n" * 1_000_000, b"y" * 5_000_000])
def test_headers_are_limited(head: bytes) -> None:
    with Stranger(OK + head) as server:
        tracemalloc.start()
        try:
            code = refusal(server.url, Policy(private=True))
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert code == "garbage"
    assert peak < 6_000_000
