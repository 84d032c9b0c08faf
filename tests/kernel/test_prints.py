"""A copy of a picture is known by its print, another picture is not."""

from __future__ import annotations

import io
import random

from PIL import Image, ImageDraw, ImageEnhance

from kreatr.kernel import images, prints


def _drawn(seed: int, size: tuple[int, int] = (900, 700)) -> Image.Image:
    dice = random.Random(seed)
    image = Image.new("RGB", size, tuple(dice.randrange(256) for _ in range(3)))
    pen = ImageDraw.Draw(image)
    for _shape in range(12):
        left, top = dice.randrange(size[0] - 100), dice.randrange(size[1] - 100)
        box = (left, top, left + dice.randrange(80, 400), top + dice.randrange(80, 400))
        pen.ellipse(box, fill=tuple(dice.randrange(256) for _ in range(3)))
    return image


def _print(image: Image.Image) -> str:
    return images.finish(image.convert("RGB"), image.size, min(image.width, 1280)).print


def _saved(image: Image.Image, quality: int) -> Image.Image:
    file = io.BytesIO()
    image.save(file, "JPEG", quality=quality)
    return Image.open(file)


def _apart(one: str, other: str) -> int:
    return prints.distance(prints.bands(one), prints.bands(other))


def test_copies_are_near_and_others_far() -> None:
    originals = [_drawn(seed) for seed in range(8)]
    known = [_print(one) for one in originals]
    for image, print_ in zip(originals, known, strict=True):
        copies = (
            image.resize((412, 320)),
            _saved(image, 25),
            ImageEnhance.Color(image).enhance(0.4),
            ImageEnhance.Brightness(image).enhance(1.1),
        )
        assert max(_apart(print_, _print(copy)) for copy in copies) <= prints.NEAR
    apart = [_apart(one, other) for at, one in enumerate(known) for other in known[:at]]
    assert min(apart) > prints.NEAR


def test_what_shows_nothing_has_no_print() -> None:
    flat = Image.new("RGB", (400, 300), "#abcdef")
    assert _print(flat) == _print(Image.linear_gradient("L").rotate(90).resize((400, 300))) == ""
    assert prints.bands("") == []


def test_whoever_is_near_shares_a_band_or_its_neighbour() -> None:
    dice = random.Random(6)
    for _round in range(500):
        one = dice.getrandbits(64)
        other = one
        for bit in dice.sample(range(64), prints.NEAR):
            other ^= 1 << bit
        mine, theirs = prints.bands(f"{one:016x}"), prints.bands(f"{other:016x}")
        assert prints.distance(mine, theirs) == prints.NEAR
        assert any(b in prints.neighbours(a) for a, b in zip(mine, theirs, strict=True))
