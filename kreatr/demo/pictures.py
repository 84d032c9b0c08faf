"""Makes the pictures of the demo world: cooks a recipe, encodes its sizes, and says what the database must know."""

from __future__ import annotations

import base64
import hashlib
import io
import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from PIL import Image

from kreatr.demo.recipes import cook
from kreatr.kernel.pictures import WIDTHS

WORKERS = 2
QUALITIES = (60, 44, 28, 14)
MOST_BYTES, MOST_BYTES_ABOVE = {160: 8_000, 320: 18_000}, 70_000
AVATAR = 320  # pixels
BLUR_WIDTH, BLUR_CHARACTERS = 12, 190


@dataclass(frozen=True)
class Order:
    """A picture to be made. `kind` is work, avatar or banner; `colors` and `salt` are the creator's own."""

    key: str
    kind: str
    recipe: str
    colors: tuple[str, ...]
    salt: str


@dataclass(frozen=True)
class Made:
    """A finished picture: its files by width in pixels, and the columns of its row."""

    key: str
    name: str
    width: int
    height: int
    color: str
    placeholder: str
    files: dict[int, bytes]


def make_all(orders: list[Order], workers: int = WORKERS) -> Iterator[Made]:
    """Makes the pictures on several processors, in the order they were asked for."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=workers, mp_context=context) as pool:
        yield from pool.map(make, orders, chunksize=6)


def make(order: Order) -> Made:
    """Makes one picture. The same order gives the same bytes with the same Pillow."""
    image = cook(order.recipe, list(order.colors), order.salt)
    if order.kind == "avatar":
        image = image.resize((AVATAR, AVATAR), Image.Resampling.LANCZOS, reducing_gap=2.0)
    files = {width: sized(image, width) for width in widths(image.width, order.kind)}
    return Made(
        key=order.key,
        name=hashlib.sha256(files[max(files)]).hexdigest()[:32],
        width=image.width,
        height=image.height,
        color="#{:02x}{:02x}{:02x}".format(*image.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))),  # type: ignore[misc]
        placeholder=blurred(image) if order.kind == "banner" else "",
        files=files,
    )


def widths(original: int, kind: str) -> list[int]:
    """The widths a picture is stored in: the house's, none above the original, and the original itself in between."""
    top = min(original, WIDTHS[-1] if kind == "banner" else WIDTHS[2])
    return sorted({top, *(width for width in WIDTHS if width < top)})


def sized(image: Image.Image, width: int) -> bytes:
    """One size as WebP, in a lower quality where a busy picture would weigh too much."""
    size = (width, max(1, round(width * image.height / image.width)))
    small = image if size == image.size else image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    data = b""
    for quality in QUALITIES:
        data = webp(small, quality)
        if len(data) <= MOST_BYTES.get(width, MOST_BYTES_ABOVE):
            break
    return data


def blurred(image: Image.Image) -> str:
    """A picture twelve pixels wide as a data URI short enough to stand in a page."""
    tiny = image.resize(
        (BLUR_WIDTH, max(1, round(BLUR_WIDTH * image.height / image.width))), Image.Resampling.BOX
    )
    uri = ""
    for quality in (40, 20, 5, 1):
        uri = "data:image/webp;base64," + base64.b64encode(webp(tiny, quality)).decode()
        if len(uri) <= BLUR_CHARACTERS:
            break
    return uri


def webp(image: Image.Image, quality: int) -> bytes:
    """The picture as WebP bytes."""
    file = io.BytesIO()
    image.save(file, "WEBP", quality=quality, method=2)
    return file.getvalue()
