"""Recipes: one line of text that says how a picture of the demo world is made.

`koi | crop 1:1 y=.3 | duotone #0b2a3a #ffe9c0` starts from a work of the art folder; `hills layers=6 lake=1 size=4:5`
starts from a drawing in the creator's own colours. Everything after a bar is done to what stands before it.
"""

import inspect
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from PIL import Image

from kreatr.demo.drawing import (
    boards,
    charts,
    creatures,
    desks,
    everyday,
    figures,
    filters,
    geometry,
    letters,
    lines,
    mockups,
    places,
    plants,
    scenery,
    screens,
    stilllife,
    surface,
)
from kreatr.demo.drawing.canvas import Canvas

ART = Path(__file__).parent / "art"
LONGEST = 900
SIZES = {
    "4:5": (640, 800),
    "3:4": (630, 840),
    "2:3": (600, 900),
    "1:1": (720, 720),
    "4:3": (800, 600),
    "3:2": (840, 560),
    "16:9": (880, 495),
    "5:2": (900, 360),
    "9:16": (500, 889),
}
SHEETS = (
    boards,
    charts,
    creatures,
    desks,
    everyday,
    figures,
    geometry,
    letters,
    lines,
    places,
    plants,
    scenery,
    screens,
    stilllife,
    surface,
)


def first_parameter(function: Callable[..., Any]) -> str:
    """The name of the first parameter, which tells drawings (c) and steps (image) from their parts."""
    return next(iter(inspect.signature(function).parameters), "")


def callable_with(modules: tuple[Any, ...], first: str) -> dict[str, Callable[..., Any]]:
    """All functions of the modules whose first parameter has this name and whose others have defaults or are text."""
    return {
        name: function
        for module in modules
        for name, function in vars(module).items()
        if inspect.isfunction(function)
        and function.__module__ == module.__name__
        and first_parameter(function) == first
    }


DRAWINGS = callable_with(SHEETS, "c")
STEPS = callable_with((filters, mockups), "image")


def value(text: str) -> Any:
    """A word of a recipe as number where it is one."""
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text.replace("_", " ")


def parse(part: str) -> tuple[str, list[Any], dict[str, Any]]:
    """Name, positional and named arguments of one part of a recipe."""
    name, *words = part.split()
    named = dict(word.split("=", 1) for word in words if "=" in word)
    return (
        name,
        [value(word) for word in words if "=" not in word],
        {key: value(text) for key, text in named.items()},
    )


@cache
def original(name: str) -> Image.Image:
    """A picture of the art folder."""
    with Image.open(ART / f"{name}.webp") as image:
        return image.convert("RGB")


def start(part: str, colors: list[str], salt: str) -> Image.Image:
    """The first part of a recipe: an original or a drawing."""
    name, _, named = parse(part)
    if name not in DRAWINGS:
        return original(name)
    size = SIZES[named.pop("size", "4:5")]
    seed = named.pop("seed", zlib.crc32(f"{salt} {part}".encode()))
    canvas = Canvas(size, colors, seed, named.pop("turn", 0), bool(named.pop("flip", 0)))
    DRAWINGS[name](canvas, **named)
    return canvas.finish()


def cook(recipe: str, colors: list[str], salt: str = "") -> Image.Image:
    """Makes a picture. `colors` run from paper to ink; `salt` (a creator's name) gives chance its own start."""
    first, *rest = (part.strip() for part in recipe.split("|"))
    image = start(first, colors, salt)
    for part in rest:
        name, positional, named = parse(part)
        if name == "posterise" and not positional:
            positional = [[colors[-1], *colors[1:-1], colors[0]]]
        image = STEPS[name](image, *positional, **named)
    if rest and max(image.size) > LONGEST:
        image.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    return image
