"""Pictures of the demo world: the same every time, light enough, in the widths the house serves."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from kreatr.demo import gallery
from kreatr.demo.pictures import Order, make
from kreatr.demo.recipes import DRAWINGS, STEPS, cook, parse
from kreatr.kernel.images import MOST_BYTES, sized, widths

ORDERS = gallery.orders()
COLORS = ("#f6ead3", "#1f6f6b", "#f4b544", "#d9573b", "#e9a3a0", "#17303a")


def _order(recipe: str, kind: str = "work") -> Order:
    return Order("key", kind, recipe, COLORS, "somebody")


def test_keys_are_unique_and_every_part_of_a_recipe_is_known() -> None:
    assert len({order.key for order in ORDERS}) == len(ORDERS)
    art = {entry["file"].removesuffix(".webp") for entry in gallery.manifest()}
    for order in ORDERS:
        first, *rest = order.recipe.split(" | ")
        assert parse(first)[0] in DRAWINGS.keys() | art, order.recipe
        assert {parse(part)[0] for part in rest} <= STEPS.keys(), order.recipe


@pytest.mark.parametrize("recipe", ["hills lake=1", "tiles", "koi | halftone #17303a #f6ead3", "flow | book"])
def test_the_same_recipe_gives_the_same_bytes(recipe: str) -> None:
    assert make(_order(recipe)) == make(_order(recipe))


def test_chance_differs_between_creators_and_between_seeds() -> None:
    pictures = [
        cook(recipe, list(COLORS), salt).tobytes()
        for recipe, salt in (("tiles", "a"), ("tiles", "b"), ("tiles seed=9", "a"))
    ]
    assert len(set(pictures)) == 3


def test_a_seed_named_in_the_recipe_is_the_same_for_everybody() -> None:
    assert (
        cook("rings seed=4", list(COLORS), "a").tobytes() == cook("rings seed=4", list(COLORS), "b").tobytes()
    )


@pytest.mark.parametrize("name", sorted(DRAWINGS.keys() & {parse(order.recipe)[0] for order in ORDERS}))
def test_drawings_fill_their_sheet_with_more_than_one_colour(name: str) -> None:
    recipe = next(order.recipe for order in ORDERS if parse(order.recipe)[0] == name).split(" | ")[0]
    image = cook(recipe, list(COLORS), "somebody")
    assert max(image.size) <= 900
    assert len(image.resize((40, 40), Image.Resampling.BOX).getcolors(1600) or []) > 3


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        (720, [160, 320, 720]),
        (768, [160, 320, 768]),
        (320, [160, 320]),
        (1280, [160, 320, 768, 1280]),
        (900, [160, 320, 768, 900]),
        (100, [100]),
    ],
)
def test_widths_never_exceed_the_original(top: int, expected: list[int]) -> None:
    assert widths(top) == expected


def test_a_made_picture_is_what_its_row_says() -> None:
    made = make(_order("layang | crop 1:1", "avatar"))
    assert (made.width, made.height) == (320, 320)
    assert made.color.startswith("#")
    assert len(made.color) == 7
    for width, data in made.files.items():
        with Image.open(io.BytesIO(data)) as image:
            assert (image.format, image.width) == ("WEBP", width)


def test_busy_pictures_give_up_quality_before_weight() -> None:
    busy = cook("arus", list(COLORS), "")
    assert len(sized(busy, 160)) <= MOST_BYTES[160]
    assert len(sized(busy, 320)) <= MOST_BYTES[320] * 1.7


def test_a_picture_of_an_odd_width_weighs_no_more_than_a_wider_one() -> None:
    noise = Image.effect_noise((720, 900), 20).convert("RGB")
    assert len(sized(noise, 719)) <= len(sized(noise.resize((768, 960)), 768)) * 1.05


def test_a_placeholder_is_the_colours_of_three_thirds() -> None:
    made = make(_order("hills lake=1"))
    assert len(made.placeholder) == 21 and made.placeholder.count("#") == 3
    assert len({made.placeholder[:7], made.placeholder[7:14], made.placeholder[14:]}) == 3
