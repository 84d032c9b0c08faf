"""Made-up people for load tests: plausible, plenty, and the same for the same first number."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import accumulate
from random import Random
from types import SimpleNamespace
from typing import Any

from kreatr.creators.models import Availability, CreatorKind
from kreatr.demo import library
from kreatr.kernel.db import uuid7
from kreatr.kernel.text import slugify
from kreatr.portfolio.models import ItemCategory

NOBODYS_PASSWORD = "!"  # noqa: S105 (no password has this hash)
KINDS, CATEGORIES, AVAILABILITY = tuple(CreatorKind), tuple(ItemCategory), tuple(Availability)
KIND_WEIGHTS, CATEGORY_WEIGHTS, AVAILABILITY_WEIGHTS = (
    (45, 20, 20, 15),
    (35, 12, 18, 12, 13, 8, 2),
    (60, 25, 15),
)
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
    """Makes one person after the other; `number` goes into the username and must not have been used."""

    def __init__(self, stock: Stock, now: datetime, first: int) -> None:
        self.stock, self.now = stock, now
        self.chance = Random(f"crowd {first}")
        self.words: dict[str, list[str]] = library.read("crowd")

    def person(self, number: int) -> SimpleNamespace:
        """A creator with skills, kinds and items, as plain values with the names of the models' columns."""
        pick, word = self.chance, self._word
        first, last, place = word("first"), word("last"), self._one(self.stock.places)
        reviews = min(80, int(pick.expovariate(0.14))) if pick.random() < 0.7 else 0
        created = self.now - timedelta(minutes=pick.randrange(60, 900_000))
        return SimpleNamespace(
            id=uuid7(),
            user_id=uuid7(),
            username=f"{first}-{last}-{number}".lower()[-30:].strip("-"),
            display_name=f"{first} {last}",
            bio=f"{word('who').format(place=place)}. {word('does')} {word('also')}",
            place=place,
            availability=pick.choices(AVAILABILITY, AVAILABILITY_WEIGHTS)[0],
            hourly_rate=pick.randrange(*HOURLY) if pick.random() < 0.85 else None,
            project_rate=pick.randrange(*PROJECT) if pick.random() < 0.8 else None,
            rating=round(min(5.0, max(2.5, pick.gauss(4.6, 0.35))), 2) if reviews else None,
            review_count=reviews,
            projects_completed=reviews + int(pick.expovariate(0.2)),
            is_featured=False,
            avatar=self._one(self.stock.avatars),
            created_at=created,
            kinds=list(dict.fromkeys(pick.choices(KINDS, KIND_WEIGHTS, k=pick.choice((1, 1, 2))))),
            skills=self._skills(pick.randint(3, 6)),
            items=[self._item(created, place_in_row) for place_in_row in range(pick.choice((1, 2, 2, 3)))],
        )

    def _word(self, kind: str) -> str:
        word: str = self._one(self.words[kind])
        return word

    def _one(self, values: list[Any]) -> Any:
        """Chance without the exactness, and the time, of `Random.choice`."""
        return values[int(self.chance.random() * len(values))]

    def _skills(self, count: int) -> list[Any]:
        drawn = self.chance.choices(self.stock.skills, cum_weights=self.stock.skill_weights, k=count + 4)
        return list({skill.id: skill for skill in drawn}.values())[:count]

    def _item(self, since: datetime, place: int) -> SimpleNamespace:
        pick, word = self.chance, self._word
        title = f"{word('thing')} {word('about')}"
        picture = self._one(self.stock.pictures)
        return SimpleNamespace(
            id=uuid7(),
            slug=f"{slugify(title)}-{place + 1}",
            title=title,
            description=f"{word('story')} {word('story')}",
            category=pick.choices(CATEGORIES, CATEGORY_WEIGHTS)[0],
            tools=word("tools"),
            views=int(pick.expovariate(0.01)),
            created_at=since + (self.now - since) * pick.random(),
            images=[SimpleNamespace(picture=picture)],
            pictures=[(None, picture)],
            tags=list({tag.id: tag for tag in pick.choices(self.stock.tags, k=3)}.values()),
        )
