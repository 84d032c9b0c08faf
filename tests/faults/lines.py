"""Connections that stay open, and what comes over them, as it is at the wire."""

from __future__ import annotations

import re
import socket
from typing import NamedTuple

PATIENCE = 120.0  # seconds; a busy machine is slow, not broken
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/139.0 Mobile Safari/537.36"
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.I)


class Answer(NamedTuple):
    """One answer: header names are lower case."""

    status: int
    headers: dict[str, str]
    text: str


class HungUp(Exception):
    """The connection ended before the answer."""


class Line:
    """One visitor's connection: `ask` sends, `answer` reads, `get` does both."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket = self._connected()

    def _connected(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)

    def ask(self, path: str, *more: str, method: str = "GET", host: str | None = None) -> None:
        """Sends a request with these lines of header besides."""
        lines = (f"{method} {path} HTTP/1.1", f"Host: {host or f'127.0.0.1:{self.port}'}", *more)
        browser = (
            "" if any(line.lower().startswith("user-agent:") for line in more) else f"User-Agent: {PHONE}\r\n"
        )
        self.socket.sendall(("\r\n".join(lines) + f"\r\n{browser}\r\n").encode())

    def answer(self, *, head: bool = False) -> Answer:
        """The next answer; `head` when it answers a HEAD and has no body."""
        got = b""
        while (end := got.find(b"\r\n\r\n")) < 0:
            got += self._more()
        status, length = int(got[9:12]), LENGTH.search(got, 0, end + 2)
        size = int(length[1]) if length and status != 304 and not head else 0
        while len(got) < end + 4 + size:
            got += self._more()
        fields = (line.partition(b":") for line in got[:end].split(b"\r\n")[1:])
        named = {name.decode().lower(): value.strip().decode() for name, _, value in fields}
        return Answer(status, named, got[end + 4 :].decode())

    def get(self, path: str, *more: str) -> Answer:
        """Asks and waits; over a new connection, where the house has ended one that was quiet for too long."""
        try:
            self.ask(path, *more)
            return self.answer()
        except (ConnectionError, HungUp):
            self.close()
            self.socket = self._connected()
            self.ask(path, *more)
            return self.answer()

    def close(self) -> None:
        """Hangs up."""
        self.socket.close()

    def _more(self) -> bytes:
        part = self.socket.recv(65536)
        if not part:
            raise HungUp
        return part
