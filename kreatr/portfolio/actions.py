"""Keeping what visitors may see in step with what creators show; likes and views."""

from __future__ import annotations

import uuid
from collections import defaultdict
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from kreatr.accounts.models import User
from kreatr.creators.events import CreatorChanged, CreatorJoined, ProfilePictureLeft
from kreatr.creators.models import Creator
from kreatr.creators.queries import SEEN
from kreatr.kernel import cache, clock
from kreatr.kernel.db import action, db, lock, unit
from kreatr.kernel.errors import Forbidden
from kreatr.kernel.pictures import Picture
from kreatr.portfolio.events import ItemChanged
from kreatr.portfolio.models import CreatorViews, Item, ItemImage, ItemLike, ViewBatch
from kreatr.portfolio.queries import SHOWN, shown_item

BATCHES_KEPT_DAYS = 30
AT_ONCE = 500  # items a statement names


def show_pictures(event: CreatorJoined | CreatorChanged | ItemChanged) -> None:
    """Projection: a creator's pictures are served while something that visitors see uses them."""
    with unit() as session:
        session.execute(
            sa.update(Picture)
            .where(Picture.id.in_(_pictures_of(event.creator_id)))
            .values(shown=_worn() | _hung())
            .execution_options(synchronize_session=False)
        )


def take_down(event: ProfilePictureLeft) -> None:
    """Projection: what was somebody's avatar or banner is served on only while something else shows it."""
    with unit() as session:
        session.execute(
            sa.update(Picture)
            .where(Picture.id == event.picture_id)
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


@action
def like(viewer: User, creator: Creator, slug: str) -> Item:
    """The viewer likes a shown work; a second time changes nothing. Raises Forbidden for one's own."""
    item = shown_item(creator.id, slug)
    if viewer.id == creator.user_id:
        raise Forbidden
    once = _insert(ItemLike).values(item_id=item.id, user_id=viewer.id, created_at=clock.now())
    return _count_like(creator, item, once.on_conflict_do_nothing().returning(ItemLike.item_id), 1)


@action
def unlike(viewer: User, creator: Creator, slug: str) -> Item:
    """The viewer takes a like back; where there is none nothing changes."""
    item = shown_item(creator.id, slug)
    gone = sa.delete(ItemLike).where(ItemLike.item_id == item.id, ItemLike.user_id == viewer.id)
    return _count_like(creator, item, gone.returning(ItemLike.item_id), -1)


def _count_like(creator: Creator, item: Item, change: Any, step: int) -> Item:
    if db.session.scalar(change.execution_options(synchronize_session=False)):
        counted = sa.update(Item).where(Item.id == item.id).values(likes=Item.likes + step)
        db.session.execute(counted.execution_options(synchronize_session=False))
        cache.bump(f"creator:{creator.username}")
    db.session.refresh(item, ["likes"])
    return item


@action
def write_views(batch_id: uuid.UUID, counts: dict[tuple[date, str], int]) -> None:
    """Adds counted views to works and to their creators' days; (day, "username/slug") → number. A batch counts once."""
    lock(db.session(), "views")
    new = _insert(ViewBatch).values(id=batch_id, created_at=clock.now()).on_conflict_do_nothing()
    if db.session.scalar(new.returning(ViewBatch.id)) is None:
        return
    works = _works({path for _day, path in counts})
    views: dict[uuid.UUID, int] = defaultdict(int)
    days: dict[tuple[uuid.UUID, date], int] = defaultdict(int)
    for (day, path), number in counts.items():
        if path in works:
            item_id, creator_id = works[path]
            views[item_id] += number
            days[creator_id, day] += number
    _add_to_items(views)
    _add_to_days(days)


def _works(paths: set[str]) -> dict[str, tuple[uuid.UUID, uuid.UUID]]:
    """ "username/slug" → (item, creator), for those that are still there."""
    found, ordered = {}, sorted(paths)
    for start in range(0, len(ordered), AT_ONCE):
        pairs = [path.split("/", 1) for path in ordered[start : start + AT_ONCE]]
        select = (
            sa.select(Creator.username, Item.slug, Item.id, Item.creator_id)
            .join(Item, Item.creator_id == Creator.id)
            .where(
                Creator.username.in_({pair[0] for pair in pairs}), Item.slug.in_({pair[1] for pair in pairs})
            )
        )
        for username, slug, item_id, creator_id in db.session.execute(select):
            found[f"{username}/{slug}"] = (item_id, creator_id)
    return found


def _add_to_items(views: dict[uuid.UUID, int]) -> None:
    """Most works of a batch were seen once or a few times: those with the same number change together."""
    alike: dict[int, list[uuid.UUID]] = defaultdict(list)
    for item_id in sorted(views):
        alike[views[item_id]].append(item_id)
    for number, ids in alike.items():
        for start in range(0, len(ids), AT_ONCE):
            these = sa.update(Item).where(Item.id.in_(ids[start : start + AT_ONCE]))
            seen = these.values(views=Item.views + number)
            db.session.execute(seen.execution_options(synchronize_session=False))


def _add_to_days(days: dict[tuple[uuid.UUID, date], int]) -> None:
    rows = [
        {"creator_id": creator_id, "day": day, "views": number}
        for (creator_id, day), number in sorted(days.items())
    ]
    for start in range(0, len(rows), AT_ONCE):
        new = _insert(CreatorViews).values(rows[start : start + AT_ONCE])
        more = {"views": CreatorViews.views + new.excluded.views}
        db.session.execute(new.on_conflict_do_update(index_elements=["creator_id", "day"], set_=more))


@action
def prune_batches() -> None:
    """Forgets which batches of views were written long ago."""
    old = clock.now() - timedelta(days=BATCHES_KEPT_DAYS)
    db.session.execute(sa.delete(ViewBatch).where(ViewBatch.created_at < old))


def _insert(model: Any) -> Any:
    """An INSERT that can say what happens when the row is there, in the words of the running database."""
    postgres = db.session.get_bind().dialect.name == "postgresql"
    return (postgresql if postgres else sqlite).insert(model)
