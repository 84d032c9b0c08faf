"""Writing down how often works were looked at."""

from __future__ import annotations

import uuid
from collections import defaultdict
from datetime import date, timedelta

import sqlalchemy as sa

from kreatr.creators.models import Creator
from kreatr.kernel import clock
from kreatr.kernel.db import action, db, insert, lock
from kreatr.portfolio.models import CreatorViews, Item, ViewBatch

GATHER = "views"  # where looks at works gather (`kernel/tally.py`)
BATCHES_KEPT_DAYS = 30
AT_ONCE = 500  # items a statement names


@action
def write_views(batch_id: uuid.UUID, counts: dict[tuple[date, str], int]) -> None:
    """Adds counted views to works and to their creators' days; (day, "username/slug") → number. A batch counts once."""
    lock(db.session(), "views")
    new = insert(ViewBatch).values(id=batch_id, created_at=clock.now()).on_conflict_do_nothing()
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
        new = insert(CreatorViews).values(rows[start : start + AT_ONCE])
        more = {"views": CreatorViews.views + new.excluded.views}
        db.session.execute(new.on_conflict_do_update(index_elements=["creator_id", "day"], set_=more))


@action
def prune_batches() -> None:
    """Forgets which batches of views were written long ago."""
    old = clock.now() - timedelta(days=BATCHES_KEPT_DAYS)
    db.session.execute(sa.delete(ViewBatch).where(ViewBatch.created_at < old))
