"""What can be done to a finished picture: crops, colours, rasters, mirrors."""

import random

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter, ImageOps

from kreatr.demo.drawing.canvas import mix, rgb


def crop(image: Image.Image, ratio: str, x: float = 0.5, y: float = 0.5, zoom: float = 1.0) -> Image.Image:
    """The largest part with this ratio (`4:5`), shrunk by `zoom`, its middle at the shares x and y."""
    across, down = (float(part) for part in ratio.split(":"))
    scale = min(image.width / across, image.height / down) / zoom
    w, h = across * scale, down * scale
    left, top = (image.width - w) * x, (image.height - h) * y
    return image.crop((round(left), round(top), round(left + w), round(top + h)))


def duotone(image: Image.Image, dark: str, bright: str, middle: str | None = None) -> Image.Image:
    """Greys replaced by the way from one colour to another, perhaps through a third."""
    grey = ImageOps.autocontrast(image.convert("L"), cutoff=1)
    return ImageOps.colorize(grey, rgb(dark), rgb(bright), rgb(middle) if middle else None)


def hue(image: Image.Image, degrees: float, saturation: float = 1.0) -> Image.Image:
    """All colours turned around the wheel."""
    h, s, v = image.convert("HSV").split()
    turned = h.point(lambda value: (value + round(degrees * 256 / 360)) % 256)
    strong = s.point(lambda value: min(255, round(value * saturation)))
    return Image.merge("HSV", (turned, strong, v)).convert("RGB")


def posterise(image: Image.Image, colors: list[str]) -> Image.Image:
    """Few flat tones: brightness in as many steps as there are colours, darkest first."""
    grey = ImageOps.autocontrast(image.convert("L").filter(ImageFilter.GaussianBlur(1.2)), cutoff=1)
    ramp: list[int] = []
    for level in range(256):
        ramp += rgb(colors[level * len(colors) // 256])
    grey.putpalette(ramp)
    return grey.convert("RGB")


def mirror(image: Image.Image, side: str = "left") -> Image.Image:
    """One half and its mirror image; side is left, right, top or bottom."""
    half = image.width // 2, image.height // 2
    out = image.copy()
    if side in ("left", "right"):
        box = (
            (0, 0, half[0], image.height)
            if side == "left"
            else (image.width - half[0], 0, image.width, image.height)
        )
        out.paste(ImageOps.mirror(image.crop(box)), (image.width - half[0] if side == "left" else 0, 0))
    else:
        box = (
            (0, 0, image.width, half[1])
            if side == "top"
            else (0, image.height - half[1], image.width, image.height)
        )
        out.paste(ImageOps.flip(image.crop(box)), (0, image.height - half[1] if side == "top" else 0))
    return out


def tile(image: Image.Image, across: int = 3, flip: int = 1) -> Image.Image:
    """The square middle repeated into a fabric, every second one turned over when `flip` is set."""
    side = 720 // across
    piece = crop(image, "1:1").resize((side, side), Image.Resampling.LANCZOS)
    kinds = [piece, ImageOps.mirror(piece), ImageOps.flip(piece), ImageOps.flip(ImageOps.mirror(piece))]
    out = Image.new("RGB", (side * across, side * across))
    for number in range(across * across):
        x, y = number % across, number // across
        out.paste(kinds[(x % 2) + 2 * (y % 2)] if flip else piece, (x * side, y * side))
    return out


def halftone(image: Image.Image, ink: str, paper: str, step: int = 10) -> Image.Image:
    """A raster of dots, larger where it is darker."""
    small = ImageOps.autocontrast(image.convert("L"), cutoff=1).resize(
        (image.width // step, image.height // step), Image.Resampling.BOX
    )
    out = Image.new("RGB", (small.width * step * 2, small.height * step * 2), paper)
    pen, values, size = ImageDraw.Draw(out), small.tobytes(), step * 2
    for number, value in enumerate(values):
        x = (number % small.width + (0.5 if number // small.width % 2 else 0)) * size
        y, r = (number // small.width + 0.5) * size, size * 0.68 * (1 - value / 255) ** 0.7
        if r > 1:
            pen.ellipse((x - r, y - r, x + r, y + r), fill=ink)
    return out.reduce(2)


def engrave(image: Image.Image, ink: str, paper: str, step: int = 7) -> Image.Image:
    """Horizontal lines that swell where it is darker."""
    small = ImageOps.autocontrast(image.convert("L"), cutoff=1).resize(
        (image.width // 5, image.height // step), Image.Resampling.BOX
    )
    out = Image.new("RGB", (image.width * 2, small.height * step * 2), paper)
    pen, values = ImageDraw.Draw(out), small.tobytes()
    for row in range(small.height):
        upper, lower, y = [], [], (row + 0.5) * step * 2
        for column in range(small.width):
            thick = step * 0.98 * (1 - values[row * small.width + column] / 255) + 0.4
            x = column * out.width / max(1, small.width - 1)
            upper.append((x, y - thick))
            lower.append((x, y + thick))
        pen.polygon([*upper, *reversed(lower)], fill=ink)
    return out.reduce(2)


def pixels(image: Image.Image, across: int = 48, colors: int = 12) -> Image.Image:
    """Large square pixels in few colours."""
    small = image.resize((across, round(across * image.height / image.width)), Image.Resampling.BOX)
    few = ImageEnhance.Color(small).enhance(1.25).quantize(colors, dither=Image.Dither.NONE).convert("RGB")
    grow = 720 // across
    return few.resize((small.width * grow, small.height * grow), Image.Resampling.NEAREST)


def glitch(image: Image.Image, shift: int = 10, seed: int = 1) -> Image.Image:
    """Colour layers pushed apart and a few strips moved sideways."""
    r, g, b = image.split()
    out = Image.merge("RGB", (ImageChops.offset(r, shift, 0), g, ImageChops.offset(b, -shift, 0)))
    chance = random.Random(seed)
    for _ in range(9):
        y, h = chance.randrange(out.height), chance.randrange(8, 42)
        strip = out.crop((0, y, out.width, min(out.height, y + h)))
        out.paste(ImageChops.offset(strip, chance.randrange(-60, 60), 0), (0, y))
    return out


def quad(image: Image.Image, *tones: str) -> Image.Image:
    """Four prints of the square middle in different inks; tones are `dark/bright` pairs."""
    piece = crop(image, "1:1").resize((360, 360), Image.Resampling.LANCZOS)
    out = Image.new("RGB", (720, 720))
    for number in range(4):
        dark, bright = tones[number % len(tones)].split("/")
        out.paste(duotone(piece, dark, bright), (number % 2 * 360, number // 2 * 360))
    return out


def night(image: Image.Image, tone: str = "#0b1a3a", share: float = 0.55) -> Image.Image:
    """The same picture after dark: multiplied with a blue and dimmed."""
    veil = Image.new("RGB", image.size, mix(tone, "#ffffff", 1 - share))
    return ImageChops.multiply(ImageEnhance.Color(image).enhance(0.7), veil)


def wash(image: Image.Image, tone: str, share: float = 0.35) -> Image.Image:
    """A veil of one colour over everything."""
    return Image.blend(image, Image.new("RGB", image.size, tone), share)
