"""Reading cards: which there are, which are wanted, and who may see one. What is hidden is gone with the next request (A5)."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from kreatr.creators.models import Creator
from kreatr.creators.queries import SEEN
from kreatr.kernel.db import db, rows
from kreatr.kernel.pictures import Picture
from kreatr.portfolio import queries as portfolio
from kreatr.portfolio.models import Item
from kreatr.portfolio.queries import SHOWN
from kreatr.sharing.models import ShareCard

LOOK = "1"  # of the cards as they are drawn now; a new look draws all of them anew
ENOUGH = 630  # pixels that a picture fills on a card
DRAWN = sa.select(ShareCard.name).where(ShareCard.subject_id == sa.bindparam("subject"))


class Wanted(NamedTuple):
    """A card as it should be: whose it is, what it says, and the stored files of its pictures."""

    subject_id: uuid.UUID
    creator_id: uuid.UUID
    item_id: uuid.UUID | None
    name: str
    facts: str
    picture: str | None
    face: str | None

    @property
    def fingerprint(self) -> str:
        """Another one as soon as the card would look different."""
        said = json.dumps([LOOK, bool(self.item_id), *self[3:]])
        return hashlib.sha256(said.encode()).hexdigest()


def address(subject_id: uuid.UUID) -> str | None:
    """Where the card of a creator or a work is, as a path; None where none was drawn yet."""
    return next((f"/media/cards/{name}.jpg" for (name,) in rows(DRAWN, subject=subject_id)), None)


def displayed(creator_id: uuid.UUID) -> dict[str, Any]:
    """What a portfolio shows of its card."""
    return {"card": address(creator_id)}


def visible(name: str) -> bool:
    """Whether visitors may see what this card is of, now."""
    select = (
        sa.select(ShareCard.subject_id)
        .join(Creator, Creator.id == ShareCard.creator_id)
        .outerjoin(Item, Item.id == ShareCard.item_id)
        .where(ShareCard.name == name, *SEEN, ShareCard.item_id.is_(None) | sa.and_(*SHOWN))
    )
    return bool(db.session.scalar(sa.select(select.exists())))


def kept(creator_id: uuid.UUID) -> dict[uuid.UUID, str]:
    """The fingerprints of a creator's cards, by whom they are of."""
    select = sa.select(ShareCard.subject_id, ShareCard.fingerprint).where(ShareCard.creator_id == creator_id)
    return dict(db.session.execute(select).all())


def wanted(creator_id: uuid.UUID) -> Iterator[Wanted]:
    """The cards that a creator and the works should have: none for what visitors do not see."""
    select = sa.select(Creator).where(Creator.id == creator_id, *SEEN).options(joinedload(Creator.avatar))
    creator = db.session.scalar(select.execution_options(populate_existing=True))
    if creator is None:
        return
    items = portfolio.shown_items(creator.id)
    face = _file(creator.avatar)
    works = [_file(item.pictures[0][1]) for item in items if item.pictures]
    facts = " · ".join(filter(None, [creator.place, f"@{creator.username}"]))
    picture = face or next(iter(works), None)
    yield Wanted(creator.id, creator.id, None, creator.display_name, facts, picture, None)
    for item in items:
        shown = _file(item.pictures[0][1]) if item.pictures else None
        yield Wanted(item.id, creator.id, item.id, item.title, creator.display_name, shown, face)


def there(wanted: Wanted) -> bool:
    """Whether what a card is of is still there, seen or not."""
    if wanted.item_id is None:
        return bool(db.session.scalar(sa.select(sa.exists().where(Creator.id == wanted.creator_id))))
    return bool(db.session.scalar(sa.select(sa.exists().where(Item.id == wanted.item_id))))


def without(limit: int) -> list[uuid.UUID]:
    """Creators whom visitors see and who have no card yet; those that have waited longest first."""
    has = sa.select(ShareCard.subject_id).where(ShareCard.subject_id == Creator.id).exists()
    return list(
        db.session.scalars(sa.select(Creator.id).where(*SEEN, ~has).order_by(Creator.id).limit(limit))
    )


def files(names: Collection[str]) -> set[str]:
    """Of names of stored files, those of cards."""
    return set(db.session.scalars(sa.select(ShareCard.name).where(ShareCard.name.in_(names))))


def _file(picture: Picture | None) -> str | None:
    """The stored file of a picture in the size a card takes."""
    if picture is None:
        return None
    widths = picture.brief()["widths"]
    return f"{picture.name}-{next((width for width in widths if width >= ENOUGH), widths[-1])}.webp"
