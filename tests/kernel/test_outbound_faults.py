"""What the outside does wrong: it hangs, dribbles and talks nonsense. The door says so in time."""

from __future__ import annotations

import gzip
import random
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from kreatr.kernel import lookup
from kreatr.kernel.outbound import OutboundError, Policy, run, send
from tests.conformance.source import ROOT
from tests.kernel.stranger import Call, Stranger, http

SHORT = Policy(private=True, connect=0.3, read=0.3, total=5)
PATIENT = Policy(private=True, connect=9, read=9, total=9)
HARD = Policy(private=True, connect=9, read=9, total=0.5)
OK = b"HTTP/1.1 200 OK\r\n"


def refusal(url: str, policy: Policy) -> str:
    """The code of why there is no answer."""
    with pytest.raises(OutboundError) as error:
        run(send("GET", url, policy=policy))
    assert (error.value.__context__, error.value.__cause__) == (None, None)
    return error.value.code


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """What is done takes no longer."""
    begun = time.monotonic()
    yield
    assert time.monotonic() - begun < seconds


# --- time


def silent(call: Call) -> None:
    call.wait()


def half(call: Call) -> None:
    call.say(OK + b"Content-Length: 5\r\n\r\nab")
    call.wait()


def slow_head(call: Call) -> None:
    call.dribble(OK + b"X: " + b"y" * 10_000)


def slow_body(call: Call) -> None:
    call.say(OK + b"\r\n")
    call.dribble(b"y" * 10_000)


def slow_chunks(call: Call) -> None:
    call.say(OK + b"Transfer-Encoding: chunked\r\n\r\n")
    call.dribble(b"1\r\nx\r\n" * 10_000, 0.02)


def slow_gzip(call: Call) -> None:
    call.say(OK + b"Content-Encoding: gzip\r\n\r\n")
    call.dribble(gzip.compress(bytes(10_000_000)))


