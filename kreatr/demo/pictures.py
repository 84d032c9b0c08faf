"""Makes the pictures of the demo world: cooks a recipe, and has its sizes made as those of any other picture."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from PIL import Image

from kreatr.demo.recipes import cook
from kreatr.kernel import images
from kreatr.kernel.images import Made

WORKERS = 2
TOPS = {"avatar": 320, "banner": 1280, "work": 768}  # pixels; works of the demo world need no larger size


@dataclass(frozen=True)
class Order:
    """A picture to be made. `kind` is work, avatar or banner; `colors` and `salt` are the creator's own."""

    key: str
    kind: str
    recipe: str
    colors: tuple[str, ...]
    salt: str


def make_all(orders: list[Order], workers: int = WORKERS) -> Iterator[Made]:
    """Makes the pictures on several processors, in the order they were asked for."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=workers, mp_context=context) as pool:
        yield from pool.map(make, orders, chunksize=6)


def make(order: Order) -> Made:
    """Makes one picture. The same order gives the same bytes with the same Pillow."""
    image = cook(order.recipe, list(order.colors), order.salt)
    top = TOPS[order.kind]
    if order.kind == "avatar":
        image = image.resize((top, top), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return images.finish(image, image.size, min(image.width, top))
