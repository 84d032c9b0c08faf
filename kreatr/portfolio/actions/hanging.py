"""Putting content into an item: its fields, its tags, its pictures; and what becomes of pictures that arrive later."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from kreatr.kernel import events
from kreatr.kernel.db import db, lock, unit
from kreatr.portfolio.actions.showing import take_down
from kreatr.portfolio.events import ItemChanged, ItemPictureRefused
from kreatr.portfolio.models import Item, ItemCategory, ItemImage, Licence, Tag, Visibility
from kreatr.portfolio.queries import own
from kreatr.uploads.events import UploadFinished
from kreatr.uploads.models import Upload, UploadState


def fill(item: Item, content: dict[str, Any], owner_id: uuid.UUID) -> None:
    """Gives an item the content of a checked form or draft; pictures that do not belong to `owner_id` are left out."""
    item.title, item.description = content["title"], content["description"]
    item.category, item.licence = ItemCategory(content["category"]), Licence(content["licence"])
    for name in ("project_url", "tools", "prompt", "human_part"):
        setattr(item, name, content[name] or None)
    item.tags = _tags(own.split_tags(content["tags"]))
    _hang(item, content["images"], owner_id)


def place(item: Item, content: dict[str, Any]) -> bool:
    """Gives an item what needs no review (C11); whether something changed."""
    wanted = Visibility(content["visibility"]), bool(content["featured"])
    changed = wanted != (item.visibility, item.featured)
    item.visibility, item.featured = wanted
    return changed


def _tags(names: list[str]) -> list[Tag]:
    slugs = {own.tag_slug(name): name for name in names}
    known = {tag.slug: tag for tag in db.session.scalars(sa.select(Tag).where(Tag.slug.in_(slugs)))}
    if missing := sorted(set(slugs) - set(known)):
        lock(db.session(), "tags")  # two people may invent the same tag at the same moment
        known |= {tag.slug: tag for tag in db.session.scalars(sa.select(Tag).where(Tag.slug.in_(missing)))}
        known |= {slug: Tag(name=slugs[slug], slug=slug) for slug in missing if slug not in known}
    return [known[slug] for slug in slugs]


def _hang(item: Item, images: Iterable[dict[str, Any]], owner_id: uuid.UUID) -> None:
    """The pictures in their order. Unfinished ones hang without a picture until it is ready."""
    there = {image.key: image for image in item.images}
    wanted = [image for image in images if image["id"] not in there]
    ids = [uuid.UUID(image["id"]) for image in wanted]
    select = sa.select(Upload).where(Upload.owner_id == owner_id, Upload.id.in_(ids))
    sent = {str(one.id): one for one in db.session.scalars(select) if one.state is not UploadState.REFUSED}
    hung: list[ItemImage] = []
    for image in images:
        found = there.get(image["id"])
        if found is None and image["id"] in sent:
            upload = sent[image["id"]]
            ready = upload.state is UploadState.READY
            found = ItemImage(upload_id=upload.id, picture_id=upload.picture_id if ready else None)
        if found is not None:
            found.alt, found.alt_en = image.get("alt", ""), image.get("alt_en", "")
            found.position = len(hung)
            hung.append(found)
    gone = [one.picture_id for one in there.values() if one not in hung and one.picture_id]
    item.images = hung
    db.session.flush()
    take_down(gone)


def receive_picture(event: UploadFinished) -> None:
    """Projection: a finished picture appears in the items that wait for it; a refused one leaves them."""
    with unit() as session:
        upload = session.get(Upload, event.upload_id, populate_existing=True)
        if upload is None or upload.state not in (UploadState.READY, UploadState.REFUSED):
            return
        waiting = sa.select(Item).join(Item.images)
        for item in session.scalars(
            waiting.where(ItemImage.upload_id == upload.id, ItemImage.picture_id.is_(None)).options(
                selectinload(Item.images)
            )
        ).unique():
            _receive(item, upload)


def _receive(item: Item, upload: Upload) -> None:
    if upload.state is UploadState.REFUSED:
        item.images = [image for image in item.images if image.upload_id != upload.id]
        events.record(ItemPictureRefused(item.creator_id, item.id, upload.id))
    for image in item.images:
        if image.upload_id == upload.id:
            image.picture_id = upload.picture_id
    events.record(ItemChanged(item.creator_id, item.id))
