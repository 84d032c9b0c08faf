"""The creator's own arrangement: who may see a work, what is featured, which comes first, what goes. None needs a review."""

from __future__ import annotations

import uuid

import sqlalchemy as sa

from kreatr.accounts.models import User
from kreatr.creators.models import Creator
from kreatr.kernel import events
from kreatr.kernel.db import action, db, lock
from kreatr.kernel.errors import NotFound
from kreatr.portfolio.actions.showing import take_down
from kreatr.portfolio.events import ItemChanged
from kreatr.portfolio.models import Item, Visibility
from kreatr.portfolio.queries import ORDER, Edited, own


@action
def set_visibility(viewer: User, item_id: uuid.UUID, visibility: Visibility) -> Item:
    """Shows one of the viewer's items to everybody, or to nobody else. Raises NotFound."""
    edited, item = _mine(viewer, item_id)
    if item.visibility is not visibility:
        item.visibility = visibility
        _note(edited, item)
    return item


@action
def set_featured(viewer: User, item_id: uuid.UUID, featured: bool) -> Item:
    """Makes one of the viewer's items stand out, or not any more. Raises NotFound."""
    edited, item = _mine(viewer, item_id)
    if item.featured is not featured:
        item.featured = featured
        _note(edited, item)
    return item


@action
def move(viewer: User, item_id: uuid.UUID, step: int) -> Item:
    """Moves one of the viewer's items `step` places up (negative) or down; at the ends it stays. Raises NotFound."""
    edited, item = _mine(viewer, item_id)
    ids = _ids(edited.creator)
    at = ids.index(item_id)
    ids.insert(max(0, at + step), ids.pop(at))
    _number(edited.creator, ids, item_id)
    return item


@action
def put_in_order(viewer: User, ids: list[uuid.UUID]) -> None:
    """Puts the viewer's items in this order; those it does not name follow as they stood. Raises NotFound for others."""
    creator = own.mine(viewer)
    lock(db.session(), "portfolio", str(creator.id))
    there = _ids(creator)
    wanted = list(dict.fromkeys(ids))
    if not set(wanted) <= set(there):
        raise NotFound
    if wanted:
        _number(creator, [*wanted, *(id_ for id_ in there if id_ not in set(wanted))], wanted[0])


@action
def remove(viewer: User, id_: uuid.UUID) -> None:
    """Takes away one of the viewer's items with its pictures and revision, or a draft alone. Raises NotFound."""
    creator = own.mine(viewer)
    lock(db.session(), "portfolio", str(creator.id))
    edited = own.editing(viewer, id_)
    if edited.draft is not None and id_ == edited.draft.id:
        if edited.item is not None:
            edited.item.version = max(edited.item.version, edited.draft.version) + 1
        db.session.delete(edited.draft)
    elif edited.item is not None:
        hung = [image.picture_id for image in edited.item.images if image.picture_id]
        db.session.delete(edited.item)
        db.session.flush()
        take_down(hung)
        events.record(ItemChanged(creator.id, id_))


def _mine(viewer: User, item_id: uuid.UUID) -> tuple[Edited, Item]:
    creator = own.mine(viewer)
    lock(db.session(), "portfolio", str(creator.id))
    edited = own.editing(viewer, item_id)
    if edited.item is None or edited.item.id != item_id:
        raise NotFound
    return edited, edited.item


def _note(edited: Edited, item: Item) -> None:
    """An open form that does not know of it is outdated, so that saving it cannot quietly take it back."""
    item.version = edited.version + 1
    if edited.draft is not None:
        direct = {"visibility": item.visibility.value, "featured": item.featured}
        edited.draft.content = {**edited.draft.content, **direct}
        edited.draft.version = edited.version + 1
    events.record(ItemChanged(item.creator_id, item.id))


def _ids(creator: Creator) -> list[uuid.UUID]:
    return list(db.session.scalars(sa.select(Item.id).where(Item.creator_id == creator.id).order_by(*ORDER)))


def _number(creator: Creator, ids: list[uuid.UUID], moved: uuid.UUID) -> None:
    place = sa.case({id_: number for number, id_ in enumerate(ids)}, value=Item.id)
    db.session.execute(
        sa.update(Item)
        .where(Item.creator_id == creator.id, Item.id.in_(ids))
        .values(position=place)
        .execution_options(synchronize_session=False)
    )
    events.record(ItemChanged(creator.id, moved))
