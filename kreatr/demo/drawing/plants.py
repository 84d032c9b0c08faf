"""Leaves, flowers, a single stem on paper, a wreath."""

import math

from kreatr.demo.drawing.canvas import RGB, Canvas, mix
from kreatr.demo.drawing.geometry import petal


def towards(x: float, y: float, angle: float, reach: float) -> tuple[float, float]:
    """The point `reach` away from (x, y) in the direction of `angle`."""
    return x + math.cos(angle) * reach, y + math.sin(angle) * reach


def leaf(c: Canvas, x: float, y: float, angle: float, size: float, fill: RGB) -> None:
    """A leaf with a midrib and veins, its stalk at (x, y)."""
    tip = towards(x, y, angle, size)
    petal(c, x, y, *tip, fill, 0.5)
    vein = mix(fill, c.ground, 0.45)
    c.line([(x, y), tip], vein, size * 0.018)
    for step in (0.25, 0.4, 0.55, 0.7):
        foot = towards(x, y, angle, size * step)
        for side in (-0.75, 0.75):
            reach = size * 0.21 * math.sin(step * math.pi)
            c.line([foot, towards(*foot, angle + side, reach)], vein, size * 0.013)


def fern(c: Canvas, x: float, y: float, angle: float, size: float, fill: RGB) -> None:
    """A feathered frond, its stalk at (x, y)."""
    c.line([(x, y), towards(x, y, angle, size)], fill, size * 0.025)
    for step in range(2, 13):
        foot = towards(x, y, angle, size * step / 13)
        reach = size * 0.34 * math.sin((step + 0.6) / 13 * math.pi)
        for side in (-0.9, 0.9):
            petal(c, *foot, *towards(*foot, angle + side, reach), fill, 0.3)


def leaves(c: Canvas, count: int = 26, fruit: int = 9) -> None:
    """A dense cover of leaves and fronds in all accents."""
    for number in range(count):
        x, y = c.random.uniform(-0.05, 1.05) * c.w, c.random.uniform(-0.05, 1.05) * c.h
        draw = leaf if c.random.random() < 0.6 else fern
        draw(c, x, y, c.random.uniform(0, 6.3), c.u * c.random.uniform(26, 46), c.accent(number))
    for number in range(fruit):
        x, y = c.random.uniform(0.05, 0.95) * c.w, c.random.uniform(0.05, 0.95) * c.h
        c.disc(x, y, c.u * c.random.uniform(1.5, 3.2), c.accent(number + 2) if number % 2 else c.ink)


def blooms(c: Canvas, count: int = 12, petals: int = 8) -> None:
    """Scattered flowers with two rows of petals, without touching."""
    placed: list[tuple[float, float, float]] = []
    for _ in range(900):
        if len(placed) >= count:
            break
        x, y, r = c.random.uniform(0, c.w), c.random.uniform(0, c.h), c.u * c.random.uniform(8, 19)
        if all(math.hypot(x - a, y - b) > r + s + c.u for a, b, s in placed):
            placed.append((x, y, r))
    for number, (x, y, r) in enumerate(placed):
        for side in (0.4, 2.4):
            petal(c, x, y, *towards(x, y, side + number, r * 1.5), c.accent(number + 2), 0.4)
        flower(c, x, y, r, petals + number % 3, c.accent(number), c.accent(number + 1))


def flower(c: Canvas, x: float, y: float, r: float, petals: int, outer: RGB, inner: RGB) -> None:
    """One flower seen from above."""
    for ring, tone in ((1.0, outer), (0.62, mix(outer, c.ground, 0.4))):
        for number in range(petals):
            petal(
                c,
                x,
                y,
                *towards(x, y, (number + (0.5 if ring < 1 else 0)) / petals * 2 * math.pi, r * ring),
                tone,
                0.62,
            )
    c.disc(x, y, r * 0.24, inner)
    for number in range(9):
        c.disc(*towards(x, y, number * 0.7, r * 0.14), r * 0.03, c.ink)


def stem(c: Canvas, pairs: int = 7, bloom: int = 1) -> None:
    """One plant on empty paper, as in a herbarium, with a label line under it."""
    frame = c.u * 5
    c.pen.rectangle(
        (frame, frame, c.w - frame, c.h - frame), outline=mix(c.ground, c.ink, 0.35), width=round(c.u * 0.3)
    )
    lean = c.random.uniform(-0.12, 0.12)
    points = [
        (c.w / 2 + math.sin(t / 20 * 2.2) * c.w * lean, c.h * (0.84 - 0.62 * t / 20)) for t in range(21)
    ]
    c.line(points, c.accent(0), c.u * 1.1)
    for number in range(pairs):
        foot = points[3 + number * 15 // pairs]
        size = c.u * (24 - number * 10 / pairs)
        for side in (-1, 1):
            angle = -math.pi / 2 + side * (1.05 - number * 0.05)
            leaf(c, *foot, angle, size * c.random.uniform(0.9, 1.1), c.accent(number % 2 if side > 0 else 0))
    if bloom:
        flower(c, *points[-1], c.u * 15, 9, c.accent(2), c.accent(3))
    c.box(c.w * 0.38, c.h * 0.89, c.w * 0.24, c.u * 0.7, c.ink)
    c.box(c.w * 0.43, c.h * 0.915, c.w * 0.14, c.u * 0.5, mix(c.ground, c.ink, 0.5))


def wreath(c: Canvas, count: int = 22) -> None:
    """A ring of leaves and flowers around an empty middle."""
    r = c.u * 34
    for number in range(count):
        angle = number / count * 2 * math.pi
        foot = towards(c.w / 2, c.h / 2, angle, r)
        draw = fern if number % 3 == 0 else leaf
        draw(
            c, *foot, angle + c.random.uniform(0.5, 1.3), c.u * c.random.uniform(14, 20), c.accent(number % 2)
        )
        draw(
            c,
            *foot,
            angle - c.random.uniform(1.8, 2.6),
            c.u * c.random.uniform(9, 15),
            c.accent(number % 2 + 1),
        )
    for number in range(7):
        angle = number / 7 * 2 * math.pi + 0.3
        flower(
            c,
            *towards(c.w / 2, c.h / 2, angle, r),
            c.u * c.random.uniform(5, 8),
            8,
            c.accent(2 + number % 2),
            c.accent(3),
        )
