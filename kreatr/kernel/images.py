"""Makes a picture out of an original: its sizes as WebP, drawn anew from the pixels, so that nothing else comes along.

The work is done in a process of its own (`kernel/confined.py`) that knows Pillow and nothing of the house: the original
comes in as standard input, the sizes go out by standard output. A header that claims too much is refused before
anything is decoded; what is large is brought down in bands, because a second copy would not fit.
"""

from __future__ import annotations

import io
import json
import math
import sys
from typing import IO, Any, NamedTuple

from PIL import Image, ImageCms, ImageFile

from kreatr.kernel import prints, sniff
from kreatr.kernel.sniff import BROKEN, UNKNOWN, Unfit

WIDTHS = (160, 320, 768, 1280)  # pixels; never above the original
TOPS = {"AVATAR": 768}  # the widest size, where that is not the last of WIDTHS
HEAVY = "heavy"

QUALITIES = (60, 44, 28, 14)
MOST_BYTES = dict(zip(WIDTHS, (8_000, 18_000, 70_000, 160_000), strict=True))  # up to these widths
BAND_ROWS = 64  # of the original, at once
WEBP_PIXELS = 9_500_000  # Pillow takes 16 bytes for each
JPEG_BYTES = 120_000_000  # what libjpeg may keep of a progressive one

ORIENTATION = 0x0112
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
SIDEWAYS = {5, 6, 7, 8}
LIGHT, WHITE, INK = 200, (255, 255, 255), (16, 30, 51)


class Made(NamedTuple):
    """A finished picture: its files by width in pixels, the columns of its row, and its `print` (`prints.py`). `width` and `height`
    are the original's."""

    width: int
    height: int
    color: str
    placeholder: str
    print: str
    files: dict[int, bytes]


def main(purpose: str) -> None:
    """Standard input to standard output: one line of JSON ({fault} or the row with its sizes), then the files."""
    out = sys.stdout.buffer
    try:
        made = make(sys.stdin.buffer, purpose)
    except Unfit as unfit:
        out.write(json.dumps({"fault": unfit.fault}).encode())
        return
    row = made._asdict() | {"files": {str(width): len(data) for width, data in made.files.items()}}
    out.write(json.dumps(row).encode() + b"\n" + b"".join(made.files.values()))


def read(output: bytes) -> Made:
    """What `main` wrote. Raises Unfit with the fault it found, or BROKEN for what is no answer."""
    head, _, rest = output.partition(b"\n")
    try:
        row: dict[str, Any] = json.loads(head)
        if "fault" in row:
            raise Unfit(str(row["fault"]))
        source = io.BytesIO(rest)
        files = {int(width): source.read(size) for width, size in row.pop("files").items()}
        return Made(files=files, **row)
    except (ValueError, TypeError, KeyError) as error:
        raise Unfit(BROKEN) from error


def make(file: IO[bytes], purpose: str) -> Made:
    """The picture of an original. `purpose` is WORK, AVATAR (a square from its middle) or BANNER. Raises Unfit."""
    header = sniff.look(file)
    if header.format == "WEBP" and header.width * header.height > WEBP_PIXELS:
        raise Unfit(HEAVY)
    file.seek(0)
    try:
        with Image.open(file, formats=(header.format,)) as image:
            return _made(image, purpose)
    except MemoryError as error:
        raise Unfit(HEAVY) from error
    except Image.UnidentifiedImageError as error:
        raise Unfit(UNKNOWN) from error
    except (OSError, SyntaxError, ValueError, ArithmeticError, LookupError, TypeError) as error:
        raise Unfit(BROKEN) from error
    except Image.DecompressionBombError as error:
        raise Unfit(sniff.TOO_LARGE) from error


def _made(image: ImageFile.ImageFile, purpose: str) -> Made:
    sniff.check(*image.size)
    if getattr(image, "n_frames", 1) > 1 and image.format != "JPEG":  # in a JPEG they are previews for phones
        raise Unfit(sniff.ANIMATED)
    _check_weight(image)
    if image.format != "JPEG":  # a JPEG is asked first for the size it is wanted in
        image.load()  # before its EXIF is read, which would load it too and forget that it could not
    turn = _orientation(image)
    size = (image.height, image.width) if turn in SIDEWAYS else image.size
    square = min(size) if purpose == "AVATAR" else 0
    top = min(square or size[0], TOPS.get(purpose, WIDTHS[-1]))
    scale = top / (square or size[0])
    master = _reduced(image, scale)
    image.close()
    master = _colored(master, image.info.get("icc_profile"))
    if turn in TURNS:
        master = master.transpose(TURNS[turn])
    if square:
        master = _middle(master)
    return finish(master, size, top)


def finish(master: Image.Image, size: tuple[int, int], top: int) -> Made:
    """All sizes up to `top` pixels of width, and what the row says. `master` is at least so wide; `size` is the original's."""
    files = {width: sized(master, width) for width in widths(top)}
    return Made(
        width=size[0] if master.width != master.height else min(size),
        height=size[1] if master.width != master.height else min(size),
        color=_mean(master, 1),
        placeholder=_mean(master, 3),
        print=prints.of_points(_points(master)),
        files=files,
    )


