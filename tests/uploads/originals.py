"""Files that people send, made for the tests."""

from __future__ import annotations

import io
from functools import cache
from typing import Any

from PIL import Image

from tests.judge import Client

PATH = "/dashboard/uploads"


def picture(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """Dark above, light below, reddish to the right; each size another picture."""
    down = Image.linear_gradient("L").resize((width, height))
    if mode == "L":
        return down
    across = Image.linear_gradient("L").rotate(90).resize((width, height))
    return Image.merge("RGB", (across, down, down)).convert(mode)


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    """The bytes of a file of this kind."""
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


@cache
def jpeg(width: int = 640, height: int = 480) -> bytes:
    """An ordinary JPEG."""
    return encoded(picture(width, height), "JPEG", quality=80)


def token(client: Client) -> str:
    """The token of a form that this browser has open."""
    return client.token()


def send(
    client: Client,
    data: bytes,
    *,
    name: str = "foto.jpg",
    headers: dict[str, str] | None = None,
    **fields: str,
) -> Any:
    """Sends one file as the widget does."""
    form = {"file": (io.BytesIO(data), name), "csrf_token": token(client), "purpose": "WORK", **fields}
    return client.post(PATH, data=form, content_type="multipart/form-data", headers=headers)


@cache
def heavy(size: int, seed: int = 0) -> bytes:
    """A picture of exactly this many bytes: one of noise, and behind its end what no decoder reads."""
    image = Image.effect_noise((2000, 1500), 60 + seed)
    data = encoded(image, "JPEG", quality=80)
    assert len(data) <= size
    return data + b"\0" * (size - len(data))