def endless_prelude(call: Call) -> None:
    while not call.wait(0.001):
        call.say(b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n")


@pytest.mark.parametrize("talk", [silent, half])
def test_silence_ends_after_the_read_timeout(talk: Any) -> None:
    with Stranger(talk) as server, within(1.5):
        assert refusal(server.url, SHORT) == "timeout"
    assert server.calls == 1


@pytest.mark.parametrize(
    "talk", [silent, half, slow_head, slow_body, slow_chunks, slow_gzip, endless_prelude]
)
def test_one_deadline_covers_everything(talk: Any) -> None:
    """Each byte comes in time; all of them would not."""
    with Stranger(talk) as server, within(1.5):
        assert refusal(server.url, HARD) == "timeout"


def test_the_deadline_covers_all_redirects() -> None:
    def talk(call: Call) -> None:
        call.wait(0.2)
        call.say(http("302 Found", Location="/"))

    with Stranger(talk) as server, within(1.5):
        policy = Policy(private=True, connect=9, read=9, total=0.5, redirects=100)
        assert refusal(server.url, policy) == "timeout"
    assert server.calls < 5


def test_a_handshake_that_hangs_is_a_timeout() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener, within(1.5):
        assert refusal(f"https://127.0.0.1:{listener.getsockname()[1]}/", SHORT) == "timeout"


def test_a_connection_that_nobody_takes_is_a_timeout() -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener, socket.socket() as first:
        first.connect(listener.getsockname())  # fills the queue: the system drops whoever comes next
        with within(1.5):
            assert refusal(f"http://127.0.0.1:{listener.getsockname()[1]}/", SHORT) == "timeout"


def test_a_closed_port_is_unreachable() -> None:
    with Stranger(b"") as server:
        pass
    with within(1):
        assert refusal(server.url, SHORT) == "unreachable"


def test_a_line_that_breaks_is_no_answer() -> None:
    def reset(call: Call) -> None:
        call.say(OK + b"Content-Length: 100\r\n\r\nab")
        call.line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")

    with Stranger(reset) as server:
        assert refusal(server.url, SHORT) in ("unreachable", "garbage")


# --- names


def lookups_now() -> int:
    return sum(thread.name == "lookup" for thread in threading.enumerate())


@contextmanager
def hanging_resolver(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The system's lookup hangs until the end of the test."""
    over, running = threading.Event(), lookups_now()

    def hang(*_: Any, **__: Any) -> list[Any]:
        over.wait(30)
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", hang)
    yield
    over.set()
    ends = time.monotonic() + 5
    while lookups_now() > running and time.monotonic() < ends:
        time.sleep(0.01)


def test_a_resolver_that_hangs_blocks_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    with hanging_resolver(monkeypatch), within(10):
        assert refusal("https://kreatr.example/", SHORT) == "dns"
        assert refusal("https://kreatr.example/", HARD) == "timeout"
        with Stranger(http(body=b"x")) as server:
            assert run(send("GET", server.url, policy=PATIENT)).body == b"x"


def test_lookups_that_hang_do_not_pile_up(monkeypatch: pytest.MonkeyPatch) -> None:
    policy = Policy(connect=0.02)
    with hanging_resolver(monkeypatch):
        before = lookups_now()
        for _ in range(30):
            assert refusal("https://kreatr.example/", policy) == "dns"
        assert lookups_now() - before == 16
    for _ in range(16):  # all are free again
        assert lookup._lookups.acquire(blocking=False)
    for _ in range(16):
        lookup._lookups.release()


def test_a_process_ends_although_a_lookup_hangs() -> None:
    program = (
        "import socket, time; socket.getaddrinfo = lambda *a, **k: time.sleep(60)\n"
        "from kreatr.kernel.outbound import *\n"
        "try: run(send('GET', 'https://kreatr.example/', policy=Policy(connect=0.1)))\n"
        "except OutboundError as error: print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=50
    )
    assert (done.stdout, done.returncode) == ("dns (kreatr.example)\n", 0)


@pytest.mark.parametrize("answer", [socket.gaierror(-2, "x"), UnicodeError("x"), []])
def test_no_such_name(answer: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def look_up(*_: Any, **__: Any) -> list[Any]:
        if isinstance(answer, Exception):
            raise answer
        return list(answer)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    assert refusal("https://kreatr.example/", SHORT) == "dns"


# --- nonsense

GARBAGE = {
    "nothing": b"",
    "words": b"hello\r\n\r\n",
    "another protocol": b"SSH-2.0-OpenSSH_9.6\r\n",
    "binary": bytes(range(256)) * 10,
    "no status": b"HTTP/1.1 abc OK\r\n\r\n",
    "cut in the head": OK + b"Content-Le",
    "cut in the body": OK + b"Content-Length: 10\r\n\r\nabc",
    "cut in a chunk": OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nab",
    "bad chunk": OK + b"Transfer-Encoding: chunked\r\n\r\nxyz\r\nab\r\n",
    "negative length": OK + b"Content-Length: -1\r\n\r\n",
    "two lengths": OK + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
    "long length": OK + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\nab",
    "unknown coding": http(body=b"x", Content_Encoding="br"),
    "coded twice": http(body=gzip.compress(gzip.compress(b"x")), Content_Encoding="gzip, gzip"),
    "not gzip": http(body=b"plain", Content_Encoding="gzip"),
    "half gzip": http(body=gzip.compress(b"x" * 1000)[:-9], Content_Encoding="gzip"),
    "wrong checksum": http(body=gzip.compress(b"x")[:-8] + bytes(8), Content_Encoding="gzip"),
    "more than gzip": http(body=gzip.compress(b"x") + b"tail", Content_Encoding="gzip"),
    "header without a name": OK + b": y\r\n\r\n",
    "NUL in a header": OK + b"X: \0\r\n\r\n",
}


@pytest.mark.parametrize("name", GARBAGE)
def test_garbage_is_called_so(name: str) -> None:
    with Stranger(GARBAGE[name]) as server:
        assert refusal(server.url, SHORT) == "garbage"
    assert server.calls == 1


def test_another_protocol_is_not_switched_to() -> None:
    with Stranger(b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\nraw") as server, within(3):
        assert refusal(server.url, SHORT) in ("garbage", "timeout", "unreachable")


def test_nonsense_never_raises_anything_else() -> None:
    """Answers with a few bytes changed: an answer or an OutboundError, in time."""
    dice = random.Random(7)
    model = http(body=gzip.compress(b'{"a": 1}' * 20), Content_Encoding="gzip", ETag='"x"', Location="/a")
    answers = []
    for _ in range(150):
        broken = bytearray(model)
        for _ in range(dice.randrange(1, 6)):
            broken[dice.randrange(len(broken))] = dice.randrange(256)
        answers.append(bytes(broken[: dice.choice((len(broken), dice.randrange(len(broken))))]))

    def talk(call: Call) -> None:
        call.say(answers[call.server.calls - 1])

    codes = set()
    with Stranger(talk) as server, within(30):
        for _ in answers:
            try:
                codes.add(str(run(send("GET", server.url, policy=SHORT)).status))
            except OutboundError as error:
                codes.add(error.code)
    assert "garbage" in codes
    assert "200" in codes
