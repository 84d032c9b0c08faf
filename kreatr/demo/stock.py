"""What a crowd shares: skills, tags and pictures, taken from the database or put there first."""

from __future__ import annotations

from functools import partial
from types import SimpleNamespace
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from kreatr.creators.models import Creator, Skill
from kreatr.demo import gallery, library
from kreatr.demo.crowd import Stock
from kreatr.demo.pictures import Order, make
from kreatr.kernel import search
from kreatr.kernel.db import unit
from kreatr.kernel.pictures import Picture
from kreatr.kernel.text import slugify
from kreatr.portfolio.models import ItemImage, Tag

SKILLS, PICTURES, OWN_PICTURES = 60, 50, 12


def stock() -> Stock:
    """The shared rows; what was missing is made. The words that crowds use are known to the search afterwards."""
    names = list(dict.fromkeys(name for person in library.people() for name in person["skills"]))[:SKILLS]
    written: dict[str, list[str]] = library.read("crowd")
    with unit() as session:
        skills = _named(session, Skill, names)
        tags = _named(session, Tag, written["tags"])
        pictures = _used(session, ItemImage.picture_id) or _own(session)
        avatars = _used(session, Creator.avatar_id) or pictures
        kept = Stock(_light(skills), _light(tags), _framed(pictures), _framed(avatars))
        texts = [*names, *kept.places, *(text for texts in written.values() for text in texts)]
        search.learn(session, {word for text in texts for word in search.fold(text)})
    return kept


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
