"""Keeping the listings true: they are rewritten in the transaction that changes a creator or an item."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from kreatr.creators.events import CreatorChanged, CreatorJoined
from kreatr.creators.models import Creator
from kreatr.kernel import cache, search
from kreatr.kernel.db import db, unit
from kreatr.kernel.text import shorten
from kreatr.marketplace.actions import counting
from kreatr.marketplace.models import (
    AVAILABILITY_BITS,
    CATEGORY_BITS,
    KIND_BITS,
    Listing,
    ListingSkill,
    search_index,
)
from kreatr.portfolio import queries as portfolio
from kreatr.portfolio.events import ItemChanged
from kreatr.portfolio.models import Item

PREVIEWS = 3
CARD_SKILLS = 3
CARD_BIO = 120  # characters; two lines of a card
PRIOR_REVIEWS, PRIOR_RATING = 5, 4.0


def refresh(event: CreatorJoined | CreatorChanged | ItemChanged) -> None:
    """Projection: the creator's listing as it must be now; gone when the creator is not to be listed."""
    with unit() as session:
        creator = session.get(Creator, event.creator_id, populate_existing=True)
        if creator is None:
            return
        if creator.open and creator.complete and creator.user.is_active:
            _write(creator)
        else:
            _erase(creator.id)
        cache.bump("marketplace", f"creator:{creator.username}")


def score(rating: float | None, reviews: int) -> float:
    """A Bayesian mean of `reviews` reviews with the mean `rating` against a prior of m = 5 reviews at C = 4.0 stars.

    (m · C + n · rating) / (m + n), so that one happy client does not beat fifty; without reviews it is C. It is the
    weighted rating WR = v/(v+m) · R + m/(v+m) · C that IMDb describes for its top list. The order "highest rated".
    """
    return (PRIOR_REVIEWS * PRIOR_RATING + reviews * (rating or 0.0)) / (PRIOR_REVIEWS + reviews)


def listing_values(creator: Creator, items: list[Item]) -> dict[str, Any]:
    """The columns of a creator's listing; `items` are the shown ones, in the creator's order."""
    return {
        "creator_id": creator.id,
        "kinds": _mask(KIND_BITS[kind] for kind in creator.kinds),
        "categories": _mask(CATEGORY_BITS[item.category] for item in items),
        "availability": AVAILABILITY_BITS[creator.availability],
        "rating": creator.rating or 0.0,
        "hourly_rate": creator.hourly_rate,
        "score": score(creator.rating, creator.review_count),
        "projects": creator.projects_completed,
        "featured": creator.is_featured,
        "joined_at": creator.created_at,
        "words": search.document(searched(creator, items)),
        "card": card(creator, items),
    }


def card(creator: Creator, items: list[Item]) -> dict[str, Any]:
    """What a card shows of a creator, as plain values."""
    pictures = [item.pictures[0][1] for item in items if item.pictures][:PREVIEWS]
    return {
        "username": creator.username,
        "name": creator.display_name,
        "role": creator.kinds[0].value if creator.kinds else None,
        "bio": shorten(creator.bio, CARD_BIO),
        "place": creator.place,
        "avatar": creator.avatar.brief() if creator.avatar else None,
        "pics": [picture.brief() for picture in pictures],
        "skills": [skill.name for skill in creator.skills[:CARD_SKILLS]],
        "availability": creator.availability.value,
        "rating": creator.rating,
        "reviews": creator.review_count,
        "hourly": creator.hourly_rate,
        "project": creator.project_rate,
    }


def searched(creator: Creator, items: list[Item]) -> str:
    """What search looks through: name, username, bio, skills, item titles and tags (MKT-07)."""
    parts = [creator.display_name, creator.username, creator.bio, *(skill.name for skill in creator.skills)]
    for item in items:
        parts += [item.title, *(tag.name for tag in item.tags)]
    return " ".join(parts)


def _mask(bits: Iterable[int]) -> int:
    mask = 0
    for bit in bits:
        mask |= bit
    return mask


def _write(creator: Creator) -> None:
    items = portfolio.shown_items(creator.id, options=(selectinload(Item.tags),))
    values = listing_values(creator, items)
    listing, before = _found(creator.id)
    if listing is None:
        listing = Listing(**values)
        db.session.add(listing)
    else:
        for name, value in values.items():
            setattr(listing, name, value)
    db.session.flush()
    skills = {skill.id for skill in creator.skills}
    db.session.execute(sa.delete(ListingSkill).where(ListingSkill.listing_id == listing.id))
    db.session.add_all(ListingSkill(skill_id=id_, listing_id=listing.id) for id_ in skills)
    counting.move(before, counting.traits(listing, skills))
    search_index.put(db.session(), listing.id, listing.words)


def _erase(creator_id: uuid.UUID) -> None:
    listing, before = _found(creator_id)
    if listing is not None:
        counting.move(before, None)
        search_index.remove(db.session(), listing.id)
        db.session.delete(listing)
        db.session.flush()


def _found(creator_id: uuid.UUID) -> tuple[Listing | None, counting.Traits | None]:
    """A creator's listing, kept from other changes until this one is done, and what it is counted under."""
    select = sa.select(Listing).where(Listing.creator_id == creator_id).with_for_update()
    listing = db.session.scalar(select.execution_options(populate_existing=True))
    if listing is None:
        return None, None
    skills = sa.select(ListingSkill.skill_id).where(ListingSkill.listing_id == listing.id)
    return listing, counting.traits(listing, db.session.scalars(skills).all())
