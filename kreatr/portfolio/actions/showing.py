"""Keeping what visitors may see in step with what creators show."""

from __future__ import annotations

import uuid

import sqlalchemy as sa

from kreatr.creators.events import CreatorChanged, CreatorJoined, ProfilePictureLeft
from kreatr.creators.models import Creator
from kreatr.creators.queries import SEEN
from kreatr.kernel.db import db, unit
from kreatr.kernel.pictures import Picture
from kreatr.portfolio.events import ItemChanged
from kreatr.portfolio.models import Item, ItemImage
from kreatr.portfolio.queries.shown import SHOWN


def show_pictures(event: CreatorJoined | CreatorChanged | ItemChanged) -> None:
    """Projection: a creator's pictures are served while something that visitors see uses them."""
    with unit() as session:
        session.execute(
            sa.update(Picture)
            .where(Picture.id.in_(_pictures_of(event.creator_id)))
            .values(shown=_worn() | _hung())
            .execution_options(synchronize_session=False)
        )


def forget_face(event: ProfilePictureLeft) -> None:
    """Projection: what was somebody's avatar or banner is served on only while something else shows it."""
    take_down([event.picture_id])


def take_down(picture_ids: list[uuid.UUID]) -> None:
    """Pictures that were taken from a work or a profile are served only while something else shows them."""
    db.session.execute(
        sa.update(Picture)
        .where(Picture.id.in_(picture_ids))
        .values(shown=_worn() | _hung())
        .execution_options(synchronize_session=False)
    )


def _pictures_of(creator_id: uuid.UUID) -> list[uuid.UUID]:
    faces = db.session.execute(
        sa.select(Creator.avatar_id, Creator.banner_id).where(Creator.id == creator_id)
    ).first()
    works = sa.select(ItemImage.picture_id).join(Item, Item.id == ItemImage.item_id)
    hung = db.session.scalars(works.where(Item.creator_id == creator_id))
    return [id_ for id_ in (*(faces or ()), *hung) if id_ is not None]


def _worn() -> sa.ColumnElement[bool]:
    """Somebody who is seen has it as avatar or banner."""
    seen = sa.select(Creator.id).where(*SEEN).correlate(Picture)
    return (
        seen.where(Creator.avatar_id == Picture.id).exists()
        | seen.where(Creator.banner_id == Picture.id).exists()
    )


def _hung() -> sa.ColumnElement[bool]:
    """A shown work of somebody who is seen has it."""
    return (
        sa.select(ItemImage.id)
        .join(Item, Item.id == ItemImage.item_id)
        .join(Item.creator)
        .where(ItemImage.picture_id == Picture.id, *SHOWN, *SEEN)
        .correlate(Picture)
        .exists()
    )
