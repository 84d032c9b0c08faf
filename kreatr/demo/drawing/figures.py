"""Figures: faces, lanterns, cassettes, records, kites."""

import math

from kreatr.demo.drawing.canvas import Canvas, mix
from kreatr.demo.drawing.geometry import petal
from kreatr.demo.drawing.plants import leaf, towards


def face(c: Canvas, hat: int = 0, leaves: int = 5) -> None:
    """A head of plain shapes, half of it in shade, before a disc."""
    x, y = c.w / 2, c.h * 0.44
    c.disc(x + c.u * 14, y - c.u * 10, c.u * 30, c.accent(1))
    for number in range(leaves):
        leaf(
            c,
            c.w * (0.05 + 0.22 * number),
            c.h * 1.02,
            -math.pi / 2 + c.random.uniform(-0.5, 0.5),
            c.u * 44,
            c.accent(0),
        )
    skin = mix(c.accent(2), c.ground, 0.25)
    c.pen.ellipse((x - c.u * 40, c.h * 0.76, x + c.u * 40, c.h * 1.5), fill=c.accent(3))
    c.box(x - c.u * 8, y + c.u * 14, c.u * 16, c.u * 26, mix(skin, c.ink, 0.2))
    c.pen.ellipse((x - c.u * 25, y - c.u * 30, x + c.u * 25, y + c.u * 12), fill=c.ink)
    c.pen.ellipse((x - c.u * 19, y - c.u * 22, x + c.u * 19, y + c.u * 26), fill=skin)
    c.pen.pieslice(
        (x - c.u * 19, y - c.u * 22, x + c.u * 19, y + c.u * 26), -90, 90, fill=mix(skin, c.ink, 0.16)
    )
    c.pen.pieslice((x - c.u * 21, y - c.u * 28, x + c.u * 21, y + c.u * 8), 180, 360, fill=c.ink)
    if hat:
        c.shape([(x - c.u * 36, y - c.u * 12), (x, y - c.u * 44), (x + c.u * 36, y - c.u * 12)], c.accent(1))
        c.box(x - c.u * 36, y - c.u * 13, c.u * 72, c.u * 2, mix(c.accent(1), c.ink, 0.4))
    features(c, x, y)


def features(c: Canvas, x: float, y: float) -> None:
    """Eyes, nose and mouth of a face whose middle is (x, y)."""
    for side in (-1, 1):
        ex = x + side * c.u * 8.4
        petal(c, ex - c.u * 5, y + c.u * 2, ex + c.u * 5, y + c.u * 2, c.ground, 0.6)
        c.disc(ex, y + c.u * 2, c.u * 2, c.ink)
        c.pen.arc(
            (ex - c.u * 6, y - c.u * 6, ex + c.u * 6, y + c.u * 4),
            200,
            340,
            fill=c.ink,
            width=round(c.u * 1.2),
        )
        c.disc(ex + side * c.u * 2, y + c.u * 10, c.u * 3.2, mix(c.accent(2), c.accent(3), 0.5))
    c.line([(x, y), (x + c.u * 2.6, y + c.u * 10), (x - c.u * 1, y + c.u * 11)], c.ink, c.u * 0.9)
    petal(c, x - c.u * 6, y + c.u * 17, x + c.u * 6, y + c.u * 17, c.accent(3), 0.55)
    c.line([(x - c.u * 6, y + c.u * 17), (x + c.u * 6, y + c.u * 17)], c.ink, c.u * 0.5)


def lanterns(c: Canvas, count: int = 9) -> None:
    """Paper lanterns on strings at night."""
    c.fade(c.ink, mix(c.ink, c.accent(0), 0.5))
    for number in range(count):
        x = c.w * (0.1 + 0.8 * ((number * 0.37) % 1))
        y, s = c.h * (0.12 + 0.72 * number / count), c.u * c.random.uniform(9, 14)
        tone = c.accent(number % 3)
        c.line([(x, 0), (x, y)], mix(c.ink, c.ground, 0.35), c.u * 0.3)
        c.glow(x, y + s, s * 3, mix(tone, c.ground, 0.5), 0.5)
        c.pen.ellipse((x - s, y, x + s, y + s * 1.9), fill=tone)
        for rib in (0.35, 0.75):
            c.pen.ellipse(
                (x - s * rib, y, x + s * rib, y + s * 1.9),
                outline=mix(tone, c.ground, 0.4),
                width=round(c.u * 0.35),
            )
        for end in (y - s * 0.05, y + s * 1.8):
            c.box(x - s * 0.4, end, s * 0.8, s * 0.18, c.accent(1))
        for tassel in (-0.15, 0, 0.15):
            c.line([(x + s * tassel, y + s * 1.95), (x + s * tassel, y + s * 2.6)], c.accent(1), c.u * 0.35)


