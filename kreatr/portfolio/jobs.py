"""The worker's part: telling creators what was decided on their works, and writing the views that were counted."""

from __future__ import annotations

import uuid

from flask import current_app
from sqlalchemy.orm import joinedload

from kreatr.creators.models import Creator
from kreatr.kernel import mail, tally
from kreatr.kernel.db import db
from kreatr.notices import queries as notices
from kreatr.notices.actions import tell
from kreatr.portfolio.actions import counting
from kreatr.portfolio.events import ItemDecided, ItemPictureRefused
from kreatr.portfolio.models import Item, ModerationStatus
from kreatr.portfolio.queries import waiting

APPROVED, RETURNED, PICTURE = "item-approved", "item-returned", "item-picture"


def tell_decision(event: ItemDecided, key: uuid.UUID) -> None:
    """A line in the house about a decision."""
    item = _load(event.item_id)
    if item is not None:
        tell(item.creator.user_id, _kind(event), _path(event, item), key, title=item.title)


def mail_decision(event: ItemDecided, key: uuid.UUID) -> None:
    """The decision by letter, with the reason if the work came back."""
    item = _load(event.item_id)
    if item is None or not notices.wants_mail(item.creator.user_id, _kind(event)):
        return
    letter = mail.compose(
        "item_decided",
        to=item.creator.user.email,
        locale=item.creator.user.locale,
        key=key,
        item=item,
        creator=item.creator,
        outcome=event.outcome,
        revision=event.revision,
        reason=waiting.reason(item, revision=event.revision),
        link=f"{current_app.config['KREATR'].base_url}{_path(event, item)}",
    )
    db.session.rollback()
    mail.send(letter)


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


def _kind(event: ItemDecided) -> str:
    return APPROVED if event.outcome == ModerationStatus.APPROVED else RETURNED


def _path(event: ItemDecided, item: Item) -> str:
    """Where the news leads: to the public page, or to what must be mended."""
    if _kind(event) == APPROVED and item.shown:
        return f"/portfolio/{item.creator.username}/{item.slug}"
    return f"/dashboard/portfolio/edit/{item.id}"
