"""Sheets of small pictures: a chart of islands, a storyboard."""

import itertools
import math

from kreatr.demo.drawing.canvas import RGB, Canvas, mix


def islands(c: Canvas, count: int = 7) -> None:
    """A chart of islands with beaches, shallows and a dotted route."""
    c.fade(mix(c.accent(0), c.ground, 0.35), mix(c.accent(0), c.ground, 0.15))
    stops = []
    for number in range(count):
        x, y = (
            c.w * (0.16 + 0.68 * ((number * 0.618 + 0.1) % 1)),
            c.h * (0.12 + 0.76 * number / max(1, count - 1)),
        )
        stops.append((x, y))
        r, wobble = c.u * c.random.uniform(7, 15), [c.random.uniform(0.75, 1.25) for _ in range(9)]
        for grow, tone in (
            (1.35, mix(c.accent(0), c.ground, 0.6)),
            (1.0, c.ground),
            (0.86, c.accent(2)),
            (0.5, mix(c.accent(2), c.ink, 0.25)),
        ):
            c.shape(coast(x, y, r * grow, wobble), tone)
    for one, two in itertools.pairwise(stops):
        for step in range(1, 14):
            c.disc(
                one[0] + (two[0] - one[0]) * step / 14,
                one[1] + (two[1] - one[1]) * step / 14,
                c.u * 0.45,
                c.accent(3),
            )
    for number, (x, y) in enumerate(stops):
        c.disc(x, y, c.u * 2, c.accent(1 if number else 3), c.ink, c.u * 0.5)


def coast(x: float, y: float, r: float, wobble: list[float]) -> list[tuple[float, float]]:
    """A rounded coast line around (x, y)."""
    points, count = [], len(wobble)
    for step in range(72):
        place = step / 72 * count
        one, two, t = wobble[int(place)], wobble[(int(place) + 1) % count], place % 1
        reach = r * (one + (two - one) * t * t * (3 - 2 * t))
        points.append((x + math.cos(step / 36 * math.pi) * reach, y + math.sin(step / 36 * math.pi) * reach))
    return points


def storyboard(c: Canvas, columns: int = 3, rows: int = 2) -> None:
    """Frames with simple scenes in one colour and notes as bars below."""
    for number in range(columns * rows):
        w, h = c.w * 0.92 / columns, c.h * 0.92 / rows
        x, y = c.w * 0.04 + number % columns * w + w * 0.04, c.h * 0.05 + number // columns * h
        picture = (w * 0.92, h * 0.66)
        c.box(x, y, *picture, mix(c.ground, c.ink, 0.12 + 0.06 * (number % 3)))
        sun = (x + picture[0] * c.random.uniform(0.3, 0.75), y + picture[1] * c.random.uniform(0.25, 0.45))
        c.disc(
            *sun, picture[1] * c.random.uniform(0.1, 0.3), c.accent(number) if number % 2 == 0 else c.ground
        )
        for layer in range(2):
            points = [
                (
                    x + picture[0] * s / 12,
                    y + picture[1] * (0.66 + layer * 0.16 + 0.09 * math.sin(s * 0.7 + number + layer * 2)),
                )
                for s in range(13)
            ]
            c.shape(
                [*points, (x + picture[0], y + picture[1]), (x, y + picture[1])],
                mix(c.ground, c.ink, 0.45 + layer * 0.3),
            )
        person(
            c,
            x + picture[0] * c.random.uniform(0.25, 0.7),
            y + picture[1] * 0.95,
            picture[1] * c.random.uniform(0.3, 0.6),
            c.accent(1),
        )
        c.pen.rectangle((x, y, x + picture[0], y + picture[1]), outline=c.ink, width=round(c.u * 0.5))
        for line in range(2):
            c.box(
                x,
                y + h * (0.72 + line * 0.06),
                picture[0] * (0.85 - line * 0.3),
                c.u * 0.9,
                mix(c.ground, c.ink, 0.5),
                c.u * 0.4,
            )


def person(c: Canvas, x: float, y: float, size: float, coat: RGB) -> None:
    """A tiny standing figure."""
    c.shape(
        [
            (x - size * 0.22, y),
            (x - size * 0.12, y - size * 0.62),
            (x + size * 0.12, y - size * 0.62),
            (x + size * 0.22, y),
        ],
        coat,
    )
    c.disc(x, y - size * 0.78, size * 0.15, c.ink)
