"""Adds crowds of made-up creators with listings, for load tests: whole tables at a time, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from types import SimpleNamespace
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from kreatr.accounts.models import User
from kreatr.creators.models import Creator, Skill
from kreatr.demo import bulk, gallery, library, rows
from kreatr.demo.crowd import Crowd, Stock
from kreatr.demo.pictures import Order, make
from kreatr.kernel import cache, clock
from kreatr.kernel.db import db, unit
from kreatr.kernel.pictures import Picture
from kreatr.kernel.text import slugify
from kreatr.marketplace.models import Listing, search_index
from kreatr.portfolio.models import ItemImage, Tag

BATCH = 2000
SKILLS, PICTURES, OWN_PICTURES = 60, 50, 12
SEQUENCE = "SELECT setval(pg_get_serial_sequence('listings', 'id'), (SELECT max(id) FROM listings))"


def add(number: int) -> Iterator[int]:
    """Adds so many creators; yields how many there are after each batch."""
    stock = _stock()
    first = _first_number()
    crowd = Crowd(stock, clock.now(), first)
    for start in range(0, number, BATCH):
        people = [crowd.person(first + place) for place in range(start, min(start + BATCH, number))]
        with unit() as session:
            _insert(session, people, first + start)
            cache.bump("marketplace", "community")
        yield start + len(people)
    if db.engine.dialect.name == "postgresql":
        # What autovacuum does within minutes; measurements come sooner.
        with unit() as session:
            session.execute(sa.text("ANALYZE"))


def _insert(session: Session, people: list[SimpleNamespace], first: int) -> None:
    for table, values in rows.of(people, first):
        bulk.insert(session, table, values)
    words = ((first + place, person.listing["words"]) for place, person in enumerate(people))
    search_index.put_many(session, words)
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.text(SEQUENCE))


def _first_number() -> int:
    """Above every listing's key and every number that stands in a username."""
    newest = db.session.scalar(sa.select(sa.func.max(Listing.id))) or 0
    return max(newest, db.session.scalar(sa.select(sa.func.count(User.id))) or 0) + 1


def _stock() -> Stock:
    names = list(dict.fromkeys(name for person in library.people() for name in person["skills"]))[:SKILLS]
    with unit() as session:
        skills = _named(session, Skill, names)
        tags = _named(session, Tag, library.read("crowd")["tags"])
        pictures = _used(session, ItemImage.picture_id) or _own(session)
        avatars = _used(session, Creator.avatar_id) or pictures
    return Stock(_light(skills), _light(tags), _framed(pictures), _framed(avatars))


def _light(rows: list[Any]) -> list[Any]:
    """What a crowd needs of skills and tags, without the cost of reading a model's attributes."""
    return [SimpleNamespace(id=row.id, name=row.name) for row in rows]


def _framed(pictures: list[Picture]) -> list[Any]:
    return [SimpleNamespace(id=one.id, brief=partial(dict, one.brief())) for one in pictures]


def _named(session: Session, model: type[Skill] | type[Tag], names: list[str]) -> list[Any]:
    """The rows with these names in this order; those that were missing are made."""
    found: dict[str, Any] = {row.slug: row for row in session.scalars(sa.select(cast(Any, model)))}
    for name in names:
        if slugify(name) not in found:
            found[slugify(name)] = model(name=name, slug=slugify(name))
            session.add(found[slugify(name)])
    session.flush()
    return [found[slugify(name)] for name in names]


def _used(session: Session, column: Any) -> list[Picture]:
    """Pictures that something shows already, by name."""
    shown = sa.select(column).where(column.is_not(None))
    return list(
        session.scalars(
            sa.select(Picture).where(Picture.id.in_(shown)).order_by(Picture.name).limit(PICTURES)
        )
    )


def _own(session: Session) -> list[Picture]:
    """A few pictures drawn for the crowd, where the database has none."""
    recipes = (
        f"{name} seed={number}" for number, name in enumerate(("hills", "tiles", "leaves", "rings") * 3)
    )
    colors = [tuple(person["colors"]) for person in library.people()]
    drawn = [Order(recipe, "work", recipe, colors[place], "") for place, recipe in enumerate(recipes)]
    orders = drawn[:OWN_PICTURES]
    pictures = list(gallery.store(orders, map(make, orders)).values())
    for picture in pictures:
        picture.shown = True
    session.add_all(pictures)
    session.flush()
    return pictures
