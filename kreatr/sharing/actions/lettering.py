"""Text on a card: one typeface in two weights, fitted into a box. Signs the typeface lacks are left out."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PIL import ImageDraw, ImageFont

FONTS = Path(__file__).parent.parent / "fonts"
BOLD, REGULAR = "RobotoCondensed-Bold.ttf", "RobotoCondensed-Regular.ttf"
NO_SIGN = "\uffff"  # of which there is never one
STEP = 4  # pixels between two sizes that are tried
TIGHT = 1.02  # line height of headings, in sizes


@cache
def font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    """The typeface in a weight and a size in pixels."""
    return ImageFont.truetype(FONTS / weight, size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _known(sign: str) -> bool:
    face = font(BOLD, 32)
    drawn, nothing = face.getmask(sign), face.getmask(NO_SIGN)
    return sign.isspace() or drawn.size != nothing.size or bytes(drawn) != bytes(nothing)


def drawable(text: str) -> str:
    """The text without the signs that would be drawn as empty boxes."""
    return " ".join("".join(sign for sign in text if _known(sign)).split())


def fitted(
    text: str, weight: str, box: tuple[int, int], sizes: tuple[int, int], lines: int
) -> tuple[list[str], ImageFont.FreeTypeFont]:
    """The text in lines, and the largest size (of `sizes`, from and down to) in which it fits into `box` (width, height).

    What fits in no size is cut in the smallest, with an ellipsis.
    """
    largest, smallest = sizes
    for size in range(largest, smallest - 1, -STEP):
        face = font(weight, size)
        found = wrapped(text, face, box[0])
        most = min(lines, int(box[1] // (size * TIGHT)))
        if len(found) <= most and all(face.getlength(line) <= box[0] for line in found):
            return found, face
    face = font(weight, smallest)
    most = max(1, min(lines, int(box[1] // (smallest * TIGHT))))
    return _cut(wrapped(text, face, box[0]), face, box[0], most), face


def wrapped(text: str, face: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """The text broken at its spaces into lines of at most `width` pixels; a longer word stands alone."""
    found: list[str] = []
    for word in text.split():
        longer = f"{found[-1]} {word}" if found else word
        if found and face.getlength(longer) <= width:
            found[-1] = longer
        else:
            found.append(word)
    return found


def _cut(found: list[str], face: ImageFont.FreeTypeFont, width: int, most: int) -> list[str]:
    kept = found[:most]
    if len(found) > most:
        kept[-1] += "…"
    return [_shortened(line, face, width) for line in kept]


def _shortened(line: str, face: ImageFont.FreeTypeFont, width: int) -> str:
    if face.getlength(line) <= width:
        return line
    words = line.rstrip("…")
    while words and face.getlength(words + "…") > width:
        words = words[:-1].rstrip()
    return words + "…"


def tall(found: list[str], face: ImageFont.FreeTypeFont) -> int:
    """How many pixels these lines take from top to bottom."""
    return round(face.size * TIGHT) * len(found)


def write(
    draw: ImageDraw.ImageDraw, at: tuple[int, int], found: list[str], face: ImageFont.FreeTypeFont, ink: str
) -> int:
    """Draws lines from their upper left corner down; returns where the last one ends, in pixels from the top."""
    left, top = at
    step = round(face.size * TIGHT)
    for line in found:
        draw.text((left, top), line, fill=ink, font=face, anchor="la")
        top += step
    return top
