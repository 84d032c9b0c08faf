"""Landscapes: hills, sea, city, houses, reef, space, fields."""

import math

from PIL import Image

from kreatr.demo.drawing.canvas import Canvas, mix


def ridge(c: Canvas, base: float, height: float, rough: float) -> list[tuple[float, float]]:
    """A mountain line across the sheet, closed at the bottom."""
    waves = [(c.random.uniform(0.6, 1.4) * n * rough, c.random.uniform(0, 6.3), 1 / n) for n in (1, 2, 4, 7)]
    points = []
    for step in range(81):
        x = step / 80
        swell = sum(math.sin(x * freq * 5 + phase) * amp for freq, phase, amp in waves)
        points.append((x * c.w, base - height * swell / 2))
    return [*points, (c.w, c.h), (0, c.h)]


def palm(c: Canvas, x: float, y: float, size: float, fill: tuple[int, int, int]) -> None:
    """A palm standing at (x, y)."""
    bend = c.random.uniform(-0.25, 0.25) * size
    top = (x + bend, y - size)
    c.line([(x, y), (x + bend * 0.4, y - size * 0.55), top], fill, size * 0.07)
    for angle in (-2.75, -2.2, -1.57, -0.95, -0.4, 0.1, 3.0):
        tip = (top[0] + math.cos(angle) * size * 0.42, top[1] + math.sin(angle) * size * 0.3 + size * 0.06)
        middle = (top[0] + math.cos(angle) * size * 0.25, top[1] + math.sin(angle) * size * 0.3 - size * 0.05)
        c.shape([top, middle, tip, (middle[0], middle[1] + size * 0.09)], fill)


def hills(
    c: Canvas, layers: int = 5, sun: float = 0.66, high: float = 0.3, palms: int = 0, lake: int = 0
) -> None:
    """Ridges one behind the other under a sun; `lake` adds water in front."""
    c.fade(mix(c.ground, c.accent(0), 0.35), c.ground)
    c.glow(c.w * sun, c.h * high, c.u * 46, mix(c.accent(1), (255, 255, 255), 0.5), 0.7)
    c.disc(c.w * sun, c.h * high, c.u * 13, mix(c.accent(1), (255, 255, 255), 0.35))
    for number in range(layers):
        depth = (number + 1) / layers
        tone = mix(mix(c.accent(0), c.ground, 0.55), c.ink, depth**1.4)
        c.shape(ridge(c, c.h * (0.42 + 0.5 * depth * 0.95), c.h * 0.1, 0.5 + depth * 0.3), tone)
    for _ in range(palms):
        palm(c, c.random.uniform(0.05, 0.95) * c.w, c.h * c.random.uniform(0.97, 1.02), c.u * 22, c.ink)
    if lake:
        top = round(c.h * 0.74)
        mirror = c.image.crop((0, top - (c.h - top), c.w, top)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        c.image.paste(Image.blend(mirror, Image.new("RGB", mirror.size, c.accent(0)), 0.45), (0, top))
        for _ in range(26):
            x, y = c.random.uniform(0, c.w), c.random.uniform(top + c.u * 2, c.h)
            c.box(x, y, c.u * c.random.uniform(4, 14), c.u * 0.5, mix(c.ground, c.accent(0), 0.3), c.u * 0.2)


def sea(c: Canvas, rows: int = 9, boats: int = 1, moon: float = 0.7) -> None:
    """Scalloped waves under a moon, with sailing boats between the rows."""
    c.fade(mix(c.accent(0), c.ink, 0.45), mix(c.ground, c.accent(1), 0.35))
    c.disc(c.w * moon, c.h * 0.24, c.u * 15, mix(c.ground, (255, 255, 255), 0.3))
    places = {c.random.randrange(0, rows // 2): c.random.uniform(0.2, 0.75) for _ in range(boats)}
    for row in range(rows):
        y = c.h * (0.48 + 0.56 * row / rows)
        if row in places:
            boat(c, c.w * places[row], y + c.u * 1.5, c.u * (18 + row * 2))
        tone = mix(c.accent(0), c.ink, 0.15 + 0.6 * row / rows)
        r = c.u * (5.5 + row * 0.7)
        for step in range(-1, math.ceil(c.w / r) + 1):
            x = step * r * 1.9 + (r * 0.95 if row % 2 else 0)
            c.disc(x, y + r * 0.8, r, tone)
            c.disc(x, y + r * 0.8, r * 0.98, None, mix(tone, c.ground, 0.65), c.u * 0.5)
        c.box(0, y + r, c.w, c.h, tone)


def boat(c: Canvas, x: float, y: float, size: float) -> None:
    """A small sailing boat whose keel is at (x, y)."""
    c.shape([(x, y - size), (x, y - size * 0.2), (x - size * 0.5, y - size * 0.2)], c.accent(1))
    c.shape(
        [
            (x + size * 0.06, y - size * 0.85),
            (x + size * 0.06, y - size * 0.2),
            (x + size * 0.4, y - size * 0.2),
        ],
        c.ground,
    )
    c.line([(x + size * 0.02, y - size * 1.05), (x + size * 0.02, y - size * 0.15)], c.ink, size * 0.04)
    c.shape(
        [
            (x - size * 0.6, y - size * 0.15),
            (x + size * 0.55, y - size * 0.15),
            (x + size * 0.35, y),
            (x - size * 0.4, y),
        ],
        c.accent(2),
    )
