"""What a file says it is, by its first bytes: read without decoding anything, so that the web may look at once."""

from __future__ import annotations

import struct
from typing import IO, NamedTuple

SMALLEST, LARGEST = 320, 8000  # pixels a side
MOST_PIXELS = 40_000_000
TOO_SMALL, TOO_LARGE = "too_small", "too_many_pixels"
EMPTY, UNKNOWN, BROKEN, ANIMATED = "empty", "not_a_picture", "broken", "animated"

# Start of frame: every JPEG variant that Pillow reads, and those that it does not.
FRAMES = {0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}
ALONE = {0x01, *range(0xD0, 0xD9)}  # markers without a length
MOST_SEGMENTS = 2000
PNG = b"\x89PNG\r\n\x1a\n"


class Header(NamedTuple):
    """The format as Pillow names it, and the size in pixels as it is stored."""

    format: str
    width: int
    height: int


class Unfit(Exception):
    """The file cannot become a picture; `fault` is the code of the reason."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


def look(file: IO[bytes]) -> Header:
    """The header of a JPEG, PNG or WebP within the limits of the house; `file` is read from its start.

    Raises Unfit for everything else: other formats, animations, wrong sizes, headers that make no sense.
    """
    file.seek(0)
    start = file.read(32)
    if not start:
        raise Unfit(EMPTY)
    try:
        header = _read(file, start)
    except (struct.error, IndexError) as error:
        raise Unfit(BROKEN) from error
    check(header.width, header.height)
    return header


def check(width: int, height: int) -> None:
    """Raises Unfit for a size that the house does not take."""
    if max(width, height) > LARGEST or width * height > MOST_PIXELS:
        raise Unfit(TOO_LARGE)
    if min(width, height) < SMALLEST:
        raise Unfit(TOO_SMALL)


def _read(file: IO[bytes], start: bytes) -> Header:
    if start.startswith(b"\xff\xd8\xff"):
        return _jpeg(file)
    if start.startswith(PNG):
        return _png(file, start)
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return _webp(start)
    raise Unfit(UNKNOWN)


def _jpeg(file: IO[bytes]) -> Header:
    file.seek(2)
    for _ in range(MOST_SEGMENTS):
        if file.read(1) != b"\xff":
            break
        marker = 0xFF
        while marker == 0xFF:  # any number of them may stand before a marker
            marker = file.read(1)[0]
        if marker in ALONE:
            continue
        (length,) = struct.unpack(">H", file.read(2))
        if marker in FRAMES:
            _depth, height, width = struct.unpack(">BHH", file.read(5))
            return Header("JPEG", width, height)
        if length < 2 or marker in (0xD9, 0xDA):
            break
        file.seek(length - 2, 1)
    raise Unfit(BROKEN)


def _png(file: IO[bytes], start: bytes) -> Header:
    if start[12:16] != b"IHDR":
        raise Unfit(BROKEN)
    width, height = struct.unpack(">II", start[16:24])
    file.seek(33)
    for _ in range(MOST_SEGMENTS):
        length, kind = struct.unpack(">I4s", file.read(8))
        if kind == b"acTL":
            raise Unfit(ANIMATED)
        if kind in (b"IDAT", b"IEND"):
            break
        file.seek(length + 4, 1)
    return Header("PNG", width, height)


def _webp(start: bytes) -> Header:
    kind = start[12:16]
    if kind == b"VP8X":
        if start[20] & 0b10:
            raise Unfit(ANIMATED)
        return Header("WEBP", 1 + _three(start[24:27]), 1 + _three(start[27:30]))
    if kind == b"VP8L" and start[20] == 0x2F:
        (bits,) = struct.unpack("<I", start[21:25])
        return Header("WEBP", 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF))
    if kind == b"VP8 " and start[23:26] == b"\x9d\x01\x2a":
        width, height = struct.unpack("<HH", start[26:30])
        return Header("WEBP", width & 0x3FFF, height & 0x3FFF)
    raise Unfit(BROKEN)


def _three(data: bytes) -> int:
    return data[0] | data[1] << 8 | data[2] << 16
