"""The query string is the state of a search: read, written, and read again the same."""

from __future__ import annotations

import random
from urllib.parse import parse_qsl, urlsplit

import pytest
from werkzeug.datastructures import MultiDict

from kreatr.creators.models import Availability, CreatorKind
from kreatr.marketplace import forms
from kreatr.marketplace.forms import MOST_PAGES, RATINGS, SORTS, VIEWS, Search, read
from kreatr.portfolio.models import ItemCategory

PATH = "/community/marketplace"


def _some(dice: random.Random, kind: type) -> tuple:
    members = list(kind)
    chosen = dice.sample(members, dice.randint(0, len(members)))
    return tuple(member for member in members if member in chosen)


def _random_search(dice: random.Random) -> Search:
    return Search(
        q=dice.choice(["", "kopi susu", "batik & tenun", "100% kertas", "é?=#"]),
        kinds=_some(dice, CreatorKind),
        categories=_some(dice, ItemCategory),
        availability=_some(dice, Availability),
        skills=tuple(dice.sample(["branding", "midjourney", "python", "c-4d"], dice.randint(0, 4))),
        rating=dice.choice([None, *RATINGS]),
        min_price=dice.choice([None, 0, 1, 150_000]),
        max_price=dice.choice([None, 0, 900_000_000]),
        sort=dice.choice(SORTS),
        view=dice.choice(["", *VIEWS]),
        page=dice.randint(1, 30),
        start=dice.choice(["", "3_17_9", "2_4.25_11"]),
    )


def _read(url: str) -> Search:
    return read(MultiDict(parse_qsl(urlsplit(url).query, keep_blank_values=True)))


def test_every_search_survives_its_address() -> None:
    dice = random.Random(20)
    for _ in range(500):
        search = _random_search(dice)
        again = _read(search.url(PATH, page=search.page, start=search.start))
        start = search.start if search.page > 1 else ""
        assert (again, again.page, again.start) == (search, search.page, start)


def test_the_plain_search_has_the_plain_address() -> None:
    assert Search().url(PATH) == PATH
    assert Search(q="kopi", page=3).url(PATH) == f"{PATH}?q=kopi", "a changed search starts at its first page"


@pytest.mark.parametrize(
    "query",
    [
        "category=WIZARD&category=",
        "availability=available&availability=SOMETIMES",
        "rating=5&rating=4",
        "rating=four",
        "rating=-3",
        "min_price=abc&max_price=-1",
        "min_price=1e9",
        "min_price=٣٠٠",
        "sort=price%3BDROP+TABLE+listings",
        "view=carousel",
        "page=0",
        "page=-2",
        "page=two",
        "skill=",
        "colour=red&utm_source=x",
    ],
)
def test_unknown_values_are_dropped(query: str) -> None:
    search = _read(f"{PATH}?{query}")
    assert (search, search.page) == (Search(), 1)


def test_known_values_beside_unknown_ones_count() -> None:
    search = _read(f"{PATH}?category=WIZARD&category=PROMPTER&category=PROMPTS&availability=BUSY&rating=3")
    assert search.kinds == (CreatorKind.PROMPTER,)
    assert search.categories == (ItemCategory.PROMPTS,)
    assert search.availability == (Availability.BUSY,)
    assert search.rating == 3


def test_prices_may_be_written_as_people_write_them() -> None:
    search = _read(f"{PATH}?min_price=150.000&max_price=1,000,000")
    assert (search.min_price, search.max_price) == (150_000, 1_000_000)


def test_what_is_asked_for_is_capped() -> None:
    skills = "&".join(f"skill=s{n}" for n in range(40))
    search = _read(f"{PATH}?q={'a' * 500}&{skills}&skill=s0&min_price={'9' * 30}&page=999999999999")
    assert len(search.q) == 100
    assert search.skills == tuple(f"s{n}" for n in range(forms.MOST_SKILLS))
    assert search.min_price == forms.HIGHEST_PRICE
    assert search.page == MOST_PAGES


def test_the_number_of_filters_leaves_the_words_out() -> None:
    assert Search(q="kopi").filters == 0
    assert Search(q="kopi").narrowed and not Search(sort="newest", view="list").narrowed
    full = Search(kinds=(CreatorKind.PROMPTER,), skills=("a", "b"), rating=4, min_price=0, max_price=5)
    assert full.filters == 6
