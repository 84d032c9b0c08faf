"""Soft surfaces: height maps, contour lines, marble, coloured light, facets."""

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from kreatr.demo.drawing.canvas import SCALE, Canvas, mix


def bumps(c: Canvas, across: int, down: int) -> Image.Image:
    """A smooth random height map as an `L` picture of the sheet's size, stretched to all 256 levels."""
    seeds = Image.new("L", (across, down))
    seeds.putdata([c.random.randrange(256) for _ in range(across * down)])
    small = seeds.resize((c.w // SCALE, c.h // SCALE), Image.Resampling.BICUBIC)
    low, high = (int(value) for value in small.getextrema())  # type: ignore[arg-type]
    span = max(1, high - low)
    return small.point(lambda value: round((value - low) * 255 / span)).resize(
        (c.w, c.h), Image.Resampling.BILINEAR
    )


def isolines(heights: Image.Image, levels: int, width: int = 2) -> Image.Image:
    """A mask of the lines between the levels of a height map."""
    steps = heights.point(lambda value: value * levels // 256 * (255 // levels))
    lines = ImageChops.difference(steps, ImageChops.offset(steps, width, width))
    lines.paste(0, (0, 0, lines.width, width))
    lines.paste(0, (0, 0, width, lines.height))
    return lines.point(lambda value: 255 if value else 0)


def contours(c: Canvas, levels: int = 14, filled: int = 1, detail: int = 5) -> None:
    """A topographic map; `filled` colours the levels, otherwise only lines stand on the ground."""
    heights = bumps(c, detail, detail + 1)
    if filled:
        shades = [mix(c.accent(0), c.accent(1), step / levels) for step in range(levels // 2)]
        shades += [mix(c.accent(1), c.ground, step / levels * 1.6) for step in range(levels - levels // 2)]
        c.image.paste(bands(heights, shades))
    c.image.paste(c.ink if not filled else mix(c.ink, c.accent(0), 0.3), (0, 0), isolines(heights, levels))
    for _ in range(3):
        x, y = c.random.uniform(0.2, 0.8) * c.w, c.random.uniform(0.2, 0.8) * c.h
        c.disc(x, y, c.u * 1.6, c.accent(2), c.ground, c.u * 0.5)


def bands(heights: Image.Image, shades: list[tuple[int, int, int]]) -> Image.Image:
    """A height map painted in equal steps of the given shades."""
    ramp: list[int] = []
    for level in range(256):
        ramp += shades[level * len(shades) // 256]
    painted = heights.copy()
    painted.putpalette(ramp)
    return painted.convert("RGB")


def fields(c: Canvas, levels: int = 12, huts: int = 4) -> None:
    """Terraced fields from the air."""
    heights = bumps(c, 5, max(3, round(5 * c.h / c.w)))
    shades = [mix(c.accent(step % 3), c.ground if step % 2 else c.ink, 0.16) for step in range(levels)]
    c.image.paste(bands(heights, shades))
    c.image.paste(mix(c.ground, c.accent(0), 0.2), (0, 0), isolines(heights, levels, 4))
    for _ in range(huts):
        x, y, s = c.random.uniform(0.12, 0.88) * c.w, c.random.uniform(0.12, 0.88) * c.h, c.u
        c.box(x, y, s * 5, s * 3.4, c.ground)
        c.shape([(x - s, y), (x + s * 2.5, y - s * 3.4), (x + s * 6, y)], c.accent(3))


def marble(c: Canvas, veins: int = 26) -> None:
    """Marbled paper: many thin bands of a warped height map."""
    heights = bumps(c, 4, 5)
    shades = [c.accent(step) if step % 3 else (c.ground if step % 2 else c.ink) for step in range(veins)]
    c.image.paste(bands(heights, shades))


def aura(c: Canvas, lights: int = 6, ring: int = 1) -> None:
    """Blurred coloured lights with one clear disc or ring in the middle."""
    small = Image.new("RGB", (c.w // 20, c.h // 20), mix(c.ground, c.accent(0), 0.3))
    pen = ImageDraw.Draw(small)
    for number in range(lights):
        x, y = c.random.uniform(0, small.width), c.random.uniform(0, small.height)
        r = small.width * c.random.uniform(0.18, 0.4)
        pen.ellipse((x - r, y - r, x + r, y + r), fill=c.accent(number))
    c.image.paste(
        small.filter(ImageFilter.GaussianBlur(small.width / 9)).resize((c.w, c.h), Image.Resampling.BICUBIC)
    )
    for number in range(ring):
        c.disc(c.w / 2, c.h / 2, c.u * (30 - number * 6), None, c.ground, c.u * (0.5 + number * 0.25))


def facets(c: Canvas, columns: int = 7, sun: int = 1) -> None:
    """Low-poly triangles shaded from top to bottom like a folded landscape."""
    rows = round(columns * c.h / c.w)
    grid = [
        [jitter(c, x / columns, y / rows, 0.38 / columns) for x in range(columns + 1)]
        for y in range(rows + 1)
    ]
    for y in range(rows):
        for x in range(columns):
            corners = grid[y][x], grid[y][x + 1], grid[y + 1][x + 1], grid[y + 1][x]
            for part in (corners[:3], (corners[2], corners[3], corners[0])):
                share = y / rows + c.random.uniform(-0.12, 0.12)
                ladder = [c.ground, *c.accents[:3], c.ink]
                place = max(0.0, min(0.999, share)) * (len(ladder) - 1)
                tone = mix(ladder[int(place)], ladder[int(place) + 1], place % 1)
                c.shape(part, mix(tone, (255, 255, 255), c.random.uniform(0, 0.1)))
    if sun:
        c.disc(c.w * 0.68, c.h * 0.22, c.u * 9, mix(c.accent(1), (255, 255, 255), 0.6))


def jitter(c: Canvas, x: float, y: float, amount: float) -> tuple[float, float]:
    """A grid point in sheet coordinates, pushed aside a little; points on the rim stay on it."""
    if 0 < x < 1:
        x += c.random.uniform(-amount, amount)
    if 0 < y < 1:
        y += c.random.uniform(-amount, amount)
    return x * c.w, y * c.h
