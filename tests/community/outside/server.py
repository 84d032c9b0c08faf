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
    10 MB of text · denied: 401 · unknown: 404. `only` limits a bad mode to paths that contain it.
    """

    def __init__(self) -> None:
        self.mode, self.only, self.garbage = "ok", "", GARBAGE[0]
        self.asked: list[Asked] = []
        self.released = threading.Event()
        self.reset()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.server.daemon_threads = True
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


def _handler(platform: Platform) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._serve("")

        def do_POST(self) -> None:
            self._serve(self.rfile.read(int(self.headers.get("Content-Length", 0))).decode())

        def log_message(self, *_args: Any) -> None:
            pass

        def _serve(self, body: str) -> None:
            parts = urlsplit(self.path)
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked = Asked(self.command, parts.path, parse_qs(parts.query), headers, body)
            platform.asked.append(asked)
            bad = platform.mode if platform.only in self.path else "ok"
            if bad == "hang":
                platform.released.wait(60)
                return
            self._send(asked, _misbehave(platform, bad) or platform.answer(asked) or platform.unknown())

        def _send(self, asked: Asked, reply: Reply) -> None:
            raw = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode()
            etag = f'W/"{hashlib.sha256(raw).hexdigest()[:20]}"'
            headers = {"Content-Type": "application/json", **platform.limits(), **reply.headers}
            status = reply.status
            if status == 200 and asked.method == "GET":
                headers["ETag"] = etag
                if asked.headers.get("if-none-match") == etag:
                    status, raw = 304, b""
            raw = b"" if status in (204, 304) else raw
            try:
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                if status not in (204, 304):
                    self.send_header("Content-Length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)
            except OSError:  # the other side had read enough
                self.close_connection = True

    return Handler


def _misbehave(platform: Platform, mode: str) -> Reply | None:
    if mode == "limited":
        return platform.limited()
    if mode == "unknown":
        return platform.unknown()
    if mode == "denied":
        return platform.denied()
    if mode == "broken":
        return Reply(b"Internal Server Error: token=whatever", 500)
    if mode == "garbage":
        return Reply(platform.garbage)
    if mode == "large":
        return Reply(b'{"text": "' + b"a" * TEN_MEGABYTES + b'"}')
    return None
