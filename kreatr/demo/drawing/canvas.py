"""The sheet the demo drawings are made on: twice as large as asked for, with colours and a seeded chance."""

import random
from collections.abc import Iterable

from PIL import Image, ImageColor, ImageDraw, ImageFilter, ImageFont, ImageOps

RGB = tuple[int, int, int]
SCALE = 2


def rgb(value: str | RGB) -> RGB:
    """`#rrggbb` (or a ready triple) as three integers."""
    return ImageColor.getrgb(value)[:3] if isinstance(value, str) else value


def mix(a: str | RGB, b: str | RGB, share: float) -> RGB:
    """The colour `share` of the way from `a` to `b`."""
    one, two = rgb(a), rgb(b)
    return tuple(round(x + (y - x) * share) for x, y in zip(one, two, strict=True))  # type: ignore[return-value]


def light(colour: str | RGB) -> float:
    """Perceived lightness, 0 (black) to 1 (white)."""
    r, g, b = rgb(colour)
    return (0.299 * r + 0.587 * g + 0.114 * b) / 255


class Canvas:
    """One drawing in progress. `ground` is the paper, `ink` the strongest contrast, `accents` the colours between."""

    def __init__(
        self, size: tuple[int, int], colors: list[str], seed: int, turn: int = 0, flip: bool = False
    ):
        self.w, self.h = size[0] * SCALE, size[1] * SCALE
        self.u = min(self.w, self.h) / 100
        self.random = random.Random(seed)
        shades = [rgb(color) for color in colors]
        self.ground, self.ink = (shades[-1], shades[0]) if flip else (shades[0], shades[-1])
        middle = shades[1:-1]
        self.accents = middle[turn % len(middle) :] + middle[: turn % len(middle)]
        self.image = Image.new("RGB", (self.w, self.h), self.ground)
        self.pen = ImageDraw.Draw(self.image)

    def accent(self, number: int) -> RGB:
        """The accent with this number, starting over after the last."""
        return self.accents[number % len(self.accents)]

    def any(self) -> RGB:
        """A chance accent."""
        return self.random.choice(self.accents)

    def disc(
        self, x: float, y: float, r: float, fill: RGB | None, line: RGB | None = None, width: float = 0
    ) -> None:
        """A circle around (x, y)."""
        self.pen.ellipse((x - r, y - r, x + r, y + r), fill=fill, outline=line, width=round(width))

    def box(self, x: float, y: float, w: float, h: float, fill: RGB, radius: float = 0) -> None:
        """A rectangle from its upper left corner."""
        if radius:
            self.pen.rounded_rectangle((x, y, x + w, y + h), radius, fill=fill)
        else:
            self.pen.rectangle((x, y, x + w, y + h), fill=fill)

    def shape(self, points: Iterable[tuple[float, float]], fill: RGB) -> None:
        """A filled polygon."""
        self.pen.polygon(list(points), fill=fill)

    def line(self, points: Iterable[tuple[float, float]], fill: RGB, width: float) -> None:
        """A line; joints are rounded where it is thick enough for that to be seen."""
        wide = max(1, round(width))
        self.pen.line(list(points), fill=fill, width=wide, joint="curve" if wide > 6 else None)

    def fade(self, top: RGB, bottom: RGB) -> None:
        """Fills the whole sheet from one colour above to another below."""
        ramp = Image.linear_gradient("L").resize((self.w, self.h))
        self.image.paste(ImageOps.colorize(ramp, top, bottom))

    def glow(self, x: float, y: float, r: float, colour: RGB, strength: float = 0.6) -> None:
        """A soft light around (x, y)."""
        spot = ImageOps.invert(Image.radial_gradient("L")).resize((round(2 * r), round(2 * r)))
        mask = spot.point(lambda value: round(max(0, value - 75) * 1.4 * strength))
        self.image.paste(colour, (round(x - r), round(y - r)), mask)

    def shadow(
        self, box: tuple[float, float, float, float], strength: float = 0.3, blur: float = 2.0
    ) -> None:
        """A soft dark ellipse in `box`, drawn small and enlarged because blurring a large sheet is slow."""
        part, edge = 8, 3 * blur * self.u
        w, h = box[2] - box[0] + 2 * edge, box[3] - box[1] + 2 * edge
        mask = Image.new("L", (max(1, round(w / part)), max(1, round(h / part))), 0)
        inner = (edge / part, edge / part, (w - edge) / part, (h - edge) / part)
        ImageDraw.Draw(mask).ellipse(inner, fill=round(255 * strength))
        mask = mask.filter(ImageFilter.GaussianBlur(blur * self.u / part)).resize((round(w), round(h)))
        self.image.paste(mix(self.ink, (0, 0, 0), 0.4), (round(box[0] - edge), round(box[1] - edge)), mask)

    def text(
        self,
        x: float,
        y: float,
        words: str | int,
        size: float,
        fill: RGB,
        anchor: str = "la",
        bold: float = 0.0,
    ) -> None:
        """Words at (x, y); `bold` is a stroke as a share of the size."""
        font = ImageFont.load_default(size)
        self.pen.text(
            (x, y),
            str(words),
            fill=fill,
            font=font,
            anchor=anchor,
            stroke_width=round(size * bold),
            stroke_fill=fill,
        )

    def finish(self) -> Image.Image:
        """The finished picture at the size that was asked for."""
        return self.image.reduce(SCALE)
