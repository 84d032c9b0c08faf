"""A picture in use: on a wall, as a stamp, in a phone, on a book, as a film strip, as cards."""

from PIL import Image, ImageDraw, ImageFilter

from kreatr.demo.drawing.canvas import light, mix, rgb
from kreatr.demo.drawing.filters import crop


def fit(image: Image.Image, w: int, h: int, x: float = 0.5, y: float = 0.5) -> Image.Image:
    """The picture cropped and scaled to fill w × h."""
    return crop(image, f"{w}:{h}", x, y).resize((w, h), Image.Resampling.LANCZOS)


def backdrop(size: tuple[int, int], tone: str) -> Image.Image:
    """A wall lit from the upper left."""
    ramp = Image.linear_gradient("L").resize(size)
    return Image.composite(
        Image.new("RGB", size, mix(tone, "#000000", 0.12)),
        Image.new("RGB", size, mix(tone, "#ffffff", 0.12)),
        ramp,
    )


def drop(
    sheet: Image.Image, box: tuple[int, int, int, int], strength: float = 0.35, blur: int = 14, push: int = 14
) -> None:
    """A soft shadow under a box."""
    mask = Image.new("L", (sheet.width // 4, sheet.height // 4), 0)
    ImageDraw.Draw(mask).rectangle([(value + push) // 4 for value in box], fill=round(255 * strength))
    sheet.paste((12, 12, 20), (0, 0), mask.filter(ImageFilter.GaussianBlur(blur / 4)).resize(sheet.size))


def frame(image: Image.Image, wall: str = "#d9d2c4", rail: str = "#2b2420", floor: str = "") -> Image.Image:
    """Hung on a wall in a frame with a mount."""
    sheet = backdrop((720, 840), wall)
    pen = ImageDraw.Draw(sheet)
    if floor:
        pen.rectangle((0, 770, 720, 840), fill=floor)
    wide = image.width > image.height * 1.1
    w, h = (
        (500, round(500 * image.height / image.width))
        if wide
        else (round(540 * image.width / image.height), 540)
    )
    x, y = (720 - w) // 2, (760 - h) // 2
    drop(sheet, (x - 46, y - 46, x + w + 46, y + h + 46))
    pen.rectangle((x - 46, y - 46, x + w + 46, y + h + 46), fill=rail)
    pen.rectangle((x - 36, y - 36, x + w + 36, y + h + 36), fill="#f7f4ec")
    sheet.paste(image.resize((w, h), Image.Resampling.LANCZOS), (x, y))
    return sheet


def stamp(image: Image.Image, table: str = "#384b5c", value: str | int = "") -> Image.Image:
    """A postage stamp with its perforation."""
    sheet = backdrop((720, 720), table)
    w, h = (560, 430) if image.width > image.height * 1.1 else (440, 560)
    x, y = (720 - w) // 2, (720 - h) // 2
    drop(sheet, (x, y, x + w, y + h), 0.4, 12, 10)
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((x, y, x + w, y + h), fill="#faf6ea")
    for step in range(0, w + 1, 22):
        for edge in (y, y + h):
            pen.ellipse(
                (x + step - 7, edge - 7, x + step + 7, edge + 7),
                fill=sheet.getpixel((20, min(719, edge + 20 if edge > y else edge - 20))),
            )
    for step in range(0, h + 1, 22):
        for edge in (x, x + w):
            pen.ellipse((edge - 7, y + step - 7, edge + 7, y + step + 7), fill=sheet.getpixel((20, y + step)))
    sheet.paste(fit(image, w - 60, h - 60 - (34 if value else 0)), (x + 30, y + 30))
    if value:
        pen.text((x + w - 32, y + h - 26), str(value), fill="#33302b", anchor="rs", font_size=26)
    return sheet


def device(image: Image.Image, ground: str = "#e7e3f4", bar: str = "#1d1d2b") -> Image.Image:
    """Full screen on a phone, with story marks above."""
    sheet = backdrop((675, 900), ground)
    x, y, w, h = 152, 60, 371, 780
    drop(sheet, (x, y, x + w, y + h), 0.4, 24, 18)
    pen = ImageDraw.Draw(sheet)
    pen.rounded_rectangle((x, y, x + w, y + h), 48, fill=bar)
    screen = fit(image, w - 24, h - 24)
    mask = Image.new("L", (screen.width * 2, screen.height * 2), 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, *mask.size), 72, fill=255)
    sheet.paste(screen, (x + 12, y + 12), mask.resize(screen.size))
    for mark in range(3):
        pen.rounded_rectangle(
            (x + 34 + mark * 104, y + 34, x + 126 + mark * 104, y + 39),
            2,
            fill="#ffffff" if mark == 0 else "#c9c9c9",
        )
    return sheet


def book(image: Image.Image, table: str = "#cfd8d3", cloth: str = "#7a2e2e") -> Image.Image:
    """The cover of a standing book with its spine."""
    sheet = backdrop((720, 800), table)
    x, y, w, h = 190, 110, 400, 560
    drop(sheet, (x - 50, y, x + w, y + h), 0.45, 22, 22)
    pen = ImageDraw.Draw(sheet)
    pen.polygon(
        [(x - 56, y + 20), (x, y), (x, y + h), (x - 56, y + h - 20)], fill=mix(cloth, "#000000", 0.25)
    )
    pen.rectangle((x, y, x + w, y + h), fill=cloth)
    sheet.paste(fit(image, w - 24, h), (x + 24, y))
    pen.rectangle((x + 24, y, x + 27, y + h), fill=mix(cloth, "#000000", 0.35))
    for band in (0.14, 0.2, 0.8):
        level = y + h * band
        pen.line([(x - 52, level + 14), (x - 4, level + 8)], fill=mix(cloth, "#ffffff", 0.5), width=4)
    return sheet


def strip(image: Image.Image, count: int = 3, tone: str = "#16130f") -> Image.Image:
    """Film frames one under another, each a closer crop."""
    w, h = 560, 248
    sheet = Image.new("RGB", (720, count * (h + 22) + 22), tone)
    pen = ImageDraw.Draw(sheet)
    for number in range(count):
        part = crop(image, f"{w}:{h}", 0.5, 0.15 + 0.7 * number / max(1, count - 1), 1 + 0.35 * number)
        sheet.paste(part.resize((w, h), Image.Resampling.LANCZOS), (80, 22 + number * (h + 22)))
    hole = mix(tone, "#ffffff", 0.82)
    for y in range(12, sheet.height, 38):
        for x in (26, 664):
            pen.rounded_rectangle((x, y, x + 30, y + 20), 5, fill=hole)
    return sheet


def cards(image: Image.Image, table: str = "#f0d9c4", count: int = 3) -> Image.Image:
    """Postcards spread on a table, each with another part of the picture."""
    sheet = backdrop((800, 640), table)
    for number in range(count):
        part = fit(
            crop(
                image,
                "3:4",
                (0.0, 1.0, 0.5)[number % 3],
                (0.1, 0.9, 0.5)[number % 3],
                1.0 + 0.3 * (number < count - 1),
            ),
            270,
            360,
        )
        card = Image.new("RGBA", (302, 392), "#fbf8f1")
        card.paste(part, (16, 16))
        turned = card.rotate((11, -9, 3)[number % 3], Image.Resampling.BICUBIC, expand=True)
        x, y = (70, 440 - 20, 250)[number % 3], (90, 110, 130)[number % 3]
        shade = Image.new("RGBA", turned.size, (15, 12, 20, 90))
        sheet.paste(
            shade,
            (x + 10, y + 12),
            turned.getchannel("A").filter(ImageFilter.GaussianBlur(6)).point(lambda v: v // 3),
        )
        sheet.paste(turned, (x, y), turned)
    return sheet


def triptych(image: Image.Image, wall: str = "#ece7dc", gap: int = 26) -> Image.Image:
    """Three panels side by side that together show the picture."""
    wide = fit(image, 690, 520)
    sheet = backdrop((840, 680), wall)
    w = (690 - 2 * gap) // 3
    for number in range(3):
        x, y = 75 + number * (w + gap), 80
        drop(sheet, (x, y, x + w, y + 520), 0.4, 12, 10)
        left = number * (w + gap)
        sheet.paste(wide.crop((left, 0, left + w, 520)), (x, y))
    return sheet


def palette(image: Image.Image, paper: str = "#faf7f0", colors: int = 5) -> Image.Image:
    """The picture above the colours it is made of."""
    top = fit(image, 640, 560)
    sheet = Image.new("RGB", (720, 800), paper)
    sheet.paste(top, (40, 40))
    few = top.resize((80, 70)).quantize(16, dither=Image.Dither.NONE).convert("RGB").getcolors() or []
    vivid = sorted(few, key=lambda found: (max(found[1]) - min(found[1])) * found[0] ** 0.3)
    shades = sorted((shade for _, shade in vivid[-colors:]), key=light)  # type: ignore[arg-type]
    pen, step = ImageDraw.Draw(sheet), 640 // max(1, len(shades))
    for number, shade in enumerate(shades):
        pen.rectangle((40 + number * step, 630, 40 + (number + 1) * step - 14, 740), fill=rgb(shade))  # type: ignore[arg-type]
        pen.rectangle(
            (40 + number * step, 752, 40 + number * step + step // 2, 757), fill=mix(paper, "#000000", 0.45)
        )
    return sheet


def bag(image: Image.Image, wall: str = "#d8cbb8", cloth: str = "#f1ead9") -> Image.Image:
    """Printed on a cloth bag."""
    sheet = backdrop((720, 860), wall)
    drop(sheet, (150, 270, 570, 800), 0.38, 22, 18)
    pen = ImageDraw.Draw(sheet)
    for x in (250, 430):
        pen.line([(x, 290), (x + (360 - x) * 0.4, 70)], fill=mix(cloth, "#000000", 0.15), width=20)
    pen.line([(294, 72), (402, 72)], fill=mix(cloth, "#000000", 0.15), width=20)
    pen.polygon([(150, 270), (570, 270), (588, 800), (132, 800)], fill=cloth)
    pen.line([(150, 282), (570, 282)], fill=mix(cloth, "#000000", 0.18), width=3)
    part = fit(image, 300, 380)
    sheet.paste(Image.blend(part, Image.new("RGB", part.size, cloth), 0.1), (210, 350))
    return sheet


def laptop(image: Image.Image, table: str = "#c9d3de", shell: str = "#2a2d36") -> Image.Image:
    """On the screen of a laptop."""
    sheet = backdrop((880, 620), table)
    drop(sheet, (90, 500, 790, 545), 0.5, 20, 10)
    pen = ImageDraw.Draw(sheet)
    pen.rounded_rectangle((150, 60, 730, 480), 18, fill=shell)
    sheet.paste(fit(image, 548, 364), (166, 78))
    pen.polygon([(150, 480), (730, 480), (800, 540), (80, 540)], fill=mix(shell, "#ffffff", 0.55))
    pen.polygon([(80, 540), (800, 540), (790, 552), (90, 552)], fill=mix(shell, "#ffffff", 0.3))
    pen.polygon([(380, 506), (500, 506), (512, 530), (368, 530)], fill=mix(shell, "#ffffff", 0.42))
    return sheet
