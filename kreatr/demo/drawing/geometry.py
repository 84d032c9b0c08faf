"""Geometry on a grid: tiles, arcs, blocks, weaving, scales."""

import math

from kreatr.demo.drawing.canvas import RGB, Canvas, mix


def grid(c: Canvas, across: int) -> list[tuple[float, float, float]]:
    """Upper left corners and side of the square cells that cover the sheet."""
    side = c.w / across
    return [(x * side, y * side, side) for y in range(math.ceil(c.h / side)) for x in range(across)]


def pair(c: Canvas) -> tuple[RGB, RGB]:
    """Two different colours, one of which may be the ground or the ink."""
    first, second = c.random.sample([c.ground, c.ink, *c.accents], 2)
    return first, second


def tiles(c: Canvas, across: int = 5) -> None:
    """A patchwork of simple tiles: quarter discs, discs, triangles, stripes, petals."""
    for x, y, s in grid(c, across):
        back, front = pair(c)
        c.box(x, y, s, s, back)
        tile(c, c.random.randrange(6), x, y, s, back, front)


def tile(c: Canvas, kind: int, x: float, y: float, s: float, back: RGB, front: RGB) -> None:
    """One tile of the patchwork."""
    if kind == 0:
        corner = c.random.randrange(4)
        cx, cy = x + s * (corner % 2), y + s * (corner // 2)
        angle = (0, 90, 270, 180)[corner]
        c.pen.pieslice((cx - s, cy - s, cx + s, cy + s), angle, angle + 90, fill=front)
        c.pen.pieslice((cx - s / 2, cy - s / 2, cx + s / 2, cy + s / 2), angle, angle + 90, fill=back)
    elif kind == 1:
        c.disc(x + s / 2, y + s / 2, s * 0.38, front)
        c.disc(x + s / 2, y + s / 2, s * 0.16, c.any())
    elif kind == 2:
        c.shape(
            c.random.choice([[(x, y), (x + s, y), (x, y + s)], [(x, y + s), (x + s, y + s), (x + s / 2, y)]]),
            front,
        )
    elif kind == 3:
        for stripe in range(4):
            c.box(x, y + s * stripe / 4, s, s / 8, front)
    elif kind == 4:
        for corner in range(4):
            cx, cy = x + s * (corner % 2), y + s * (corner // 2)
            petal(c, x + s / 2, y + s / 2, cx, cy, front)
    else:
        for dot in range(9):
            c.disc(x + s * (0.2 + 0.3 * (dot % 3)), y + s * (0.2 + 0.3 * (dot // 3)), s * 0.085, front)


def petal(c: Canvas, x: float, y: float, tx: float, ty: float, fill: RGB, width: float = 0.34) -> None:
    """A pointed petal from (x, y) to (tx, ty)."""
    dx, dy = tx - x, ty - y
    one, two = [], []
    for step in range(9):
        t = step / 8
        bulge = math.sin(t * math.pi) * width * 0.5
        one.append((x + dx * t - dy * bulge, y + dy * t + dx * bulge))
        two.append((x + dx * t + dy * bulge, y + dy * t - dx * bulge))
    c.shape([*one, *reversed(two)], fill)


def truchet(c: Canvas, across: int = 8, width: float = 0.2) -> None:
    """Quarter arcs that join into wandering loops."""
    for x, y, s in grid(c, across):
        turned = c.random.random() < 0.5
        for side in (0, 1):
            cx = x + (s if side ^ turned else 0)
            cy = y + s * side
            angle = {(0, 0): 0, (1, 0): 90, (0, 1): 270, (1, 1): 180}[(int(cx > x), side)]
            for ring, tone in ((0.5 + width, c.accent(round(y / s))), (0.5 + width / 3, c.ground)):
                r, thick = s * ring, s * (width * 2 if tone != c.ground else width * 0.66)
                c.pen.arc((cx - r, cy - r, cx + r, cy + r), angle, angle + 90, fill=tone, width=round(thick))


def arcs(c: Canvas, across: int = 4, rings: int = 5) -> None:
    """Rainbows of concentric half discs, as on a seventies wallpaper."""
    step = c.w / across
    for row in range(math.ceil(c.h / step * 2) + 2):
        for column in range(-1, across + 1):
            x = (column + 0.5 + (0.5 if row % 2 else 0)) * step
            y = row * step / 2
            for ring in range(rings, 0, -1):
                tone = [c.ground, *c.accents, c.ink][(ring + column) % (len(c.accents) + 2)]
                c.disc(x, y, step * 0.5 * ring / rings, tone)


def weave(c: Canvas, bands: int = 9, steps: int = 14) -> None:
    """Woven bands of diamonds, chevrons and stripes of different heights."""
    y, kind = 0.0, 0
    while y < c.h:
        height = c.h / bands * c.random.choice((0.5, 0.8, 1.1, 1.5))
        back, front = (c.accent(kind), c.ground) if kind % 2 else (c.ink, c.accent(kind))
        c.box(0, y, c.w, height, back)
        cell = c.w / steps
        for step in range(steps + 1):
            woven(c, kind % 3, step * cell, y, cell, height, front, c.accent(kind + 2))
        c.box(0, y, c.w, c.u * 0.7, c.ground)
        y += height
        kind += 1


def woven(c: Canvas, kind: int, x: float, y: float, w: float, h: float, front: RGB, second: RGB) -> None:
    """One repeat of a woven band."""
    if kind == 0:
        c.shape(
            [(x, y + h / 2), (x + w / 2, y + h * 0.12), (x + w, y + h / 2), (x + w / 2, y + h * 0.88)], front
        )
        c.shape(
            [
                (x + w * 0.25, y + h / 2),
                (x + w / 2, y + h * 0.3),
                (x + w * 0.75, y + h / 2),
                (x + w / 2, y + h * 0.7),
            ],
            second,
        )
    elif kind == 1:
        for fold in (0.15, 0.5):
            up, down = y + h * fold, y + h * (fold + 0.3)
            c.line([(x, down), (x + w / 2, up), (x + w, down)], front, h * 0.1)
    else:
        c.box(x + w * 0.3, y + h * 0.2, w * 0.4, h * 0.6, front)


def scales(c: Canvas, across: int = 7, rings: int = 3) -> None:
    """Overlapping fan scales, each with rings."""
    r = c.w / across / 2
    for row in range(math.ceil(c.h / r) + 3):
        for column in range(-1, across + 1):
            x = (column + (1 if row % 2 else 0.5)) * r * 2
            tone = c.accent(c.random.randrange(len(c.accents)))
            for ring in range(rings, 0, -1):
                c.disc(x, row * r, r * ring / rings, tone if (rings - ring) % 2 == 0 else c.ground)


def blocks(c: Canvas, across: int = 9, tall: float = 1.6) -> None:
    """An isometric field of blocks whose heights follow two waves."""
    a, b = c.random.uniform(0.4, 0.9), c.random.uniform(0.4, 0.9)
    w = c.w / across * 0.62
    h = w * 0.55
    c.fade(mix(c.ground, (255, 255, 255), 0.3), c.ground)
    for row in range(across):
        for column in range(across):
            x = c.w / 2 + (column - row) * w * 0.74
            y = c.h * 0.34 + (column + row) * h * 0.68
            up = (
                w
                * tall
                * (0.25 + abs(math.sin(row * a) + math.cos(column * b)) * 0.55 + c.random.uniform(0, 0.3))
            )
            block(c, x, y, w * 0.7, h * 0.63, up, c.accent(int(up / w * 2.2) + (row * column) % 2))


def block(c: Canvas, x: float, y: float, w: float, h: float, up: float, tone: RGB) -> None:
    """One block with a light top and two shaded sides; (x, y) is the middle of its foot."""
    top, left, right = mix(tone, (255, 255, 255), 0.25), tone, mix(tone, c.ink, 0.35)
    c.shape([(x, y - up - h), (x + w, y - up), (x, y - up + h), (x - w, y - up)], top)
    c.shape([(x - w, y - up), (x, y - up + h), (x, y + h), (x - w, y)], left)
    c.shape([(x + w, y - up), (x, y - up + h), (x, y + h), (x + w, y)], right)
