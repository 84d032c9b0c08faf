"""A creator with twelve works, made out of a populated database by giving them other people's."""

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