def widths(top: int) -> list[int]:
    """The widths a picture is stored in: `top`, and those of the house below it."""
    return sorted({top, *(width for width in WIDTHS if width < top)})


def sized(image: Image.Image, width: int) -> bytes:
    """One size as WebP, in a lower quality where a busy picture would weigh too much."""
    size = (width, max(1, round(width * image.height / image.width)))
    small = image if size == image.size else image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    tall = max(1.0, size[1] / size[0] / 1.5)
    most = tall * next(most for up_to, most in MOST_BYTES.items() if width <= up_to)
    data = b""
    for quality in QUALITIES:
        data = webp(small, quality)
        if len(data) <= most:
            break
    return data


def webp(image: Image.Image, quality: int) -> bytes:
    """The picture as WebP bytes, of its pixels only."""
    file = io.BytesIO()
    image.save(file, "WEBP", quality=quality, method=2, exif=b"", icc_profile=b"", xmp=b"")
    return file.getvalue()


def _check_weight(image: ImageFile.ImageFile) -> None:
    """A progressive JPEG is kept whole by its decoder, two bytes for each sample."""
    if image.format != "JPEG" or not image.info.get("progressive"):
        return
    layers = getattr(image, "layer", [])
    across, down = max(layer[1] for layer in layers), max(layer[2] for layer in layers)
    samples = sum(layer[1] * layer[2] / (across * down) for layer in layers) * image.width * image.height
    if 2 * samples > JPEG_BYTES:
        raise Unfit(HEAVY)


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(ORIENTATION, 1))
    except Exception:  # whatever a camera wrote there, the picture itself may be whole
        return 1


def _reduced(image: ImageFile.ImageFile, scale: float) -> Image.Image:
    """The picture at `scale` (at most 1), decoded whole. Lanczos in bands: each reads the rows around it that it needs."""
    width, height = (max(1, round(side * scale)) for side in image.size)
    image.draft(image.mode, (width, height))
    image.load()
    step = image.height / height  # rows of the original for one of ours
    margin = math.ceil(3 * step) + 1
    rows = max(1, int(BAND_ROWS / step))
    reduced: Image.Image | None = None
    for top in range(0, height, rows):
        bottom = min(height, top + rows)
        first = max(0, math.floor(top * step) - margin)
        last = min(image.height, math.ceil(bottom * step) + margin)
        band = _plain(image.crop((0, first, image.width, last)))
        box = (0, top * step - first, image.width, min(bottom * step - first, band.height))
        part = band.resize((width, bottom - top), Image.Resampling.LANCZOS, box)
        if reduced is None:
            reduced = Image.new(part.mode, (width, height))
        reduced.paste(part, (0, top))
    assert reduced is not None
    return reduced


def _plain(band: Image.Image) -> Image.Image:
    """A band in a mode that can be resized: L, RGB, RGBA or CMYK, eight bits each."""
    if band.mode.startswith("I") or band.mode == "F":
        band = band.point(lambda value: value * (1 / 256)).convert("L")
    if band.mode in ("LA", "PA", "La", "RGBa") or "transparency" in band.info:
        return band.convert("RGBA")
    if band.mode in ("L", "RGB", "RGBA", "CMYK"):
        return band
    return band.convert("L" if band.mode == "1" else "RGB")


def _colored(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The picture in sRGB without alpha. A colour profile that makes no sense is left out."""
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    colors = image.convert("RGB") if alpha else image
    if profile:
        colors = _in_srgb(colors, profile)
    colors = colors.convert("RGB")
    if alpha is None or alpha.getextrema()[0] == 255:
        return colors
    return Image.composite(colors, Image.new("RGB", image.size, _ground(colors, alpha)), alpha)


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return (
            ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
            or image
        )
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image


def _ground(colors: Image.Image, alpha: Image.Image) -> tuple[int, int, int]:
    """What a transparent picture stands on: white, or ink where what it shows is itself nearly white."""
    counts = colors.convert("L").histogram(alpha.point(lambda value: 255 if value > 127 else 0))
    lightness = sum(value * count for value, count in enumerate(counts)) / (sum(counts) or 1)
    return INK if lightness > LIGHT else WHITE


def _middle(image: Image.Image) -> Image.Image:
    side = min(image.size)
    left, top = (image.width - side) // 2, (image.height - side) // 2
    return image.crop((left, top, left + side, top + side))


def _points(image: Image.Image) -> bytes:
    return image.convert("L").resize((prints.ACROSS, prints.ROWS), Image.Resampling.BOX).tobytes()


def _mean(image: Image.Image, rows: int) -> str:
    """The mean colours of `rows` equal bands, top to bottom: "#aabbcc#ddeeff#112233"."""
    small = image.resize((1, rows), Image.Resampling.BOX)
    return "".join("#{:02x}{:02x}{:02x}".format(*small.getpixel((0, row))) for row in range(rows))  # type: ignore[misc]
