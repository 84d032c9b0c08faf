"""Creatures: owls, birds on branches, butterflies."""

import math

from kreatr.demo.drawing.canvas import RGB, Canvas, mix
from kreatr.demo.drawing.geometry import petal
from kreatr.demo.drawing.plants import leaf


def owls(c: Canvas, count: int = 6) -> None:
    """Round owls in rows with different feathers and looks."""
    columns = 1 if count == 1 else 2 if count < 5 else 3
    rows = math.ceil(count / columns)
    for number in range(count):
        x, y = c.w * (number % columns + 0.5) / columns, c.h * (number // columns + 0.52) / rows
        owl(c, x, y, min(c.w / columns, c.h / rows) * 0.42, c.accent(number), c.accent(number + 1))


def owl(c: Canvas, x: float, y: float, s: float, coat: RGB, belly: RGB) -> None:
    """One owl around (x, y)."""
    for side in (-1, 1):
        c.shape(
            [
                (x + side * s * 0.3, y - s * 0.8),
                (x + side * s * 0.78, y - s * 1.05),
                (x + side * s * 0.76, y - s * 0.3),
            ],
            coat,
        )
        petal(
            c, x + side * s * 0.7, y - s * 0.2, x + side * s * 0.62, y + s * 0.85, mix(coat, c.ink, 0.3), 0.55
        )
    c.pen.ellipse((x - s * 0.78, y - s * 0.95, x + s * 0.78, y + s), fill=coat)
    c.pen.ellipse((x - s * 0.52, y - s * 0.1, x + s * 0.52, y + s * 0.92), fill=mix(belly, c.ground, 0.35))
    for row in range(3):
        for column in range(3 - row % 2):
            fx = x + s * (-0.26 + column * 0.26 + 0.13 * (row % 2))
            c.pen.arc(
                (fx - s * 0.12, y + s * (0.1 + row * 0.2), fx + s * 0.12, y + s * (0.3 + row * 0.2)),
                0,
                180,
                fill=coat,
                width=round(s * 0.045),
            )
    look = c.random.uniform(-0.07, 0.07) * s
    for side in (-1, 1):
        c.disc(x + side * s * 0.34, y - s * 0.38, s * 0.33, c.ground)
        c.disc(x + side * s * 0.34 + look, y - s * 0.36, s * 0.17, c.ink)
        c.disc(x + side * s * 0.34 + look + s * 0.05, y - s * 0.43, s * 0.05, c.ground)
    c.shape([(x - s * 0.1, y - s * 0.22), (x + s * 0.1, y - s * 0.22), (x, y)], c.accent(1))


def bird(c: Canvas, x: float, y: float, s: float, way: int, body: RGB, wing: RGB) -> None:
    """A sitting bird with a long tail, looking left (-1) or right (1)."""
    for number in range(4):
        petal(
            c,
            x - way * s * 0.4,
            y + s * 0.2,
            x - way * s * (1.5 + number * 0.12),
            y + s * (0.5 + number * 0.28),
            c.accent(number),
            0.16,
        )
    petal(c, x - way * s * 0.9, y + s * 0.5, x + way * s * 0.7, y - s * 0.35, body, 0.62)
    c.disc(x + way * s * 0.62, y - s * 0.42, s * 0.3, body)
    petal(c, x - way * s * 0.85, y + s * 0.45, x + way * s * 0.3, y - s * 0.05, wing, 0.5)
    c.shape(
        [
            (x + way * s * 0.86, y - s * 0.54),
            (x + way * s * 1.25, y - s * 0.38),
            (x + way * s * 0.86, y - s * 0.32),
        ],
        c.accent(1),
    )
    c.disc(x + way * s * 0.68, y - s * 0.48, s * 0.06, c.ground)
    for foot in (0.0, 0.18):
        c.line([(x + way * s * foot, y + s * 0.3), (x + way * s * foot, y + s * 0.62)], c.ink, s * 0.05)


def birds(c: Canvas, count: int = 3, moon: int = 1) -> None:
    """Birds on branches among leaves."""
    if moon:
        c.disc(c.w * 0.6, c.h * 0.36, c.u * 30, mix(c.ground, c.accent(1), 0.45))
    for number in range(count):
        y = c.h * (0.3 + 0.5 * number / max(1, count - 1 or 1)) if count > 1 else c.h * 0.55
        way = 1 if number % 2 else -1
        x = c.w * (0.62 if way < 0 else 0.38)
        c.line([(0 if way > 0 else c.w, y + c.u * 13), (x + way * c.u * 20, y + c.u * 10)], c.ink, c.u * 1.6)
        for step in range(6):
            foot = (c.w * (0.06 + 0.09 * step) if way > 0 else c.w * (0.94 - 0.09 * step), y + c.u * 12)
            leaf(c, *foot, (1 if step % 2 else -1) * 1.1 + (0 if way > 0 else math.pi), c.u * 12, c.accent(0))
        bird(c, x, y, c.u * 17, way, c.accent(2), mix(c.accent(3), c.ink, 0.15))


def butterflies(c: Canvas, count: int = 6) -> None:
    """Pinned butterflies in rows, each with its own pattern."""
    columns = 2
    rows = math.ceil(count / columns)
    for number in range(count):
        x, y = c.w * (number % columns + 0.5) / columns, c.h * (number // columns + 0.5) / rows
        s = min(c.w / columns, c.h / rows) * 0.44
        upper, lower = c.accent(number), c.accent(number + 1)
        for side in (-1, 1):
            petal(c, x, y, x + side * s * 0.75, y + s * 0.62, lower, 0.8)
            petal(c, x, y, x + side * s, y - s * 0.6, upper, 0.78)
            petal(
                c,
                x + side * s * 0.2,
                y - s * 0.12,
                x + side * s * 0.82,
                y - s * 0.48,
                mix(upper, c.ground, 0.5),
                0.5,
            )
            c.disc(x + side * s * 0.48, y + s * 0.4, s * 0.11, c.ink)
            c.disc(x + side * s * 0.48, y + s * 0.4, s * 0.05, c.ground)
            c.line([(x, y - s * 0.3), (x + side * s * 0.2, y - s * 0.6)], c.ink, s * 0.025)
        petal(c, x, y - s * 0.4, x, y + s * 0.5, c.ink, 0.16)
