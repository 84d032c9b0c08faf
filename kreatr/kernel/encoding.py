"""Compression of what travels: Brotli for browsers of today, gzip for proxies and older phones."""

from __future__ import annotations

import gzip

import brotli
from flask import request

from kreatr.kernel import stitching

EFFORT = 5  # of 9; more saves one byte in a hundred and takes longer than building the page
OFFERED = ("br", "gzip", "identity")  # the best first


def accepted() -> str:
    """The best encoding the client takes: `br`, `gzip`, or `identity` for none."""
    if not request.accept_encodings:
        return "identity"
    return request.accept_encodings.best_match(OFFERED, "identity") or "identity"


def pack(body: bytes, encoding: str, effort: int) -> bytes:
    """The body in an encoding; `effort` is 1 to 9, as both count it."""
    if encoding == "br":
        return stitching.pack(body, effort)
    if encoding == "gzip":
        return gzip.compress(body, effort, mtime=0)
    return body


def unpack(body: bytes) -> bytes:
    """A Brotli body, plain."""
    return bytes(brotli.decompress(body))
