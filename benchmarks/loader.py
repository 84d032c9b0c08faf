"""What asks: wrk where it is installed, else and for forms a loader of our own over kept-alive sockets.

Our own costs about as much processor time per answer as a bare hello does, so without wrk the ratios of fast answers
by answers per second look better than they are; by processor time of the server alone they are right with either.
"""

from __future__ import annotations

import itertools
import re
import selectors
import shutil
import socket
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

CONNECTIONS = 16
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
IN_TURN = Path(__file__).with_name("in_turn.lua")
BROWSER = {
    "Accept-Encoding": "br",
    "Accept": "text/html",
    "User-Agent": "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/139.0 Mobile Safari/537.36",
}


@dataclass(frozen=True)
class Load:
    """How many answers came in how many seconds, and how many of them were not of the wanted status."""

    answers: int
    seconds: float
    wrong: int

    @property
    def rate(self) -> float:
        return self.answers / self.seconds


def tool() -> str:
    """What loads pages here, for the table's note."""
    return "wrk" if shutil.which("wrk") else "the loader of benchmarks/loader.py"


def get(port: int, paths: list[str], status: int, seconds: float, headers: dict[str, str]) -> Load:
    """GETs of these addresses in turn for `seconds`, from all connections at once."""
    headers = BROWSER | headers
    if shutil.which("wrk"):
        return _wrk(port, paths, seconds, headers)
    shared = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    requests = [f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{shared}\r\n".encode() for path in paths]
    turns = itertools.cycle(requests)
    return run(port, lambda: next(turns), status, seconds)


def _wrk(port: int, paths: list[str], seconds: float, headers: dict[str, str]) -> Load:
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s"]
    command += [word for name, value in headers.items() for word in ("-H", f"{name}: {value}")]
    address = f"http://127.0.0.1:{port}"
    command += [address + paths[0]] if len(paths) == 1 else ["-s", str(IN_TURN), address, "--", *paths]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    answers, within = re.search(r"(\d+) requests in ([\d.]+)s", told).groups()  # type: ignore[union-attr]
    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", told)
    return Load(int(answers), float(within), int(wrong[1]) if wrong else 0)


def run(port: int, make: Callable[[], bytes], status: int, seconds: float) -> Load:
    """Requests made by `make`, one after the other on every connection, for `seconds`."""
    wanted = str(status).encode()
    waiting = selectors.DefaultSelector()
    for _number in range(CONNECTIONS):
        line = socket.create_connection(("127.0.0.1", port), timeout=30)
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        waiting.register(line, selectors.EVENT_READ)
        line.sendall(make())
    started = time.perf_counter()
    answers = wrong = 0
    while (now := time.perf_counter()) - started < seconds:
        for key, _mask in waiting.select(1.0):
            line = key.fileobj  # type: ignore[assignment]
            answer = _read(line)
            answers += 1
            wrong += answer[9:12] != wanted
            line.sendall(make())
    for key in list(waiting.get_map().values()):
        key.fileobj.close()  # type: ignore[union-attr]
    return Load(answers, now - started, wrong)


def _read(line: socket.socket) -> bytes:
    got = line.recv(262144)
    while (end := got.find(b"\r\n\r\n")) < 0:
        got += _more(line)
    length = LENGTH.search(got, 0, end + 2)
    missing = end + 4 + int(length[1]) - len(got) if length and got[9:12] != b"304" else 0
    while missing > 0:
        part = _more(line)
        missing -= len(part)
    return got


def _more(line: socket.socket) -> bytes:
    part = line.recv(262144)
    if not part:
        raise ConnectionError("the server hung up in the middle of an answer")
    return part
