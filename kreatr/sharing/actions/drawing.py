"""Draws a card: what a chat group shows of a link. 1200 × 630 pixels, a JPEG of at most 30 kB, readable as a thumbnail.

JPEG because every messenger shows it: Telegram takes a WebP for a sticker. The look is the house's (the o that a work fills, ink on
cotton paper); words are names and titles only, so that one card serves readers of both languages.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFilter, ImageOps

from kreatr.sharing.actions.lettering import BOLD, REGULAR, drawable, fitted, font, tall, write

SIZE = WIDTH, HEIGHT = 1200, 630
MOST_BYTES = 30_000
PAPER, INK, QUIET, KUNYIT = "#f8f6f0", "#101e33", "#414e60", "#fdba0f"
QUALITIES = (
    78,
    68,
    58,
    48,
    40,
    32,
    26,
    20,
)  # the last looks well on a phone, where a card is shown at two thirds
BLURS = (
    0.0,
    0.8,
    1.6,
    3.2,
    6.4,
    12.8,
)  # pixels, of the picture only, where it is too busy for the last of these
EDGE = 64  # pixels of margin
BIG, SMALL = 264, 40  # pixels: how far the o's edge is from its middle
GAP = 26
COLUMN = 500  # pixels that words may take
SHARP = 2  # circles are drawn this much larger, then brought down


@dataclass(frozen=True)
class Card:
    """What a card says: a `name` or title, and the picture (a WebP) that fills the o or half of the card; of a creator some `facts`, of
    a work whose it is (`by`) with their `face`."""

    name: str
    picture: bytes | None = None
    facts: str = ""
    by: str = ""
    face: bytes | None = None


def creator_card(card: Card) -> bytes:
    """A creator: the name, and the o filled with their face."""

    def drawn(blur: float) -> Image.Image:
        image = _paper()
        draw = ImageDraw.Draw(image)
        _o(image, (WIDTH - EDGE - BIG, HEIGHT // 2), BIG, 48, _opened(card.picture, blur))
        lines, face = fitted(drawable(card.name), BOLD, (COLUMN, 330), (124, 60), 3)
        facts, small = fitted(drawable(card.facts), REGULAR, (COLUMN, 100), (42, 34), 2)
        height = tall(lines, face) + GAP + tall(facts, small)
        end = write(draw, (EDGE - 4, max(150, (HEIGHT - height) // 2 + 24)), lines, face, INK)
        write(draw, (EDGE, end + GAP), facts, small, QUIET)
        return image

    return packed(drawn)


def work_card(card: Card) -> bytes:
    """A work: its picture from edge to edge, its title, and whose it is."""

    def drawn(blur: float) -> Image.Image:
        image = _paper()
        draw, left = ImageDraw.Draw(image), WIDTH - HEIGHT
        face_of, width = _opened(card.face), left - EDGE - 40
        picture = _opened(card.picture, blur)
        if picture:
            image.paste(ImageOps.fit(picture, (HEIGHT, HEIGHT), Image.Resampling.LANCZOS), (left, 0))
        else:
            _o(image, (WIDTH - EDGE - BIG, HEIGHT // 2), BIG, 48, face_of)
        lines, face = fitted(drawable(card.name), BOLD, (width, 300), (92, 52), 5)
        write(draw, (EDGE - 3, 152), lines, face, INK)
        middle = HEIGHT - EDGE - SMALL
        _o(image, (EDGE + SMALL, middle), SMALL, 8, face_of)
        by, small = fitted(drawable(card.by), REGULAR, (width - 104, 84), (40, 30), 2)
        write(draw, (EDGE + 104, middle - tall(by, small) // 2), by, small, QUIET)
        return image

    return packed(drawn)


def house_card(name: str) -> bytes:
    """The house itself, for pages that have no card of their own."""

    def drawn(_blur: float) -> Image.Image:
        image = _paper()
        _o(image, (WIDTH - EDGE - BIG, HEIGHT // 2), BIG, 72, None)
        lines, face = fitted(name, BOLD, (COLUMN, 420), (124, 60), 4)
        write(ImageDraw.Draw(image), (EDGE - 4, 168), lines, face, INK)
        return image

    return packed(drawn)


def packed(drawn: Callable[[float], Image.Image]) -> bytes:
    """The card as JPEG of at most MOST_BYTES: with the sharpest picture that can be, and then in the best quality."""
    image = data = None
    for blur in BLURS:
        image = drawn(blur)
        data = _jpeg(image, QUALITIES[-1])
        if len(data) <= MOST_BYTES:
            break
    assert image and data
    good, bad = len(QUALITIES) - 1, -1  # places in QUALITIES: known to fit, known (or taken) not to
    while good - bad > 1:
        place = (good + bad) // 2
        better = _jpeg(image, QUALITIES[place])
        if len(better) <= MOST_BYTES:
            good, data = place, better
        else:
            bad = place
    return data


def _jpeg(image: Image.Image, quality: int) -> bytes:
    file = io.BytesIO()
    image.save(file, "JPEG", quality=quality, optimize=True, progressive=True)
    return file.getvalue()


def _paper() -> Image.Image:
    image = Image.new("RGB", SIZE, PAPER)
    _wordmark(image, (EDGE, 52), 52)
    return image


def _opened(data: bytes | None, blur: float = 0.0) -> Image.Image | None:
    if data is None:
        return None
    with Image.open(io.BytesIO(data), formats=("WEBP",)) as image:
        picture = image.convert("RGB")
    return picture.filter(ImageFilter.GaussianBlur(blur)) if blur else picture


def _o(
    image: Image.Image, middle: tuple[int, int], radius: int, ring: int, picture: Image.Image | None
) -> None:
    """The o: a ring of ink, its counter filled with a picture, or with turmeric."""
    side = 2 * radius
    big, thick = side * SHARP, ring * SHARP
    counter = (side - 2 * ring + 2, side - 2 * ring + 2)
    disc = Image.new("RGB", (side, side), INK)
    fill = (
        ImageOps.fit(picture, counter, Image.Resampling.LANCZOS)
        if picture
        else Image.new("RGB", counter, KUNYIT)
    )
    hole = Image.new("L", (big, big), 0)
    ImageDraw.Draw(hole).ellipse((thick, thick, big - thick - 1, big - thick - 1), fill=255)
    hole = hole.resize((side, side), Image.Resampling.BOX)
    filled = disc.copy()
    filled.paste(fill, (ring - 1, ring - 1))
    disc = Image.composite(filled, disc, hole)
    round_ = Image.new("L", (big, big), 0)
    ImageDraw.Draw(round_).ellipse((0, 0, big - 1, big - 1), fill=255)
    image.paste(
        disc, (middle[0] - radius, middle[1] - radius), round_.resize((side, side), Image.Resampling.BOX)
    )


def _wordmark(image: Image.Image, at: tuple[int, int], size: int) -> None:
    """kreat●r: the o is the mark itself, 0.6 of the size wide, standing on the line."""
    draw, face = ImageDraw.Draw(image), font(BOLD, size)
    left, top = at
    line = top + face.getmetrics()[0]
    draw.text((left, line), "kreat", fill=INK, font=face, anchor="ls")
    radius = round(size * 0.3)
    middle = left + face.getlength("kreat") + size * 0.02 + radius
    _o(image, (round(middle), line - radius + round(size * 0.045)), radius, round(size * 0.1), None)
    draw.text((round(middle + radius + size * 0.02), line), "r", fill=INK, font=face, anchor="ls")
