"""Things on a table: vessels, packs, plates, cups, fruit."""

import itertools
import math

from kreatr.demo.drawing.canvas import RGB, Canvas, mix
from kreatr.demo.drawing.geometry import petal
from kreatr.demo.drawing.plants import leaf, towards


def stage(c: Canvas, arch: bool = True) -> float:
    """A wall with an arch or a sun and a table; returns the height of the table's edge."""
    c.fade(c.ground, mix(c.ground, c.accent(0), 0.25))
    table = c.h * 0.74
    if arch:
        w = c.u * 54
        c.pen.ellipse(
            (c.w / 2 - w / 2, c.h * 0.1, c.w / 2 + w / 2, c.h * 0.1 + w),
            fill=mix(c.ground, c.accent(1), 0.55),
        )
        c.box(
            c.w / 2 - w / 2, c.h * 0.1 + w / 2, w, table - c.h * 0.1 - w / 2, mix(c.ground, c.accent(1), 0.55)
        )
    else:
        c.disc(c.w * 0.68, c.h * 0.3, c.u * 20, mix(c.ground, c.accent(1), 0.7))
    c.box(0, table, c.w, c.h, mix(c.accent(0), c.ground, 0.25))
    return table


def turned(
    c: Canvas, x: float, foot: float, profile: list[tuple[float, float]], size: float, fill: RGB
) -> None:
    """A turned body from (height, half width) pairs given as shares of its size, with a shaded side."""
    smooth: list[tuple[float, float]] = []
    for (h1, w1), (h2, w2) in itertools.pairwise(profile):
        for step in range(8):
            t = (1 - math.cos(step / 8 * math.pi)) / 2
            smooth.append((h1 + (h2 - h1) * step / 8, w1 + (w2 - w1) * t))
    smooth.append(profile[-1])
    left = [(x - w * size, foot - h * size) for h, w in smooth]
    right = [(x + w * size, foot - h * size) for h, w in smooth]
    c.shape([*left, *reversed(right)], fill)
    shade = [(x + w * size * 0.35, foot - h * size) for h, w in smooth]
    c.shape([*shade, *reversed(right)], mix(fill, c.ink, 0.18))


JUG = [(0, 0.22), (0.08, 0.26), (0.4, 0.4), (0.72, 0.16), (0.9, 0.13), (1, 0.19)]
BOTTLE = [(0, 0.24), (0.03, 0.26), (0.58, 0.26), (0.74, 0.09), (0.94, 0.09), (0.95, 0.11), (1, 0.11)]
BOWL = [(0, 0.16), (0.06, 0.2), (0.3, 0.5), (0.42, 0.56)]
VASES = [JUG, BOTTLE, [(0, 0.18), (0.3, 0.34), (0.62, 0.34), (0.8, 0.12), (1, 0.14)], BOWL]


def vessels(c: Canvas, count: int = 3, arch: bool = True, sprig: bool = True) -> None:
    """A row of jugs, bottles and bowls with a sprig and some fruit."""
    table = stage(c, arch)
    for number in range(count):
        x = c.w * (0.5 + (number - (count - 1) / 2) * 0.62 / count)
        foot = table + c.u * (5 if number % 2 else 9)
        size = c.u * c.random.uniform(34, 50) * (3.4 / (count + 0.8))
        c.shadow((x - size * 0.42, foot - size * 0.06, x + size * 0.55, foot + size * 0.08), 0.35, 1.2)
        profile = VASES[(number + c.random.randrange(3)) % 4]
        if sprig and profile is not BOWL and number % 2 == 0:
            twig(c, x, foot - size, size * 0.8)
        turned(c, x, foot, profile, size, c.accent(number + 1))
        for band in range(2):
            c.box(x - size * 0.2, foot - size * (0.3 + band * 0.07), size * 0.34, size * 0.02, c.ground)
    for number in range(3):
        fruit(
            c,
            c.w * c.random.uniform(0.2, 0.8),
            table + c.u * (14 + number * 2),
            c.u * 4.4,
            c.accent(number + 2),
        )


def twig(c: Canvas, x: float, y: float, size: float) -> None:
    """A twig with leaves that stands in a vessel whose mouth is at (x, y)."""
    for turn in (-0.35, 0.05, 0.4):
        tip = towards(x, y, -math.pi / 2 + turn, size)
        c.line([(x, y + size * 0.1), tip], c.ink, size * 0.02)
        for step in (0.35, 0.6, 0.85):
            foot = (x + (tip[0] - x) * step, y + (tip[1] - y) * step)
            for side in (-0.8, 0.8):
                leaf(c, *foot, -math.pi / 2 + turn + side, size * 0.28, c.accent(0))


def fruit(c: Canvas, x: float, y: float, r: float, fill: RGB) -> None:
    """A round fruit with a highlight and a small leaf."""
    c.shadow((x - r, y + r * 0.6, x + r * 1.4, y + r * 1.2), 0.3, 0.8)
    c.disc(x, y, r, fill)
    c.disc(x - r * 0.3, y - r * 0.35, r * 0.28, mix(fill, (255, 255, 255), 0.45))
    petal(c, x, y - r * 0.9, x + r, y - r * 1.5, c.accent(0), 0.4)


