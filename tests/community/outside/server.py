"""What the four stand-ins have in common: modes, recorded requests, validators, the ways in which a server misbehaves."""

from __future__ import annotations

import hashlib
import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

TEN_MEGABYTES = 10_000_000
GARBAGE = (
    b"<html>maintenance</html>",
    b"",
    b"{",
    b"[]",
    b"null",
    b"[" * 100_000,
    b'"\\ud800"',
    b"\xff\xfe\x00",
)


@dataclass(frozen=True)
class Asked:
    """One request as it arrived."""

    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: str


@dataclass
class Reply:
    """One answer; `body` is written as JSON unless it is bytes."""

    body: Any
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


class Platform:
    """A platform. `mode` says how it behaves:

    ok · limited: 429 with the platform's headers · broken: 500 · hang: never answers · garbage: the next of `GARBAGE` · large:
    10 MB of text · denied: 401 · unknown: 404 · unasked: 304 to everybody · slow: each answer takes nine seconds. `only` limits a bad mode to paths that contain it.
    """

    def __init__(self) -> None:
        self.mode, self.only, self.garbage = "ok", "", GARBAGE[0]
        self.asked: list[Asked] = []
        self.answered: list[int] = []
        self.released = threading.Event()
        self.reset()
        self.server = Server(self)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def reset(self) -> None:
        """The community as it is at the beginning."""

    def answer(self, asked: Asked) -> Reply | None:
        """What a healthy platform answers; None for an address it does not have."""
        raise NotImplementedError

    def limited(self) -> Reply:
        """Its refusal of one request too many."""
        raise NotImplementedError

    def unknown(self) -> Reply:
        """Its 404."""
        return Reply({"message": "Not Found"}, 404)

    def denied(self) -> Reply:
        """Its 401."""
        return Reply({"message": "Bad credentials"}, 401)

    def limits(self) -> dict[str, str]:
        """The headers in which it tells how much is left."""
        return {}

    def close(self) -> None:
        """Ends the server, and what hangs in it."""
        self.released.set()
        self.server.shutdown()
        self.server.server_close()

    def paths(self) -> list[str]:
        """What was asked for, oldest first."""
        return [one.path for one in self.asked]


class Server(ThreadingHTTPServer):
    """A server that knows whose answers it gives."""

    daemon_threads = True

    def __init__(self, platform: Platform) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.platform = platform


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        self._serve("")

    def do_POST(self) -> None:
        self._serve(self.rfile.read(int(self.headers.get("Content-Length", 0))).decode())

    def log_message(self, *_args: Any) -> None:
        pass

    def _serve(self, body: str) -> None:
        platform, parts = self.server.platform, urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(self.command, parts.path, parse_qs(parts.query), headers, body)
        platform.asked.append(asked)
        mode = platform.mode if platform.only in self.path else "ok"
        if mode == "hang":
            platform.released.wait(60)
            self.close_connection = True
            return
        if mode == "slow":
            platform.released.wait(9)
        self._send(
            _conditional(asked, _misbehave(platform, mode) or platform.answer(asked) or platform.unknown())
        )

    def _send(self, reply: Reply) -> None:
        self.server.platform.answered.append(reply.status)
        empty = reply.status in (204, 304)
        length = {} if empty else {"Content-Length": str(len(reply.body))}
        try:
            self.send_response(reply.status)
            for name, value in {**self.server.platform.limits(), **reply.headers, **length}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(b"" if empty else reply.body)
        except OSError:  # the other side had read enough
            self.close_connection = True


def _conditional(asked: Asked, reply: Reply) -> Reply:
    """The answer as bytes with its validator; a 304 to who has it already."""
    raw = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode()
    headers = {"Content-Type": "application/json", **reply.headers}
    if reply.status != 200 or asked.method != "GET":
        return Reply(raw, reply.status, headers)
    headers["ETag"] = etag_of(raw + repr(reply.headers).encode())
    known = asked.headers.get("if-none-match") == headers["ETag"]
    return Reply(raw, 304 if known else 200, headers)


def etag_of(raw: bytes) -> str:
    """The validator of an answer; a weak one, as most platforms give."""
    return f'W/"{hashlib.sha256(raw).hexdigest()[:20]}"'


def _misbehave(platform: Platform, mode: str) -> Reply | None:
    if mode == "limited":
        return platform.limited()
    if mode == "unknown":
        return platform.unknown()
    if mode == "denied":
        return platform.denied()
    if mode == "unasked":
        return Reply(b"", 304)
    if mode == "broken":
        return Reply(b"Internal Server Error: token=whatever", 500)
    if mode == "garbage":
        return Reply(platform.garbage)
    if mode == "large":
        return Reply(b'{"text": "' + b"a" * TEN_MEGABYTES + b'"}')
    return None
