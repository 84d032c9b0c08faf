"""Screens of the machine: workflow graphs and chats."""

import itertools

from kreatr.demo.drawing.canvas import RGB, Canvas, light, mix


def panel(c: Canvas) -> RGB:
    """A tone for panels that stands out a little from the ground."""
    return mix(c.ground, (255, 255, 255), 0.1 if light(c.ground) < 0.5 else 0.75)


def words(c: Canvas, x: float, y: float, width: float, rows: int, fill: RGB, size: float = 1.1) -> None:
    """Text as bars: `rows` lines, the last one shorter."""
    for row in range(rows):
        share = c.random.uniform(0.35, 0.6) if row == rows - 1 else c.random.uniform(0.8, 1)
        c.box(x, y + row * c.u * size * 2, width * share, c.u * size, fill, c.u * size / 2)


def nodes(c: Canvas, columns: int = 4) -> None:
    """A workflow graph: boxes joined by curved cables, a result at the end."""
    step = c.u * 4
    for row in range(int(c.h / step)):
        for column in range(int(c.w / step)):
            c.disc((column + 0.5) * step, (row + 0.5) * step, c.u * 0.22, mix(c.ground, c.ink, 0.25))
    stacks: list[list[tuple[float, float, float, float]]] = []
    width = c.w / columns * 0.66
    for column in range(columns):
        count = c.random.choice((1, 2, 3)) if 0 < column < columns - 1 else (2 if column == 0 else 1)
        height = c.h * (0.62 if count == 1 else 0.72) / max(1.6, count)
        left = c.w * (column + 0.5) / columns - width / 2
        gap = c.h / count
        stacks.append(
            [
                (left, gap * (n + 0.5) - height / 2 + c.random.uniform(-1, 1) * c.u * 3, width, height)
                for n in range(count)
            ]
        )
    for number, (here, there) in enumerate(itertools.pairwise(stacks)):
        for one in here:
            for two in there:
                cable(
                    c,
                    one[0] + one[2],
                    one[1] + one[3] * 0.4,
                    two[0],
                    two[1] + two[3] * c.random.uniform(0.3, 0.6),
                    c.accent(number),
                )
    for column, stack in enumerate(stacks):
        for place in stack:
            node(c, place, c.accent(column), column == columns - 1)


def cable(c: Canvas, x: float, y: float, tx: float, ty: float, tone: RGB) -> None:
    """A curved cable between two sockets."""
    points = []
    for step in range(25):
        t = step / 24
        ease = t * t * (3 - 2 * t)
        points.append((x + (tx - x) * t, y + (ty - y) * ease))
    c.line(points, tone, c.u * 0.7)
    c.disc(x, y, c.u * 1.1, tone)
    c.disc(tx, ty, c.u * 1.1, tone)


def node(c: Canvas, place: tuple[float, float, float, float], tone: RGB, result: bool) -> None:
    """One box of the graph; the last one shows a small picture."""
    x, y, w, h = place
    c.box(x, y, w, h, panel(c), c.u * 1.6)
    c.box(x, y, w, c.u * 4.4, tone, c.u * 1.6)
    c.box(x, y + c.u * 2.4, w, c.u * 2, tone)
    words(c, x + c.u * 1.6, y + c.u * 1.7, w * 0.5, 1, mix(c.ground, tone, 0.2))
    if result:
        c.box(x + c.u * 1.6, y + c.u * 6.4, w - c.u * 3.2, h - c.u * 8, mix(c.accent(0), c.ground, 0.5))
        c.disc(x + w * 0.62, y + h * 0.42, w * 0.16, c.accent(1))
        base = y + h - c.u * 1.6
        c.shape([(x + c.u * 1.6, base), (x + w * 0.4, y + h * 0.5), (x + w * 0.66, base)], c.accent(2))
        c.shape(
            [(x + w * 0.36, base), (x + w * 0.7, y + h * 0.62), (x + w - c.u * 1.6, base)],
            mix(c.accent(2), c.ink, 0.4),
        )
    else:
        words(
            c,
            x + c.u * 2,
            y + c.u * 6.6,
            w * 0.74,
            max(1, int((h / c.u - 9) / 2.4)),
            mix(c.ground, c.ink, 0.4),
        )


def chat(c: Canvas, turns: int = 6, wide: int = 0) -> None:
    """A phone with a conversation; `wide` puts two phones side by side."""
    c.fade(c.ground, mix(c.ground, c.accent(0), 0.4))
    phones = 2 if wide else 1
    for number in range(phones):
        h = c.h * 0.86
        w = min(h * 0.52, c.w * 0.8 / phones)
        x = c.w * (number + 0.5) / phones - w / 2 + (c.u * 6 * (1 - 2 * number) if wide else 0)
        phone(c, x, c.h * 0.07 + c.u * 4 * number, w, h, turns + number)


def phone(c: Canvas, x: float, y: float, w: float, h: float, turns: int) -> None:
    """One phone with bubbles on both sides."""
    c.shadow((x - w * 0.02, y + h * 0.1, x + w * 1.1, y + h * 1.04), 0.4, 2.5)
    c.box(x, y, w, h, c.ink, w * 0.1)
    edge = w * 0.035
    c.box(x + edge, y + edge, w - 2 * edge, h - 2 * edge, mix(c.ground, (255, 255, 255), 0.6), w * 0.075)
    c.box(x + edge, y + h * 0.09, w - 2 * edge, h * 0.002, mix(c.ground, c.ink, 0.2))
    c.disc(x + w * 0.15, y + h * 0.055, w * 0.055, c.accent(1))
    c.box(x + w * 0.24, y + h * 0.045, w * 0.34, h * 0.014, c.ink, h * 0.007)
    top = y + h * 0.12
    for turn in range(turns):
        rows = c.random.choice((1, 2, 2, 3))
        width, height = w * c.random.uniform(0.5, 0.68), h * (0.03 + 0.026 * rows)
        mine = turn % 2 == 1
        left = x + w - edge * 2 - width if mine else x + edge * 2
        if top + height > y + h * 0.9:
            break
        tone = c.accent(0) if mine else mix(c.ground, c.ink, 0.1)
        c.box(left, top, width, height, tone, h * 0.018)
        words(
            c,
            left + w * 0.05,
            top + h * 0.02,
            width - w * 0.1,
            rows,
            c.ground if mine else mix(c.ink, c.ground, 0.35),
            h / c.u * 0.012,
        )
        top += height + h * 0.022
    c.box(x + edge * 2, y + h * 0.915, w - edge * 4, h * 0.045, mix(c.ground, c.ink, 0.08), h * 0.022)
