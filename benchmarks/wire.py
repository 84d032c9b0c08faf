"""HTTP as it travels: one request, and every byte of its answer counted."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

import brotli

SECONDS = 30


@dataclass(frozen=True)
class Answer:
    """`size` is what arrived in bytes, headers included; `body` is unpacked."""

    status: int
    headers: dict[str, str]
    body: bytes
    size: int

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")


def get(url: str, **headers: str) -> Answer:
    """GET as a browser asks (brotli), on a connection of its own. Underscores in header names stand for dashes."""
    parts = urlsplit(url)
    asked = {"Host": parts.netloc, "Accept-Encoding": "br", "Connection": "close"}
    asked |= {name.replace("_", "-"): value for name, value in headers.items()}
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    lines = [f"GET {target or '/'} HTTP/1.1", *(f"{name}: {value}" for name, value in asked.items()), "", ""]
    with socket.create_connection((parts.hostname, parts.port), timeout=SECONDS) as line:
        line.sendall("\r\n".join(lines).encode())
        raw = b"".join(iter(lambda: line.recv(65536), b""))
    return parse(raw)


def parse(raw: bytes) -> Answer:
    """One complete answer, as it came."""
    head, _, body = raw.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    if headers.get("transfer-encoding") == "chunked":
        body = _joined(body)
    if headers.get("content-encoding") == "br" and body:
        body = brotli.decompress(body)
    return Answer(int(first.split()[1]), headers, body, len(raw))


def _joined(chunks: bytes) -> bytes:
    body = b""
    while chunks:
        length, _, chunks = chunks.partition(b"\r\n")
        size = int(length.split(b";")[0] or b"0", 16)
        if not size:
            break
        body, chunks = body + chunks[:size], chunks[size + 2 :]
    return body
