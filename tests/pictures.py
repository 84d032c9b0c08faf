"""Stored pictures for tests: real WebP files of one colour."""

from __future__ import annotations

import hashlib
import io
import itertools
from functools import cache

import sqlalchemy as sa
from PIL import Image

from kreatr.kernel import storage
from kreatr.kernel.db import db, unit
from kreatr.kernel.images import WIDTHS
from kreatr.kernel.pictures import Picture

_numbers = itertools.count(1)


def make_picture(
    color: str | None = None, *, width: int = 800, height: int = 600, shown: bool = False
) -> Picture:
    """A stored picture of one colour, with its files; without a colour each is different."""
    number = next(_numbers)
    color = color or f"#{(number * 2654435761) % 0xFFFFFF:06x}"
    name = hashlib.sha256(f"{color} {width}x{height}".encode()).hexdigest()[:32]
    known = db.session.scalar(sa.select(Picture).where(Picture.name == name))
    if known is not None:
        return known
    sizes = {}
    for wide in [one for one in WIDTHS if one <= width] or [width]:
        data = _webp(color, wide, max(1, round(wide * height / width)))
        storage.current().put(f"{name}-{wide}.webp", data)
        sizes[str(wide)] = len(data)
    with unit() as session:
        picture = Picture(name=name, width=width, height=height, color=color, placeholder="", sizes=sizes)
        picture.shown = shown
        session.add(picture)
        session.flush()
    return picture


@cache
def _webp(color: str, width: int, height: int) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), color).save(file, "WEBP", quality=30, method=0)
    return file.getvalue()
