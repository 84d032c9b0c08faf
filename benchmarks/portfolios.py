"""Whose portfolios are asked for: one with twelve works, made out of a populated database by giving a creator other people's, and
many as they are."""

from __future__ import annotations

import sqlalchemy as sa

from kreatr.creators.models import Creator
from kreatr.portfolio.models import Item
from kreatr.portfolio.queries import PAGE


def furnish(url: str) -> str:
    """Gives the best reviewed creator a full first page of works; returns the username."""
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        owner = connection.execute(
            sa.select(Creator.id, Creator.username).order_by(Creator.review_count.desc(), Creator.id).limit(1)
        ).one()
        for id_ in connection.scalars(sa.select(Item.id).order_by(Item.id).limit(PAGE)).all():
            change = (
                sa.update(Item).where(Item.id == id_).values(creator_id=owner.id, slug=f"karya-{id_.hex}")
            )
            connection.execute(change)
    engine.dispose()
    return str(owner.username)


def names(url: str, number: int) -> list[str]:
    """The usernames of so many creators whose page visitors may see, the best reviewed first."""
    engine = sa.create_engine(url)
    shown = sa.select(Creator.username).where(Creator.is_public, Creator.hidden_at.is_(None))
    with engine.connect() as connection:
        found = connection.scalars(
            shown.order_by(Creator.review_count.desc(), Creator.id).limit(number)
        ).all()
    engine.dispose()
    return list(found)
