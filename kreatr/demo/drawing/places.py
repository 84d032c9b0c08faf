"""Places: a city at night, a village, another planet, a reef, terraced fields."""

import math

from PIL import Image, ImageDraw

from kreatr.demo.drawing.canvas import Canvas, mix


def city(c: Canvas, towers: int = 16, lit: float = 0.35, moon: float = 0.25) -> None:
    """Two rows of towers with lit windows against a low glow."""
    c.fade(c.ink, mix(c.accent(0), c.ink, 0.35))
    c.disc(c.w * moon, c.h * 0.2, c.u * 9, mix(c.accent(1), (255, 255, 255), 0.5))
    for row, shade in enumerate((0.45, 0.78)):
        x = -c.u * 4
        while x < c.w:
            width = c.u * c.random.uniform(7, 15)
            height = c.h * c.random.uniform(0.25, 0.62 - row * 0.16)
            fill = mix(c.accent(0), c.ink, shade)
            c.box(x, c.h - height, width, height, fill)
            if c.random.random() < 0.3:
                c.line(
                    [(x + width / 2, c.h - height - c.u * 6), (x + width / 2, c.h - height)], fill, c.u * 0.7
                )
            windows(c, x, c.h - height, width, lit if row else lit / 3)
            x += width + c.u * c.random.choice((0, 0.8, 2)) * (16 / towers)


def windows(c: Canvas, x: float, y: float, width: float, lit: float) -> None:
    """Chance lights in a tower whose upper left corner is (x, y)."""
    step = c.u * 2.6
    rows = int((c.h - y) / step)
    for row in range(1, rows):
        for column in range(1, int(width / step)):
            if c.random.random() < lit:
                c.box(
                    x + column * step - c.u * 0.4,
                    y + row * step,
                    c.u * 1.1,
                    c.u * 1.4,
                    c.accent(1 + c.random.randrange(2)),
                )


def houses(c: Canvas, rows: int = 5, stilts: int = 0) -> None:
    """A village on a slope: rows of gabled houses in all accents."""
    c.fade(mix(c.accent(0), (255, 255, 255), 0.55), c.ground)
    c.disc(c.w * 0.74, c.h * 0.15, c.u * 9, mix(c.ground, (255, 255, 255), 0.5))
    for row in range(rows):
        y = c.h * (0.36 + 0.68 * (row + 0.4) / rows)
        x = -c.u * c.random.uniform(0, 10)
        size = c.u * (11 + row * 2.2)
        while x < c.w:
            width, height = size * c.random.uniform(0.8, 1.25), size * c.random.uniform(0.9, 1.3)
            house(c, x, y, width, height, stilts)
            x += width + c.u * 0.6


def house(c: Canvas, x: float, y: float, w: float, h: float, stilts: int) -> None:
    """One house whose floor is at y."""
    wall, roof = c.random.sample(c.accents, 2) if len(c.accents) > 1 else (c.accent(0), c.ink)
    foot = h * 0.35 if stilts else 0
    for leg in range(3 if stilts else 0):
        c.box(x + w * (0.08 + 0.4 * leg), y - foot, w * 0.06, foot + c.u, c.ink)
    c.box(x, y - h, w, h - foot + (0 if stilts else c.h), wall)
    c.shape(
        [(x - w * 0.08, y - h), (x + w * 0.5, y - h * 1.55), (x + w * 1.08, y - h)], mix(roof, c.ink, 0.35)
    )
    for column in range(2):
        c.box(
            x + w * (0.16 + 0.42 * column), y - h * 0.78, w * 0.24, h * 0.3, mix(c.ground, c.accent(1), 0.2)
        )
        c.box(x + w * (0.27 + 0.42 * column), y - h * 0.78, w * 0.03, h * 0.3, wall)


