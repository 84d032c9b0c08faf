"""Everyday things: vehicles, shirts, a sheet of icons."""

import math

from kreatr.demo.drawing.canvas import RGB, Canvas, mix
from kreatr.demo.drawing.geometry import petal
from kreatr.demo.drawing.scenery import palm, ridge


def vehicle(c: Canvas, kind: str = "bus", word: str = "") -> None:
    """A bus, a van or a truck driving past palms and hills."""
    c.fade(mix(c.accent(0), c.ground, 0.5), c.ground)
    c.disc(c.w * 0.76, c.h * 0.24, c.u * 13, mix(c.accent(1), c.ground, 0.35))
    c.shape(ridge(c, c.h * 0.6, c.h * 0.1, 0.6), mix(c.accent(0), c.ground, 0.25))
    for x in (0.08, 0.2, 0.93):
        palm(c, c.w * x, c.h * 0.74, c.u * 30, mix(c.accent(0), c.ink, 0.45))
    c.box(0, c.h * 0.74, c.w, c.h, mix(c.ink, c.ground, 0.2))
    for dash in range(8):
        c.box(c.w * dash / 7, c.h * 0.88, c.w * 0.07, c.u * 1.2, c.accent(1))
    length = {"van": 0.5, "truck": 0.66}.get(kind, 0.74) * c.w
    x, y, h = (c.w - length) / 2, c.h * 0.74, min(c.u * 34, length * 0.44)
    (truck if kind == "truck" else coach)(c, x, y - h, length, h, word)
    for wheel in (0.2, 0.8):
        c.disc(x + length * wheel, y, h * 0.18, c.ink)
        c.disc(x + length * wheel, y, h * 0.08, c.ground)


def coach(c: Canvas, x: float, y: float, w: float, h: float, word: str) -> None:
    """The body of a bus or van with windows, a stripe and a word on it."""
    c.box(x, y, w, h, c.accent(2), h * 0.16)
    c.box(x, y + h * 0.6, w, h * 0.16, c.accent(1))
    count = max(3, round(w / h * 2))
    for window in range(count):
        c.box(
            x + w * 0.04 + window * w * 0.93 / count,
            y + h * 0.14,
            w * 0.76 / count,
            h * 0.32,
            mix(c.ground, c.accent(0), 0.3),
            h * 0.05,
        )
    c.box(x + w * 0.06, y - h * 0.1, w * 0.6, h * 0.07, c.ink, h * 0.03)
    if word:
        c.text(x + w * 0.5, y + h * 0.68, word, h * 0.14, c.ink, "mm", 0.04)
    c.disc(x + w * 0.985, y + h * 0.82, h * 0.05, c.ground)


def truck(c: Canvas, x: float, y: float, w: float, h: float, word: str) -> None:
    """A truck with a painted box and a cab."""
    c.box(x, y - h * 0.12, w * 0.68, h * 1.0, c.accent(3), h * 0.04)
    for band in range(3):
        c.box(x, y + h * (0.02 + band * 0.26), w * 0.68, h * 0.05, c.ground)
    c.disc(x + w * 0.34, y + h * 0.36, h * 0.26, c.accent(1))
    if word:
        c.text(x + w * 0.34, y + h * 0.36, word, h * 0.2, c.ink, "mm", 0.04)
    c.box(x + w * 0.71, y + h * 0.2, w * 0.29, h * 0.68, c.accent(2), h * 0.1)
    c.box(x + w * 0.8, y + h * 0.28, w * 0.16, h * 0.24, mix(c.ground, c.accent(0), 0.3), h * 0.04)


