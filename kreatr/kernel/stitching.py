"""Brotli for pages that begin alike: the beginning is packed once, only what follows is packed for each page.

A page's own styles are half of its bytes and the same in thousands of pages. Brotli can continue a stream that somebody else
began (BROTLI_PARAM_STREAM_OFFSET); its Python module does not offer that, but the library inside of it does.
"""

from __future__ import annotations

import ctypes
from functools import cache, lru_cache

import _brotli
import brotli

END = b"</style>"
WINDOW, BEST = 22, 11
FLUSH, FINISH = 1, 2  # BrotliEncoderOperation
QUALITY_, WINDOW_, OFFSET_ = 1, 2, 9  # BrotliEncoderParameter
BEGINNINGS = 64  # kept: kinds of pages by language, theme and what else stands before the styles


def pack(page: bytes, effort: int) -> bytes:
    """The page as one Brotli stream; where it brings no styles along, or the library is another one, packed as usual."""
    end = page.find(END) + len(END)
    if end < len(END) or library() is None:
        return bytes(brotli.compress(page, quality=effort))
    return _beginning(page[:end]) + _piece(page[end:], effort, FINISH, end)


@cache
def library() -> ctypes.CDLL | None:
    """The encoder inside of the Python module, where it can be called."""
    found = ctypes.CDLL(_brotli.__file__)
    if not hasattr(found, "BrotliEncoderSetParameter"):
        return None
    found.BrotliEncoderCreateInstance.restype = ctypes.c_void_p
    return found


@lru_cache(maxsize=BEGINNINGS)
def _beginning(head: bytes) -> bytes:
    return _piece(head, BEST, FLUSH, 0)


def _piece(data: bytes, effort: int, operation: int, offset: int) -> bytes:
    """A part of a stream whose other parts stand before it (`offset` bytes of them) or after it (FLUSH)."""
    encoder = library()
    assert encoder is not None
    state = ctypes.c_void_p(encoder.BrotliEncoderCreateInstance(None, None, None))
    try:
        for parameter, value in ((QUALITY_, effort), (WINDOW_, WINDOW), (OFFSET_, offset)):
            encoder.BrotliEncoderSetParameter(state, parameter, ctypes.c_uint32(value))
        room = len(data) + len(data) // 1000 + 1024
        out = ctypes.create_string_buffer(room)
        left_in, left_out = ctypes.c_size_t(len(data)), ctypes.c_size_t(room)
        next_in, next_out = ctypes.c_char_p(data), ctypes.c_void_p(ctypes.addressof(out))
        done = encoder.BrotliEncoderCompressStream(
            state,
            operation,
            ctypes.byref(left_in),
            ctypes.byref(next_in),
            ctypes.byref(left_out),
            ctypes.byref(next_out),
            None,
        )
        if not done or left_in.value:
            raise RuntimeError("Brotli did not take the page")
        return out.raw[: room - left_out.value]
    finally:
        encoder.BrotliEncoderDestroyInstance(state)
