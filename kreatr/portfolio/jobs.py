"""The worker's part: telling creators of pictures that could not be used, and writing the views that were counted."""

from __future__ import annotations

import uuid

from sqlalchemy.orm import joinedload

from kreatr.creators.models import Creator
from kreatr.kernel import tally
from kreatr.kernel.db import db
from kreatr.notices.actions import tell
from kreatr.portfolio.actions import counting
from kreatr.portfolio.events import ItemPictureRefused
from kreatr.portfolio.models import Item

PICTURE = "item-picture"


def tell_refused_picture(event: ItemPictureRefused, key: uuid.UUID) -> None:
    """A line in the house about a picture that was taken out."""
    item = _load(event.item_id)
    if item is not None:
        path = f"/dashboard/portfolio/edit/{item.id}"
        tell(item.creator.user_id, PICTURE, path, key, title=item.title)


def write_views() -> None:
    """Clock job: the views that gathered since the last time. A batch that was written before is only let go of."""
    for batch in tally.take(counting.GATHER):
        counting.write_views(batch.id, batch.counts)
        tally.forget(counting.GATHER, batch.id)


def prune_batches() -> None:
    """Clock job: see `counting.prune_batches`."""
    counting.prune_batches()


def _load(item_id: uuid.UUID) -> Item | None:
    return db.session.get(Item, item_id, options=[joinedload(Item.creator).joinedload(Creator.user)])