def shirts(c: Canvas, count: int = 4) -> None:
    """Flat-lay shirts, each of another cloth."""
    columns = 1 if count == 1 else 2
    rows = math.ceil(count / columns)
    for number in range(count):
        w = min(c.w / columns, c.h / rows * 1.05) * 0.74
        x, y = c.w * (number % columns + 0.5) / columns, c.h * (number // columns + 0.5) / rows
        shirt(c, x, y, w, number)


def shirt(c: Canvas, x: float, y: float, w: float, number: int) -> None:
    """One shirt with stripes, dots or lozenges."""
    tone, second = c.accent(number), c.accent(number + 1)
    sleeve = [(0.26, -0.5), (0.5, -0.32), (0.4, -0.1), (0.27, -0.2)]
    c.shadow((x - w * 0.3, y + w * 0.3, x + w * 0.42, y + w * 0.56), 0.25, 1.2)
    for side in (-1, 1):
        c.shape([(x + side * a * w, y + b * w) for a, b in sleeve], mix(tone, c.ink, 0.15))
    body = [(-0.27, -0.5), (-0.12, -0.5), (0, -0.42), (0.12, -0.5), (0.27, -0.5), (0.29, 0.5), (-0.29, 0.5)]
    c.shape([(x + a * w, y + b * w) for a, b in body], tone)
    for row in range(9):
        level = y + w * (-0.33 + row * 0.095)
        if number % 3 == 0:
            c.box(x - w * 0.28, level, w * 0.56, w * 0.032, second)
        else:
            for column in range(6):
                px = x + w * (-0.23 + column * 0.092)
                if number % 3 == 1:
                    c.disc(px, level, w * 0.019, second)
                else:
                    petal(c, px - w * 0.03, level, px + w * 0.03, level, second, 0.7)
    c.box(x - w * 0.008, y - w * 0.42, w * 0.016, w * 0.92, mix(tone, c.ink, 0.4))


def icons(c: Canvas, across: int = 4) -> None:
    """A sheet of simple line icons on rounded squares."""
    side = c.w / (across + 0.6)
    rows = int(c.h / side)
    edge = (c.w - across * side) / 2, (c.h - rows * side) / 2
    for number in range(across * rows):
        x, y = edge[0] + number % across * side, edge[1] + number // across * side
        c.box(
            x + side * 0.08,
            y + side * 0.08,
            side * 0.84,
            side * 0.84,
            mix(c.accent(number + number // across), c.ground, 0.45),
            side * 0.2,
        )
        icon(c, number % 8, x + side / 2, y + side / 2, side * 0.24, c.accent(number + 2))


def icon(c: Canvas, kind: int, x: float, y: float, r: float, tone: RGB) -> None:
    """One of eight icons around (x, y)."""
    thick = r * 0.2
    if kind == 0:
        c.disc(x, y, r, tone, c.ink, thick)
        c.line([(x, y - r * 0.55), (x, y), (x + r * 0.4, y + r * 0.3)], c.ink, thick)
    elif kind == 1:
        c.pen.rounded_rectangle(
            (x - r, y - r * 0.6, x + r, y + r * 0.9), r * 0.2, fill=tone, outline=c.ink, width=round(thick)
        )
        c.line(
            [
                (x - r * 0.4, y - r * 0.6),
                (x - r * 0.2, y - r),
                (x + r * 0.2, y - r),
                (x + r * 0.4, y - r * 0.6),
            ],
            c.ink,
            thick,
        )
    elif kind == 2:
        petal(c, x, y + r, x, y - r * 1.1, tone, 0.9)
        c.line([(x, y + r * 1.1), (x, y - r * 0.5)], c.ink, thick)
    elif kind == 3:
        c.pen.pieslice((x - r, y - r, x + r, y + r), 0, 180, fill=tone, outline=c.ink, width=round(thick))
        c.line([(x - r * 0.3, y - r * 0.3), (x - r * 0.1, y - r * 0.9)], c.ink, thick)
        c.line([(x + r * 0.2, y - r * 0.3), (x + r * 0.4, y - r * 0.9)], c.ink, thick)
    elif kind == 4:
        c.shape([(x, y - r), (x + r, y), (x, y + r), (x - r, y)], tone)
        c.line([(x, y - r), (x + r, y), (x, y + r), (x - r, y), (x, y - r)], c.ink, thick)
    elif kind == 5:
        for bar in range(3):
            c.box(
                x - r + bar * r * 0.75,
                y + r - r * (0.8 + 0.6 * bar),
                r * 0.5,
                r * (0.8 + 0.6 * bar),
                tone if bar < 2 else c.ink,
                r * 0.1,
            )
    elif kind == 6:
        c.disc(x - r * 0.15, y - r * 0.15, r * 0.75, tone, c.ink, thick)
        c.line([(x + r * 0.4, y + r * 0.4), (x + r, y + r)], c.ink, thick * 1.2)
    else:
        c.pen.rounded_rectangle(
            (x - r, y - r * 0.8, x + r, y + r * 0.5), r * 0.35, fill=tone, outline=c.ink, width=round(thick)
        )
        c.shape([(x - r * 0.5, y + r * 0.4), (x - r * 0.5, y + r), (x, y + r * 0.4)], c.ink)
