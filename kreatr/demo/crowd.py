"""Made-up people for load tests: plausible, plenty, and the same for the same first number."""

from __future__ import annotations

import uuid
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import accumulate
from random import Random
from types import SimpleNamespace
from typing import Any

from kreatr.creators.models import Availability, CreatorKind
from kreatr.demo import library
from kreatr.demo.talk import tail
from kreatr.kernel.text import slugify
from kreatr.portfolio.models import ItemCategory, ModerationStatus

NOBODYS_PASSWORD = "!"  # noqa: S105 (no password has this hash)
KINDS, CATEGORIES, AVAILABILITY = tuple(CreatorKind), tuple(ItemCategory), tuple(Availability)
KIND_WEIGHTS, CATEGORY_WEIGHTS, AVAILABILITY_WEIGHTS = (
    (45, 65, 85, 100),
    (35, 47, 65, 77, 90, 98, 100),
    (60, 85, 100),
)  # each the sum of itself and all before
WORK_TAIL, MOST_WORKS = 1.5, 100  # most people show one or two works, a few a hundred
PENDING, FEATURED, PROMPTED = 1 / 60, 0.15, 0.04  # of the works
HOURLY, PROJECT = (75_000, 900_000, 25_000), (500_000, 25_000_000, 250_000)  # IDR: from, to, step


@dataclass
class Stock:
    """What a crowd shares: rows that are in the database already."""

    skills: list[Any]
    tags: list[Any]
    pictures: list[Any]
    avatars: list[Any]
    places: list[str] = field(default_factory=lambda: sorted({one["place"] for one in library.people()}))

    def __post_init__(self) -> None:
        self.skill_weights = list(accumulate(1 / (rank + 1) for rank in range(len(self.skills))))


class Crowd:
    """Makes one person after the other; `number` goes into the username and must not have been used.

    What others say about them is still missing: see `talk.Talk`.
    """

    def __init__(self, stock: Stock, now: datetime, first: int, keys: Iterator[uuid.UUID]) -> None:
        self.stock, self.now, self.keys = stock, now, keys
        self.chance = Random(f"crowd {first}")
        self.words: dict[str, list[str]] = library.read("crowd")

    def person(self, number: int) -> SimpleNamespace:
        """A creator with skills, kinds and items, as plain values with the names of the models' columns."""
        pick, word = self.chance, self._word
        first, last, place = word("first"), word("last"), self._one(self.stock.places)
        created = self.now - timedelta(minutes=pick.randrange(60, 900_000))
        works = 1 + tail(pick, WORK_TAIL, MOST_WORKS - 1)
        return SimpleNamespace(
            id=next(self.keys),
            user_id=next(self.keys),
            line_id=next(self.keys),
            report_id=next(self.keys),
            username=f"{first}-{last}-{number}".lower()[-30:].strip("-"),
            display_name=f"{first} {last}",
            bio=f"{word('who').format(place=place)}. {word('does')} {word('also')}",
            place=place,
            availability=self._weighed(AVAILABILITY, AVAILABILITY_WEIGHTS),
            hourly_rate=self._price(*HOURLY) if pick.random() < 0.85 else None,
            project_rate=self._price(*PROJECT) if pick.random() < 0.8 else None,
            is_featured=False,
            avatar=self._one(self.stock.avatars),
            created_at=created,
            kinds=list(
                dict.fromkeys(self._weighed(KINDS, KIND_WEIGHTS) for _n in range(self._one((1, 1, 2))))
            ),
            skills=self._skills(pick.randint(3, 6)),
            items=self._items(created, works),
        )

    def _word(self, kind: str) -> str:
        word: str = self._one(self.words[kind])
        return word

    def _one(self, values: Sequence[Any]) -> Any:
        """Chance without the exactness, and the time, of `Random.choice`."""
        return values[int(self.chance.random() * len(values))]

    def _weighed(self, values: Sequence[Any], weights: Sequence[float]) -> Any:
        return values[bisect(weights, self.chance.random() * weights[-1])]

    def _skills(self, count: int) -> list[Any]:
        drawn = (self._weighed(self.stock.skills, self.stock.skill_weights) for _n in range(count + 4))
        return list({skill.id: skill for skill in drawn}.values())[:count]

    def _price(self, least: int, most: int, step: int) -> int:
        return least + step * int(self.chance.random() * ((most - least) // step))

    def _items(self, since: datetime, number: int) -> list[SimpleNamespace]:
        """The works in the order in which visitors see them."""
        items = [self._item(since, place) for place in range(number)]
        return sorted(items, key=lambda item: (item.featured, item.created_at), reverse=True)

    def _item(self, since: datetime, place: int) -> SimpleNamespace:
        pick, word = self.chance, self._word
        title = f"{word('thing')} {word('about')}"
        picture = self._one(self.stock.pictures)
        pending, made = pick.random() < PENDING, since + (self.now - since) * pick.random()
        tags = dict.fromkeys(int(pick.random() * len(self.stock.tags)) for _n in range(3))
        return SimpleNamespace(
            id=next(self.keys),
            image_id=next(self.keys),
            case_id=next(self.keys),
            slug=f"{slugify(title)}-{place + 1}",
            title=title,
            description=f"{word('story')} {word('story')}",
            category=self._weighed(CATEGORIES, CATEGORY_WEIGHTS),
            tools=word("tools"),
            views=int(pick.expovariate(0.01)),
            prompt=f"{word('thing')}, {word('about')}" if pick.random() < PROMPTED else None,
            featured=pick.random() < FEATURED,
            status=ModerationStatus.PENDING if pending else ModerationStatus.APPROVED,
            created_at=made,
            submitted_at=self.now - timedelta(minutes=pick.expovariate(1 / 1500)) if pending else made,
            images=[SimpleNamespace(picture=picture)],
            pictures=[(None, picture)],
            tags=[self.stock.tags[tag] for tag in tags],
        )