def cassette(c: Canvas, word: str = "") -> None:
    """A cassette with stripes on its label."""
    c.fade(c.ground, mix(c.ground, c.accent(0), 0.5))
    w = min(c.w * 0.84, c.h * 1.2)
    h, x, y = w * 0.64, (c.w - w) / 2, (c.h - w * 0.64) / 2
    c.shadow((x, y + h * 0.4, x + w * 1.04, y + h * 1.14), 0.45, 2.4)
    c.box(x, y, w, h, c.ink, w * 0.04)
    c.box(x + w * 0.06, y + h * 0.08, w * 0.88, h * 0.62, c.ground, w * 0.02)
    for stripe in range(4):
        c.box(x + w * 0.06, y + h * (0.36 + stripe * 0.085), w * 0.88, h * 0.085, c.accent(stripe))
    if word:
        c.text(x + w * 0.1, y + h * 0.22, word, h * 0.13, c.ink, "lm", 0.03)
    c.box(x + w * 0.26, y + h * 0.38, w * 0.48, h * 0.24, c.ink, h * 0.12)
    for side in (-1, 1):
        reel(c, x + w * (0.5 + side * 0.15), y + h * 0.5, h * 0.1)
    c.shape(
        [
            (x + w * 0.2, y + h),
            (x + w * 0.25, y + h * 0.78),
            (x + w * 0.75, y + h * 0.78),
            (x + w * 0.8, y + h),
        ],
        mix(c.ink, c.ground, 0.18),
    )


def reel(c: Canvas, x: float, y: float, r: float) -> None:
    """A tape reel with teeth."""
    c.disc(x, y, r, c.ground)
    for tooth in range(6):
        c.line([(x, y), towards(x, y, tooth * math.pi / 3, r * 0.72)], c.ink, r * 0.16)
    c.disc(x, y, r * 0.42, c.ground)


def vinyl(c: Canvas, word: str = "") -> None:
    """A record half out of its sleeve."""
    c.fade(mix(c.ground, c.accent(0), 0.25), c.ground)
    s = min(c.w * 0.62, c.h * 0.74)
    x, y = c.w * 0.5 - s * 0.66, (c.h - s) / 2
    cx, cy = x + s, y + s / 2
    c.shadow((x, y + s * 0.4, x + s * 1.4, y + s * 1.1), 0.4, 2.6)
    c.disc(cx, cy, s * 0.47, c.ink)
    for groove in range(7):
        c.disc(cx, cy, s * (0.44 - groove * 0.035), None, mix(c.ink, c.ground, 0.16), c.u * 0.25)
    c.disc(cx, cy, s * 0.15, c.accent(1))
    c.disc(cx, cy, s * 0.02, c.ground)
    c.box(x, y, s, s, c.accent(0))
    for ring in range(5, 0, -1):
        c.disc(x + s / 2, y + s * 0.56, s * 0.075 * ring, c.accent(ring) if ring % 2 else c.ground)
    if word:
        c.text(x + s * 0.06, y + s * 0.1, word, s * 0.1, c.ground, "lm", 0.03)


def kites(c: Canvas, count: int = 6) -> None:
    """Kites with ribbon tails in an open sky."""
    c.fade(mix(c.accent(0), c.ground, 0.2), mix(c.ground, (255, 255, 255), 0.4))
    for number in range(count):
        x, y = c.w * (0.14 + 0.72 * ((number * 0.618) % 1)), c.h * (0.12 + 0.62 * number / count)
        s = c.u * c.random.uniform(8, 17)
        lean = c.random.uniform(-0.35, 0.35)
        tip, left, right, foot = (
            towards(x, y, lean + angle, s * reach)
            for angle, reach in ((-1.57, 1), (3.14, 0.72), (0, 0.72), (1.57, 1.3))
        )
        tail = [(foot[0] + math.sin(t * 0.9) * s * 0.25, foot[1] + t * s * 0.2) for t in range(9)]
        c.line(tail, c.ink, c.u * 0.4)
        for bow in (2, 4, 6, 8):
            c.disc(*tail[bow], s * 0.09, c.accent(bow + number))
        c.shape([tip, left, (x, y)], c.accent(number + 1))
        c.shape([tip, right, (x, y)], c.accent(number + 2))
        c.shape([foot, left, (x, y)], c.accent(number + 3))
        c.shape([foot, right, (x, y)], mix(c.accent(number + 1), c.ink, 0.3))
