"""Desks of the machine: dashboards, editors, timelines, waveforms."""

import math

from kreatr.demo.drawing.canvas import Canvas, mix
from kreatr.demo.drawing.screens import panel, words


def dashboard(c: Canvas, cards: int = 3) -> None:
    """A dashboard: figures above, a line chart and bars below."""
    pad = c.u * 4
    c.box(0, 0, c.w * 0.17, c.h, mix(c.ink, c.accent(0), 0.2))
    for row in range(6):
        c.box(
            c.w * 0.03,
            c.h * (0.1 + row * 0.075),
            c.w * (0.1 if row % 2 else 0.08),
            c.u * 1.4,
            mix(c.ink, c.ground, 0.5 if row else 0.95),
            c.u,
        )
    left, width = c.w * 0.17 + pad, c.w * 0.83 - pad * 2
    for number in range(cards):
        w = (width - pad * (cards - 1)) / cards
        x = left + number * (w + pad)
        c.box(x, pad, w, c.h * 0.2, panel(c), c.u * 1.4)
        c.text(
            x + c.u * 3,
            pad + c.h * 0.055,
            f"{c.random.randrange(12, 98)}{c.random.choice(('%', 'k', ''))}",
            c.u * 8,
            c.ink,
            "la",
            0.03,
        )
        words(c, x + c.u * 3, pad + c.h * 0.03, w * 0.4, 1, mix(c.ink, c.ground, 0.5))
        c.disc(x + w - c.u * 5, pad + c.u * 5, c.u * 2, c.accent(number))
    top = c.h * 0.2 + pad * 2
    c.box(left, top, width, c.h * 0.4, panel(c), c.u * 1.4)
    curve(c, left + pad, top + pad, width - pad * 2, c.h * 0.4 - pad * 2)
    low = top + c.h * 0.4 + pad
    c.box(left, low, width, c.h - low - pad, panel(c), c.u * 1.4)
    for bar in range(18):
        h = (c.h - low - pad * 3) * c.random.uniform(0.25, 1)
        c.box(
            left + pad + bar * (width - pad * 2) / 18,
            c.h - pad * 2 - h,
            (width - pad * 2) / 27,
            h,
            c.accent(0 if bar % 5 else 1),
            c.u * 0.5,
        )


def curve(c: Canvas, x: float, y: float, w: float, h: float) -> None:
    """Two line charts in a box."""
    for number in range(2):
        phase = c.random.uniform(0, 6)
        points = [
            (
                x + w * s / 40,
                y + h * (0.55 - 0.25 * number * 0.5 + 0.3 * math.sin(s * 0.28 + phase) * math.cos(s * 0.11)),
            )
            for s in range(41)
        ]
        if number == 0:
            c.shape([*points, (x + w, y + h), (x, y + h)], mix(panel(c), c.accent(0), 0.25))
        c.line(points, c.accent(number), c.u * 0.8)


def terminal(c: Canvas, rows: int = 20) -> None:
    """An editor window with coloured words as bars."""
    c.fade(mix(c.accent(0), c.ink, 0.3), mix(c.accent(1), c.ink, 0.3))
    x, y, w, h = c.w * 0.07, c.h * 0.08, c.w * 0.86, c.h * 0.84
    c.shadow((x, y + h * 0.3, x + w, y + h * 1.06), 0.5, 3)
    c.box(x, y, w, h, mix(c.ink, (0, 0, 0), 0.35), c.u * 2)
    for dot in range(3):
        c.disc(x + c.u * (4 + dot * 3.4), y + c.u * 4, c.u * 1.1, c.accent(dot))
    indent, step = 0, (h - c.u * 12) / rows
    for row in range(rows):
        indent = max(0, min(3, indent + c.random.choice((-1, 0, 0, 1))))
        left = x + c.u * (6 + indent * 4)
        while c.random.random() < 0.78 and left < x + w * 0.85:
            width = min(c.u * c.random.uniform(3, 13), x + w * 0.93 - left)
            tone = c.random.choice([*c.accents, mix(c.ground, c.ink, 0.3), mix(c.ground, c.ink, 0.55)])
            c.box(left, y + c.u * 9 + row * step, width, step * 0.42, tone, step * 0.2)
            left += width + c.u * 1.4


def timeline(c: Canvas, tracks: int = 5) -> None:
    """An editing desk: a preview above, tracks with clips below."""
    c.box(0, 0, c.w, c.h, mix(c.ink, (0, 0, 0), 0.3))
    w = c.w * 0.6
    x, y, h = (c.w - w) / 2, c.h * 0.06, c.h * 0.42
    c.box(x, y, w, h, mix(c.accent(0), c.ink, 0.25))
    c.disc(x + w * 0.66, y + h * 0.42, h * 0.2, c.accent(1))
    for number in range(3):
        hump = [
            (x + w * s / 16, y + h * (0.62 + number * 0.13) - math.sin(s * 0.5 + number * 1.7) * h * 0.07)
            for s in range(17)
        ]
        c.shape([*hump, (x + w, y + h), (x, y + h)], mix(c.accent(2), c.ink, 0.2 + number * 0.25))
    step = c.h * 0.42 / tracks
    for track in range(tracks):
        left = c.w * 0.04
        top = c.h * 0.54 + track * step
        while left < c.w * 0.94:
            width = min(c.u * c.random.uniform(8, 30), c.w * 0.96 - left)
            c.box(
                left,
                top,
                width - c.u * 0.6,
                step * 0.8,
                mix(c.accent(track), c.ink, c.random.choice((0.0, 0.15, 0.3))),
                c.u * 0.6,
            )
            left += width + c.u * c.random.choice((0, 0, 4))
    c.box(c.w * c.random.uniform(0.35, 0.6), c.h * 0.51, c.u * 0.5, c.h * 0.47, c.ground)


def wave(c: Canvas, bars: int = 64, round_: int = 0) -> None:
    """A waveform, straight or bent into a ring."""
    c.fade(c.ground, mix(c.ground, c.accent(0), 0.3))
    phases = [c.random.uniform(0, 6.3) for _ in range(3)]
    for bar in range(bars):
        t = bar / bars
        loud = (
            abs(math.sin(t * 9 + phases[0]) * math.sin(t * 23 + phases[1])) * 0.8
            + 0.1
            + c.random.uniform(0, 0.12)
        )
        tone = mix(c.accent(0), c.accent(1), abs(t * 2 - 1)) if bar % 8 else c.accent(2)
        if round_:
            angle = t * 2 * math.pi
            one, two = c.u * 20, c.u * (22 + 24 * loud)
            ends = [(c.w / 2 + math.cos(angle) * r, c.h / 2 + math.sin(angle) * r) for r in (one, two)]
            c.line(ends, tone, c.u * 0.95)
        else:
            x, h = c.w * (0.07 + 0.86 * t), c.h * 0.62 * loud
            c.box(x, c.h / 2 - h / 2, c.w * 0.5 / bars, h, tone, c.w * 0.24 / bars)
    if round_:
        c.disc(c.w / 2, c.h / 2, c.u * 12, c.ink)
        c.shape(
            [
                (c.w / 2 - c.u * 3.4, c.h / 2 - c.u * 5),
                (c.w / 2 + c.u * 5.4, c.h / 2),
                (c.w / 2 - c.u * 3.4, c.h / 2 + c.u * 5),
            ],
            c.ground,
        )
