"""Prints of pictures, by which a copy is found again after it was scaled, saved anew or tinted. Cropped and mirrored ones are not.

A print has 64 bits: whether each of eight points across is brighter than its right neighbour, in eight rows. It is made with
the picture (`images.py`); here it is filed in four bands of 16 bits. Prints that differ in at most six bits have a band that
differs in at most one, so whoever looks up a band and its 16 neighbours finds all of them.
"""

from __future__ import annotations

ROWS, ACROSS = 8, 9  # points of grey
BANDS, WIDTH = 4, 16  # bits
NEAR = 6  # bits; unrelated pictures differ in about 32
LEAST, MOST = 10, 54  # bits that are set; flat pictures and plain gradients look like each other


def of_points(points: bytes) -> str:
    """The print of 8 rows of 9 grey points, as 16 hexadecimal digits; "" for a picture that shows too little to be known by."""
    bits = 0
    for row in range(ROWS):
        for at in range(row * ACROSS, row * ACROSS + ACROSS - 1):
            bits = bits << 1 | (points[at] > points[at + 1])
    return f"{bits:016x}" if LEAST <= bits.bit_count() <= MOST else ""


def bands(print_: str) -> list[int]:
    """The four pieces of a print, the first digits first."""
    return [int(print_[start : start + 4], 16) for start in range(0, 16, 4)] if print_ else []


def neighbours(value: int) -> list[int]:
    """A band and the 16 that differ from it in one bit."""
    return [value, *(value ^ 1 << bit for bit in range(WIDTH))]


def distance(one: list[int], other: list[int]) -> int:
    """In how many bits two prints differ, by their bands."""
    return sum((a ^ b).bit_count() for a, b in zip(one, other, strict=True))
