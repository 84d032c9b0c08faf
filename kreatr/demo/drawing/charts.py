"""Data as pictures: radial days, calendars, networks, streams, dots."""

import math

from kreatr.demo.drawing.canvas import Canvas, mix
from kreatr.demo.drawing.plants import towards


def radial(c: Canvas, days: int = 120) -> None:
    """A year around a clock: one ray a day."""
    x, y = c.w / 2, c.h * 0.5
    phase = c.random.uniform(0, 6.3)
    for ring in (18, 27, 36):
        c.disc(x, y, c.u * ring, None, mix(c.ground, c.ink, 0.18), c.u * 0.25)
    for day in range(days):
        angle = day / days * 2 * math.pi - math.pi / 2
        season = 0.5 + 0.5 * math.sin(angle * 2 + phase)
        reach = 20 + 24 * (season * 0.7 + c.random.random() * 0.3) * c.random.uniform(0.5, 1)
        ends = [towards(x, y, angle, c.u * 17), towards(x, y, angle, c.u * reach)]
        c.line(ends, mix(c.accent(0), c.accent(1), season), c.u * 0.62)
        c.disc(*ends[1], c.u * 0.7, c.accent(2) if reach > 36 else mix(c.accent(0), c.accent(1), season))
    c.disc(x, y, c.u * 12, c.accent(0))


def heat(c: Canvas, columns: int = 18) -> None:
    """A calendar of squares, darker where more happened."""
    side = c.w * 0.84 / columns
    rows = int(c.h * 0.76 / side)
    for row in range(rows):
        for column in range(columns):
            value = (
                0.5
                + 0.5 * math.sin(column * 0.45 + row * 0.2) * math.cos(row * 0.5)
                + c.random.uniform(-0.25, 0.25)
            )
            ladder = [mix(c.ground, c.ink, 0.08), c.accent(0), c.accent(1), c.accent(2)]
            tone = ladder[max(0, min(3, int(value * 4)))]
            c.box(
                c.w * 0.08 + column * side,
                c.h * 0.08 + row * side,
                side * 0.86,
                side * 0.86,
                tone,
                side * 0.16,
            )
    for step, tone in enumerate([mix(c.ground, c.ink, 0.08), c.accent(0), c.accent(1), c.accent(2)]):
        c.box(c.w * 0.08 + step * side, c.h * 0.9, side * 0.86, side * 0.5, tone, side * 0.1)
    c.box(c.w * 0.08 + 5 * side, c.h * 0.905, c.w * 0.3, side * 0.24, mix(c.ground, c.ink, 0.4), side * 0.12)


def network(c: Canvas, count: int = 46) -> None:
    """Discs joined to their nearest neighbours, grown around a few hubs."""
    hubs = [(c.w * c.random.uniform(0.25, 0.75), c.h * c.random.uniform(0.22, 0.78)) for _ in range(4)]
    points = []
    for number in range(count):
        hub = hubs[number % 4]
        spread = c.u * 30 * math.sqrt(c.random.random())
        x, y = towards(*hub, c.random.uniform(0, 6.3), spread)
        points.append((min(c.w * 0.95, max(c.w * 0.05, x)), min(c.h * 0.95, max(c.h * 0.05, y)), number % 4))
    for x, y, group in points:
        near = sorted(points, key=lambda other, x=x, y=y: math.hypot(other[0] - x, other[1] - y))[1:4]  # type: ignore[misc]
        for a, b, _ in near:
            c.line([(x, y), (a, b)], mix(c.ground, c.accent(group), 0.55), c.u * 0.3)
    for place, (x, y) in enumerate(hubs):
        c.line([(x, y), hubs[(place + 1) % 4]], c.ink, c.u * 0.5)
        c.disc(x, y, c.u * 5.4, c.accent(place), c.ground, c.u * 0.8)
    for x, y, group in points:
        c.disc(x, y, c.u * c.random.uniform(1, 2.6), c.accent(group), c.ground, c.u * 0.3)


def stream(c: Canvas, layers: int = 7) -> None:
    """Stacked layers that swell and shrink along the sheet."""
    steps = 60
    phases = [(c.random.uniform(0, 6.3), c.random.uniform(0.05, 0.16)) for _ in range(layers)]
    heights = [[0.35 + abs(math.sin(s * freq + phase)) for phase, freq in phases] for s in range(steps + 1)]
    low = [c.h / 2 - sum(row) / 2 * c.h * 0.8 / layers for row in heights]
    for layer in range(layers):
        top = low
        low = [value + heights[s][layer] * c.h * 0.8 / layers for s, value in enumerate(low)]
        upper = [(c.w * s / steps, value) for s, value in enumerate(top)]
        lower = [(c.w * s / steps, value) for s, value in enumerate(low)]
        c.shape(
            [*upper, *reversed(lower)],
            mix(
                c.accent(layer),
                c.ink if layer >= len(c.accents) else c.ground,
                0.25 if layer >= len(c.accents) else 0.0,
            ),
        )


def dots(c: Canvas, columns: int = 24) -> None:
    """A raster of discs whose size follows two waves."""
    side = c.w / columns
    a, b = c.random.uniform(0.2, 0.5), c.random.uniform(0.2, 0.5)
    for row in range(math.ceil(c.h / side)):
        for column in range(columns):
            value = 0.5 + 0.5 * math.sin(column * a + math.cos(row * b) * 2)
            tone = c.accent(int(value * len(c.accents) * 0.99))
            c.disc((column + 0.5) * side, (row + 0.5) * side, side * (0.12 + 0.36 * value), tone)


def bars(c: Canvas, count: int = 11) -> None:
    """Tall bars of different lengths with a disc on each, from both edges."""
    step = c.w / count
    for bar in range(count):
        length = c.h * c.random.uniform(0.3, 0.82)
        x = bar * step
        down = bar % 2
        y = 0 if down else c.h - length
        c.box(x + step * 0.12, y, step * 0.76, length, c.accent(bar))
        c.disc(x + step / 2, y + (length if down else 0), step * 0.38, c.accent(bar))
        c.disc(x + step / 2, y + (length if down else 0), step * 0.2, c.ground)
