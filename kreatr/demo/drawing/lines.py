"""Line drawings: flow, ridges, loops, threads, rings, mazes."""

import math
from typing import Any

from PIL import Image

from kreatr.demo.drawing.canvas import Canvas, mix


def flow(c: Canvas, lines: int = 520, steps: int = 38, width: float = 0.7, swirl: float = 2.2) -> None:
    """Strokes that follow a smooth random field of directions."""
    field = Image.new("F", (5, 6))
    field.putdata([c.random.uniform(-swirl, swirl) for _ in range(30)])
    angles = field.resize((64, 80), Image.Resampling.BICUBIC).load()
    assert angles is not None
    for number in range(lines):
        x, y = c.random.uniform(-0.05, 1.05) * c.w, c.random.uniform(-0.05, 1.05) * c.h
        points = [(x, y)]
        for _ in range(steps):
            angle: Any = angles[min(63, max(0, int(x / c.w * 64))), min(79, max(0, int(y / c.h * 80)))]
            x, y = x + math.cos(angle) * c.u * 1.6, y + math.sin(angle) * c.u * 1.6
            points.append((x, y))
        tone = c.accent(number) if number % 5 else c.ink
        c.line(points, tone, c.u * width * c.random.uniform(0.5, 1.8))


def ridges(c: Canvas, rows: int = 46, peak: float = 0.2, filled: int = 0) -> None:
    """A stack of profile lines that rise towards the middle, as drawn by a plotter."""
    phases = [c.random.uniform(0, 6.3) for _ in range(4)]
    middle = c.random.uniform(0.4, 0.6)
    for row in range(rows):
        base = c.h * (0.24 + 0.68 * row / rows)
        points = []
        for step in range(101):
            x = step / 100
            hump = math.exp(-(((x - middle) / 0.2) ** 2)) * (1 - abs(row / rows - 0.5))
            wave = sum(
                math.sin(x * 9 * (n + 1) + phases[n] + row * 0.23 * (n + 1)) / (n + 1.4) for n in range(4)
            )
            points.append((c.w * (0.1 + 0.8 * x), base - c.h * peak * hump * (0.75 + 0.3 * wave)))
        share = row / rows
        tone = mix(c.accent(0), c.accent(1), share) if not filled else c.ground
        back = c.ground if not filled else mix(c.accent(0), c.accent(1), share)
        c.shape([*points, (c.w * 0.9, base + c.h * 0.03), (c.w * 0.1, base + c.h * 0.03)], back)
        c.line(points, tone, c.u * 0.42)


def loops(c: Canvas, petals: int = 7, layers: int = 5) -> None:
    """Harmonograph figures laid over one another."""
    for layer in range(layers):
        a, b = c.random.uniform(0.2, 0.9), c.random.uniform(0, 6.3)
        radius = c.u * (44 - layer * 6)
        points = []
        for step in range(721):
            t = step / 720 * 2 * math.pi
            r = radius * (0.62 + 0.38 * math.sin(petals * t + b) * math.cos((petals - 2) * t * a))
            points.append((c.w / 2 + r * math.cos(t), c.h / 2 + r * math.sin(t)))
        for inset in range(6):
            shrink = 1 - inset * 0.045
            ring = [(c.w / 2 + (x - c.w / 2) * shrink, c.h / 2 + (y - c.h / 2) * shrink) for x, y in points]
            c.line(ring, c.accent(layer), c.u * 0.35)


def threads(c: Canvas, pins: int = 90, knots: int = 3) -> None:
    """String art: straight threads between the pins of a circle."""
    for knot in range(knots):
        factor = c.random.choice((2, 3, 4, 5, 7)) + knot
        for pin in range(pins):
            one, two = pin / pins * 2 * math.pi, pin * factor / pins * 2 * math.pi
            r = c.u * (45 - knot * 3)
            start = (c.w / 2 + r * math.cos(one), c.h / 2 + r * math.sin(one))
            c.line(
                [start, (c.w / 2 + r * math.cos(two), c.h / 2 + r * math.sin(two))],
                c.accent(knot),
                c.u * 0.22,
            )
    for pin in range(pins):
        angle = pin / pins * 2 * math.pi
        c.disc(c.w / 2 + c.u * 46 * math.cos(angle), c.h / 2 + c.u * 46 * math.sin(angle), c.u * 0.45, c.ink)


def rings(c: Canvas, count: int = 11, places: int = 3) -> None:
    """Ripples: concentric rings around a few centres, each painted over the one before."""
    for place in range(places):
        x, y = c.random.uniform(0.1, 0.9) * c.w, c.random.uniform(0.1, 0.9) * c.h
        for ring in range(count, 0, -1):
            tones = (c.accent(place), c.ground, c.accent(place + 1), c.ink)
            c.disc(x, y, c.u * ring * (7 - place), tones[ring % len(tones)])


def rays(c: Canvas, count: int = 28, discs: int = 3) -> None:
    """A sun with rays and a few rings, low or in the middle of the sheet."""
    x, y = c.w / 2, c.h * c.random.choice((0.5, 0.62, 0.72))
    far = c.w + c.h
    for ray in range(count):
        one, two = (ray / count) * 2 * math.pi, ((ray + 0.5) / count) * 2 * math.pi
        c.shape(
            [
                (x, y),
                (x + far * math.cos(one), y + far * math.sin(one)),
                (x + far * math.cos(two), y + far * math.sin(two)),
            ],
            c.accent(0),
        )
    for disc in range(discs):
        c.disc(x, y, c.u * (34 - disc * 9), (c.accent(1), c.ground, c.accent(2), c.ink)[disc % 4])


def maze(c: Canvas, across: int = 22) -> None:
    """Slanted strokes at chance, left or right, which together read as a maze."""
    side = c.w / across
    for row in range(math.ceil(c.h / side)):
        for column in range(across):
            x, y = column * side, row * side
            ends = (
                [(x, y), (x + side, y + side)] if c.random.random() < 0.5 else [(x + side, y), (x, y + side)]
            )
            c.line(ends, c.accent((row // 4 + column // 4) % len(c.accents)), side * 0.26)


def bubbles(c: Canvas, count: int = 150) -> None:
    """Discs packed without touching, big ones first."""
    placed: list[tuple[float, float, float]] = []
    for attempt in range(1500):
        if len(placed) >= count:
            break
        x, y = c.random.uniform(0, c.w), c.random.uniform(0, c.h)
        room = min((math.hypot(x - a, y - b) - r for a, b, r in placed), default=c.u * 20)
        r = min(room - c.u * 0.6, c.u * (18 if attempt < 60 else 8))
        if r > c.u * 1.2:
            placed.append((x, y, r))
    for number, (x, y, r) in enumerate(placed):
        c.disc(x, y, r, c.accent(number))
        if r > c.u * 4:
            c.disc(x, y, r * 0.62, c.ground if number % 2 else c.ink)
            c.disc(x, y, r * 0.3, c.accent(number + 1))
