"""Words as pictures: stacked posters, monograms, title cards."""

from PIL import Image, ImageDraw, ImageFont

from kreatr.demo.drawing.canvas import RGB, Canvas, mix


def cut(words: str, w: float, h: float, fill: RGB, ground: RGB) -> Image.Image:
    """One line of heavy letters stretched to fill w × h."""
    font = ImageFont.load_default(160)
    left, top, right, bottom = font.getbbox(words, stroke_width=9)
    tile = Image.new("RGB", (int(right - left), int(bottom - top)), ground)
    ImageDraw.Draw(tile).text((-left, -top), words, fill=fill, font=font, stroke_width=9, stroke_fill=fill)
    return tile.resize((max(1, round(w)), max(1, round(h))), Image.Resampling.BILINEAR)


def poster(c: Canvas, words: str = "", mark: str = "disc") -> None:
    """A poster of stretched words; a shape below, small bars as the imprint."""
    lines = words.split()
    pad = c.u * 6
    room = c.h * 0.56
    share = [1.0 + 0.35 * (number % 2) for number in range(len(lines))]
    y = pad
    for number, line in enumerate(lines):
        height = room * share[number] / sum(share) - c.u * 2
        tone = c.ink if number % 2 == 0 else c.accent(number)
        c.image.paste(cut(line, c.w - 2 * pad, height, tone, c.ground), (round(pad), round(y)))
        y += height + c.u * 2
    emblem(c, mark, y + c.u * 2, c.h - pad - y - c.u * 8)
    for number in range(3):
        c.box(
            pad + number * (c.w - 2 * pad) / 3,
            c.h - pad - c.u,
            c.u * (16 - number * 3),
            c.u,
            c.ink,
            c.u * 0.4,
        )


def emblem(c: Canvas, mark: str, y: float, size: float) -> None:
    """The shape under the words of a poster: disc, sun, steps, cross or wave."""
    x = c.w / 2
    if mark == "sun":
        c.pen.pieslice((x - size, y, x + size, y + size * 2), 180, 360, fill=c.accent(0))
        for bar in range(4):
            c.box(0, y + size * (0.35 + 0.17 * bar), c.w, size * (0.02 + 0.02 * bar), c.ground)
    elif mark == "steps":
        for step in range(5):
            c.box(
                c.u * 6 + step * (c.w - c.u * 12) / 5,
                y + size * (4 - step) / 5,
                (c.w - c.u * 12) / 5,
                size * (step + 1) / 5,
                c.accent(step),
            )
    elif mark == "cross":
        for turn in range(4):
            c.disc(
                x + size * 0.3 * (1 if turn % 2 else -1),
                y + size * (0.28 if turn < 2 else 0.74),
                size * 0.26,
                c.accent(turn),
            )
    elif mark == "wave":
        for row in range(4):
            points = [
                (c.w * s / 24, y + size * (0.18 + row * 0.22) + (size * 0.09 if s % 2 else -size * 0.09))
                for s in range(25)
            ]
            c.line(points, c.accent(row), size * 0.09)
    else:
        for ring in range(4):
            c.disc(
                x, y + size / 2, size / 2 * (1 - ring * 0.23), c.accent(ring) if ring % 2 == 0 else c.ground
            )


def title(c: Canvas, words: str = "", kicker: str = "") -> None:
    """A title card: words at the lower left, a large quarter disc above."""
    c.pen.pieslice((c.w * 0.28, -c.h * 0.42, c.w * 1.6, c.h * 0.9), 90, 180, fill=c.accent(0))
    c.pen.pieslice((c.w * 0.58, -c.h * 0.2, c.w * 1.42, c.h * 0.64), 90, 180, fill=c.accent(1))
    c.disc(c.w * 0.16, c.h * 0.2, c.u * 8, c.accent(2))
    lines = words.split("/")
    size = min(c.u * 19, c.w * 1.6 / max(len(line) for line in lines))
    for number, line in enumerate(reversed(lines)):
        c.text(c.w * 0.07, c.h * 0.9 - number * size * 1.08, line, size, c.ink, "ls", 0.045)
    if kicker:
        c.text(
            c.w * 0.07,
            c.h * 0.9 - len(lines) * size * 1.12,
            kicker,
            c.u * 5,
            mix(c.ink, c.ground, 0.25),
            "ls",
        )


def monogram(c: Canvas, word: str = "", style: int = 0) -> None:
    """One or two letters on one of five grounds, as an avatar."""
    x, y, r = c.w / 2, c.h / 2, c.u * 50
    if style == 1:
        c.disc(x, y, r * 0.82, c.accent(0))
    elif style == 2:
        c.shape([(0, 0), (c.w, 0), (0, c.h)], c.accent(0))
    elif style == 3:
        for stripe in range(5):
            c.box(0, c.h * stripe / 5, c.w, c.h / 10, c.accent(0))
        c.disc(x, y, r * 0.66, c.ground)
    elif style == 4:
        for corner in range(4):
            c.disc(c.w * (corner % 2), c.h * (corner // 2), r * 0.62, c.accent(corner))
    size = c.h * (0.56 if len(word) == 1 else 0.4)
    c.text(x, y + c.u, word, size, c.ink, "mm", 0.05)
    if style in (0, 2):
        c.disc(c.w * 0.78, c.h * 0.76, r * 0.12, c.accent(1))