def space(c: Canvas, rings: int = 1, moons: int = 3) -> None:
    """A banded planet among stars."""
    c.fade(c.ink, mix(c.ink, c.accent(0), 0.45))
    for _ in range(170):
        c.disc(
            c.random.uniform(0, c.w),
            c.random.uniform(0, c.h),
            c.u * c.random.choice((0.15, 0.2, 0.4)),
            c.ground,
        )
    x, y, r = c.w * c.random.uniform(0.42, 0.6), c.h * c.random.uniform(0.38, 0.5), c.u * 27
    bands = Image.new("RGB", (1, 18))
    for row in range(18):
        bands.putpixel((0, row), mix(c.any(), c.accent(1), 0.4))
    rims = [(r * (1.5 + ring * 0.14), round(c.u * (1.5 - ring * 0.35))) for ring in range(rings * 3)]
    for wide, thick in rims:
        c.pen.ellipse((x - wide, y - wide * 0.3, x + wide, y + wide * 0.3), outline=c.accent(2), width=thick)
    side = round(2.4 * r)
    surface = bands.resize((side, side), Image.Resampling.BICUBIC).rotate(-14, Image.Resampling.BILINEAR)
    mask = Image.new("L", (side, side), 0)
    ImageDraw.Draw(mask).ellipse((side / 2 - r, side / 2 - r, side / 2 + r, side / 2 + r), fill=255)
    c.image.paste(surface, (round(x - side / 2), round(y - side / 2)), mask)
    for wide, thick in rims:
        box = (x - wide, y - wide * 0.3, x + wide, y + wide * 0.3)
        c.pen.arc(box, 0, 180, fill=mix(c.accent(2), c.ground, 0.35), width=thick)
    for _ in range(moons):
        spot = (c.random.uniform(0.08, 0.92) * c.w, c.random.uniform(0.74, 0.95) * c.h)
        c.disc(*spot, c.u * c.random.uniform(1.5, 5), c.any())


def fish(c: Canvas, x: float, y: float, size: float, way: int, fill: tuple[int, int, int]) -> None:
    """A simple fish looking to the left (-1) or right (1)."""
    body = [
        (x + way * size * math.cos(t / 12 * math.pi), y + size * 0.42 * math.sin(t / 12 * math.pi))
        for t in range(24)
    ]
    tail = [
        (x - way * size * 0.8, y),
        (x - way * size * 1.5, y - size * 0.45),
        (x - way * size * 1.5, y + size * 0.45),
    ]
    c.shape(tail, mix(fill, c.ink, 0.2))
    c.shape(body, fill)
    for stripe in range(2):
        left = x - way * size * (0.1 + 0.4 * stripe)
        c.line(
            [(left, y - size * 0.34), (left - way * size * 0.12, y + size * 0.34)],
            mix(fill, c.ground, 0.6),
            size * 0.12,
        )
    c.disc(x + way * size * 0.62, y - size * 0.08, size * 0.08, c.ink)


def reef(c: Canvas, shoal: int = 14, corals: int = 11) -> None:
    """Fish over corals in slanting light."""
    c.fade(mix(c.accent(0), c.ground, 0.45), mix(c.accent(0), c.ink, 0.75))
    for beam in range(5):
        x = c.w * (0.1 + 0.2 * beam + c.random.uniform(-0.05, 0.05))
        tone = Image.new("RGB", (c.w, c.h), c.ground)
        mask = Image.new("L", (c.w // 8, c.h // 8), 0)
        ray = [(x / 8, 0), (x / 8 + c.u, 0), (x / 8 - c.u * 1.5, c.h / 9), (x / 8 - c.u * 5, c.h / 9)]
        ImageDraw.Draw(mask).polygon(ray, fill=26)
        c.image.paste(tone, (0, 0), mask.resize((c.w, c.h)))
    for _ in range(corals):
        coral(c, c.random.uniform(0, 1) * c.w, c.h * 1.01, c.u * c.random.uniform(12, 30), c.any())
    way = c.random.choice((-1, 1))
    for _ in range(shoal):
        place = (c.random.uniform(0.08, 0.92) * c.w, c.random.uniform(0.12, 0.68) * c.h)
        fish(
            c,
            *place,
            c.u * c.random.uniform(2.6, 6.5),
            way,
            c.accent(1 + c.random.randrange(len(c.accents) - 1)),
        )


def coral(
    c: Canvas, x: float, y: float, size: float, fill: tuple[int, int, int], lean: float = 0.0, depth: int = 3
) -> None:
    """A branching coral growing upwards from (x, y)."""
    tip = (x + math.sin(lean) * size, y - math.cos(lean) * size)
    c.line([(x, y), tip], fill, size * 0.2 if depth > 1 else c.u * 1.3)
    c.disc(*tip, size * 0.1 if depth > 1 else c.u * 0.9, fill)
    if depth:
        for turn in (-0.5, 0.45):
            coral(c, *tip, size * 0.62, fill, lean + turn + c.random.uniform(-0.15, 0.15), depth - 1)