def bottle(c: Canvas, word: str = "", arch: bool = True, props: int = 2) -> None:
    """A product picture: one labelled bottle on a block with a few props."""
    table = stage(c, arch)
    c.box(c.w * 0.28, table - c.u * 6, c.w * 0.44, c.u * 16, c.accent(1))
    c.box(c.w * 0.6, table - c.u * 6, c.w * 0.12, c.u * 16, mix(c.accent(1), c.ink, 0.2))
    x, foot, size = c.w / 2, table - c.u * 5, c.u * 62
    c.shadow((x - size * 0.2, foot - c.u, x + size * 0.42, foot + c.u * 2), 0.4, 1.0)
    turned(c, x, foot, BOTTLE, size, c.accent(2))
    c.box(x - size * 0.12, foot - size * 1.02, size * 0.24, size * 0.1, c.accent(3))
    label(c, x, foot - size * 0.3, size * 0.2, word)
    for number in range(props):
        fruit(c, c.w * (0.16 + 0.68 * number), table + c.u * 11, c.u * 6, c.accent(number + 3))
    leaf(c, c.w * 0.8, table + c.u * 2, -2.0 if props else -1.8, c.u * 26, c.accent(0))


def label(c: Canvas, x: float, y: float, half: float, word: str) -> None:
    """A paper label with a word, a rule and a dot."""
    c.box(x - half, y - half * 1.1, half * 2, half * 2.2, c.ground)
    if word:
        c.text(x, y - half * 0.45, word, half * 2.2 / max(4, len(word)) * 1.15, c.ink, "mm", 0.035)
    c.box(x - half * 0.7, y + half * 0.1, half * 1.4, half * 0.06, c.ink)
    c.box(x - half * 0.5, y + half * 0.3, half, half * 0.05, mix(c.ink, c.ground, 0.5))
    c.disc(x, y + half * 0.72, half * 0.16, c.accent(1))


def pouch(c: Canvas, word: str = "", seeds: int = 9) -> None:
    """A stand-up pouch with a landscape band on it and scattered beans before it."""
    table = stage(c, False)
    x, w, top, foot = c.w / 2, c.u * 46, c.h * 0.18, table + c.u * 8
    c.shadow((x - w * 0.5, foot - c.u * 2, x + w * 0.62, foot + c.u * 4), 0.4, 1.4)
    body = [
        (x - w * 0.44, top),
        (x + w * 0.44, top),
        (x + w * 0.5, foot - c.u * 3),
        (x + w * 0.4, foot),
        (x - w * 0.4, foot),
        (x - w * 0.5, foot - c.u * 3),
    ]
    c.shape(body, c.accent(2))
    c.box(x - w * 0.44, top, w * 0.88, c.u * 4, mix(c.accent(2), c.ink, 0.35))
    middle = top + (foot - top) * 0.55
    c.disc(x, middle - c.u * 2, w * 0.24, c.accent(1))
    for number in range(3):
        y = middle + c.u * (2 + number * 5)
        hump = [
            (x - w * 0.47 + w * 0.94 * s / 12, y - math.sin(s / 12 * math.pi * 2 + number * 2) * c.u * 2.6)
            for s in range(13)
        ]
        c.shape(
            [*hump, (x + w * 0.47, y + c.u * 6), (x - w * 0.47, y + c.u * 6)],
            (c.accent(3), c.accent(0), mix(c.accent(0), c.ink, 0.4))[number],
        )
    if word:
        c.text(x, top + c.u * 12, word, w / max(4, len(word)) * 1.25, c.ground, "mm", 0.04)
    for _ in range(seeds):
        bx, by = c.w * c.random.uniform(0.12, 0.88), c.random.uniform(foot + c.u * 3, c.h * 0.96)
        c.pen.ellipse((bx, by, bx + c.u * 4.4, by + c.u * 2.8), fill=mix(c.accent(3), c.ink, 0.55))


def plate(c: Canvas, toppings: int = 26, cloth: int = 8) -> None:
    """A bowl from above on a checked cloth."""
    side = c.w / cloth
    for row in range(math.ceil(c.h / side)):
        for column in range(cloth):
            tone = mix(c.accent(0), c.ground, (0.0, 0.22, 0.22, 0.5)[(column % 2) + 2 * (row % 2)])
            c.box(column * side, row * side, side, side, tone)
    x, y = c.w / 2, c.h / 2
    c.shadow((x - c.u * 40, y - c.u * 35, x + c.u * 43, y + c.u * 43), 0.4, 2.2)
    for r, tone in (
        (40, c.ground),
        (37, c.accent(1)),
        (35.5, c.ground),
        (31, mix(c.accent(2), c.ink, 0.15)),
        (30, c.accent(2)),
    ):
        c.disc(x, y, c.u * r, tone)
    for number in range(toppings):
        place = towards(x, y, c.random.uniform(0, 6.3), c.u * 26 * math.sqrt(c.random.random()))
        if number % 3 == 0:
            c.disc(*place, c.u * c.random.uniform(3, 5.5), c.accent(3))
            c.disc(*place, c.u * 2, c.accent(number + 1))
        else:
            leaf(c, *place, c.random.uniform(0, 6.3), c.u * c.random.uniform(6, 11), c.accent(number))
