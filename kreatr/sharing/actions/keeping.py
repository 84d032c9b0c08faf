"""Keeping cards and maps in step with what visitors see."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Collection

import sqlalchemy as sa

from kreatr.creators.models import Creator
from kreatr.kernel import cache, clock, storage
from kreatr.kernel.db import action, db
from kreatr.marketplace.models import Listing
from kreatr.sharing.actions import drawing
from kreatr.sharing.actions.drawing import Card
from kreatr.sharing.models import ShareCard, SitemapPart
from kreatr.sharing.queries import cards, maps
from kreatr.sharing.queries.cards import Wanted


def refresh(creator_id: uuid.UUID) -> int:
    """Draws the cards of a creator and the works that are missing or look different by now, and drops those of what is not shown.

    Each card is kept as soon as it is drawn, so that a repeated call goes on where the last one ended. Returns how many were drawn.
    """
    kept, wanted = cards.kept(creator_id), list(cards.wanted(creator_id))
    db.session.rollback()
    if gone := set(kept) - {one.subject_id for one in wanted}:
        drop(gone)
    fresh = [one for one in wanted if kept.get(one.subject_id) != one.fingerprint]
    for one in fresh:
        data = draw(one)
        name = hashlib.sha256(data).hexdigest()[:32]
        storage.current().put(f"{name}-{drawing.WIDTH}.jpg", data)
        keep(one, name)
    return len(fresh)


def draw(wanted: Wanted) -> bytes:
    """The card as a JPEG. A picture whose file is missing is left out."""
    picture, face = (storage.current().get(file) if file else None for file in (wanted.picture, wanted.face))
    if wanted.item_id:
        return drawing.work_card(Card(wanted.name, picture, by=wanted.facts, face=face))
    return drawing.creator_card(Card(wanted.name, picture, facts=wanted.facts))


@action
def keep(wanted: Wanted, name: str) -> None:
    """Records a drawn card, whose file is stored, and has its creator's pages name it. What went meanwhile stays gone."""
    username = db.session.scalar(sa.select(Creator.username).where(Creator.id == wanted.creator_id))
    if username is None or not cards.there(wanted):
        return
    card = ShareCard(
        subject_id=wanted.subject_id,
        creator_id=wanted.creator_id,
        item_id=wanted.item_id,
        name=name,
        fingerprint=wanted.fingerprint,
        made_at=clock.now(),
    )
    db.session.merge(card)
    cache.bump(f"creator:{username}")


@action
def drop(subject_ids: Collection[uuid.UUID]) -> None:
    """Forgets cards; their files go with the hourly tidying."""
    db.session.execute(sa.delete(ShareCard).where(ShareCard.subject_id.in_(subject_ids)))


@action
def date_part(creator_id: uuid.UUID) -> None:
    """The part of the map that a creator stands in has changed."""
    listing = db.session.scalar(sa.select(Listing.id).where(Listing.creator_id == creator_id))
    if listing is not None:
        db.session.merge(SitemapPart(part=maps.part_of(listing), changed_at=clock.now()))
        cache.bump("map")
