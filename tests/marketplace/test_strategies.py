"""Walking the order and driving from the few give what plain Python gives, whatever is asked for."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from kreatr.creators.models import Availability, Creator, CreatorKind
from kreatr.kernel import clock
from kreatr.kernel.db import db, unit
from kreatr.kernel.plans import expected
from kreatr.kernel.search import fold
from kreatr.marketplace import queries
from kreatr.marketplace.actions import refresh, score
from kreatr.marketplace.forms import PAGE_SIZE, RATINGS, SORTS, Search
from kreatr.marketplace.models import Listing
from kreatr.marketplace.queries import Results
from kreatr.portfolio import queries as portfolio
from kreatr.portfolio.events import ItemChanged
from kreatr.portfolio.models import Item, ItemCategory, ModerationStatus, Visibility
from tests.marketplace.asking import fresh
from tests.world import make_creator, make_item

CREATORS, SEARCHES = 45, 60
SKILLS = ("Branding", "Midjourney", "Python", "Animasi", "3D")
WORDS = ("kopi", "kopiah", "batik", "senja", "laut", "Café", "wayang", "kota")


@dataclass(frozen=True)
class Known:
    """A listed creator, as Python knows them."""

    creator: Creator
    number: int
    items: list[Item]
    folded: list[str]

    def fits(self, search: Search) -> bool:
        rate, rating = self.creator.hourly_rate, self.creator.rating or 0.0
        return all(
            (
                not search.kinds or set(search.kinds) & set(self.creator.kinds),
                not search.categories or set(search.categories) & {item.category for item in self.items},
                not search.availability or self.creator.availability in search.availability,
                not search.skills or set(search.skills) & {skill.slug for skill in self.creator.skills},
                search.rating is None or rating >= search.rating,
                search.min_price is None or (rate is not None and rate >= search.min_price),
                search.max_price is None or (rate is not None and rate <= search.max_price),
                all(any(have.startswith(word) for have in self.folded) for word in fold(search.q)),
            )
        )

    def place(self, sort: str) -> Any:
        first = {
            "popular": self.creator.projects_completed,
            "newest": self.creator.created_at,
            "rating": score(self.creator.rating, self.creator.review_count),
        }[sort]
        return first, self.number


def _fill(dice: random.Random) -> None:
    for n in range(CREATORS):
        creator = make_creator(
            f"orang-{n}",
            kinds=tuple(dice.sample(list(CreatorKind), dice.randint(1, 3))),
            skills=tuple(dice.sample(SKILLS, dice.randint(0, 3))),
            bio=" ".join(dice.sample(WORDS, 2)),
            availability=dice.choice(list(Availability)),
            hourly_rate=dice.choice([None, 50_000, 100_000, 150_000]),
            projects_completed=dice.randint(0, 4),
            rating=dice.choice([None, 2.0, 3.5, 4.0, 4.9]),
            review_count=dice.randint(1, 9),
            created_at=clock.now() - timedelta(hours=dice.randint(0, 5)),
            is_public=dice.random() < 0.9,
        )
        for title in dice.sample(WORDS, dice.randint(0, 2)):
            make_item(
                creator,
                title,
                category=dice.choice(list(ItemCategory)),
                status=dice.choice(
                    [ModerationStatus.APPROVED, ModerationStatus.APPROVED, ModerationStatus.PENDING]
                ),
                visibility=dice.choice([Visibility.PUBLIC, Visibility.PUBLIC, Visibility.PRIVATE]),
                tags=(dice.choice(WORDS),),
                pictures=(),
            )


def _known() -> list[Known]:
    found = []
    for creator in db.session.scalars(sa.select(Creator).where(Creator.is_public)):
        number = db.session.scalars(sa.select(Listing.id).where(Listing.creator_id == creator.id)).one()
        items = portfolio.shown_items(creator.id)
        texts = [
            creator.display_name,
            creator.username,
            creator.bio,
            *(skill.name for skill in creator.skills),
        ]
        texts += [text for item in items for text in (item.title, *(tag.name for tag in item.tags))]
        found.append(Known(creator, number, items, fold(" ".join(texts))))
    return found


def _random_search(dice: random.Random) -> Search:
    def few(kind: Any) -> tuple[Any, ...]:
        return tuple(dice.sample(list(kind), dice.choice([0, 0, 0, 1, 2])))

    return Search(
        q=dice.choice(["", "", "", "kopi", "ko", "batik laut", "cafe", "orang", "3d"]),
        kinds=few(CreatorKind),
        categories=few(ItemCategory),
        availability=few(Availability),
        skills=few(("branding", "midjourney", "python", "animasi", "3d")),
        rating=dice.choice([None, None, None, *RATINGS]),
        min_price=dice.choice([None, None, 100_000]),
        max_price=dice.choice([None, None, 100_000]),
        sort=dice.choice(SORTS),
        page=dice.choice([1, 1, 2, 3]),
    )


def _check(search: Search, answer: Results, everybody: list[Known], counted: int) -> None:
    fitting = sorted(
        (one for one in everybody if one.fits(search)), key=lambda one: one.place(search.sort), reverse=True
    )
    if answer.correction:
        assert not fitting, f"{search}: corrected although somebody matched"
        return
    total = min(len(fitting), counted)
    assert (answer.total, answer.capped) == (total, len(fitting) > counted), search
    start = (answer.page - 1) * PAGE_SIZE
    wanted = [one.creator.username for one in fitting][start : start + PAGE_SIZE]
    assert [card["username"] for card in answer.cards] == wanted, search
    pages = max(1, -(-total // PAGE_SIZE))
    assert answer.page == min(search.page, pages), search
    more = len(fitting) > answer.page * PAGE_SIZE
    assert answer.pages == (answer.page + more if answer.capped else pages), search


def test_both_ways_of_finding_agree_with_python(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    dice = random.Random(7)
    with unit():
        _fill(dice)
    everybody = _known()
    capped = 0
    for _ in range(SEARCHES):
        search = _random_search(dice)
        # With 0 the database expects many whatever is searched for, and is wrong where there is no full page.
        for counted, many in ((1, 1000), (15, 1000), (1000, 1000), (PAGE_SIZE - 1, 0)):
            monkeypatch.setattr(queries, "COUNTED", counted)
            monkeypatch.setattr(queries, "MANY", many)
            with app.app_context():
                answer = queries.find(search)
            _check(search, answer, everybody, counted)
            capped += answer.capped and many > 0
    assert SEARCHES // 3 < capped < 2 * SEARCHES, "the searches should try both ways"


def test_what_the_database_expects(app: Flask) -> None:
    with unit():
        _fill(random.Random(5))
    with unit() as session:
        session.execute(sa.text("ANALYZE"))
        number = session.scalar(sa.select(sa.func.count(Listing.id)))
        everybody = expected(session, sa.select(Listing.id))
        assert everybody == (None if db.engine.dialect.name == "sqlite" else number)


def test_the_projection_may_be_made_anew_at_any_time(app: Flask) -> None:
    with unit():
        _fill(random.Random(11))
    fresh()

    def rows() -> list[tuple[Any, ...]]:
        columns = [column for column in Listing.__table__.columns if column.name != "id"]
        return [tuple(row) for row in db.session.execute(sa.select(*columns).order_by(Listing.creator_id))]

    before = rows()
    with unit() as session:
        for creator_id in list(session.scalars(sa.select(Creator.id))):
            refresh(ItemChanged(creator_id, creator_id))
    fresh()
    assert rows() == before
