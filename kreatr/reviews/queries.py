"""Reading reviews: everybody those of a creator, creators those about them, reviewers their own."""

from __future__ import annotations

import uuid
from typing import Any, NamedTuple

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import aliased

from kreatr.accounts.models import User
from kreatr.creators.models import Creator
from kreatr.creators.queries import SEEN
from kreatr.kernel import pictures
from kreatr.kernel.db import db, rows
from kreatr.kernel.errors import NotFound
from kreatr.kernel.pictures import Picture
from kreatr.reviews.models import Review

PAGE = 10
MOST_PAGES = 50  # five hundred reviews; nobody leafs further, and a page costs as much as all before it
IN_SIGHT = Review.hidden_at.is_(None)
# As their indexes have them.
BEST = sa.text("reviews.rating = 5 AND reviews.hidden_at IS NULL")
PINNED = sa.text("reviews.pinned AND reviews.hidden_at IS NULL")

NEWEST_FIRST = (Review.created_at.desc(), Review.id.desc())
ABOUT = (Review.creator_id == sa.bindparam("creator"), IN_SIGHT)
_page = (
    sa.select(Review.id, sa.literal(1).label("on_page"))
    .where(*ABOUT)
    .order_by(*NEWEST_FIRST)
    .limit(sa.bindparam("most"))
    .offset(sa.bindparam("after"))
    .subquery()
)
_pinned = sa.select(Review.id, sa.literal(0)).where(Review.creator_id == sa.bindparam("creator"), PINNED)
_wanted = sa.union_all(sa.select(_page.c.id, _page.c.on_page), _pinned).subquery()
PAGE_OF = (
    sa.select(
        *(Review.id, Review.reviewer_id, Review.reviewer_name, Review.rating, Review.comment, Review.answer),
        *(Review.created_at, Review.updated_at, _wanted.c.on_page),
        *pictures.drawn(Picture),
    )
    .join(_wanted, _wanted.c.id == Review.id)
    .outerjoin(Creator, sa.and_(Creator.user_id == Review.reviewer_id, *SEEN))
    .outerjoin(Picture, Picture.id == Creator.avatar_id)
    .order_by(*NEWEST_FIRST)
)
STARS = sa.select(Review.rating, sa.func.count()).where(*ABOUT).group_by(Review.rating)


class Said(NamedTuple):
    """Reviews of a creator, newest first: one page of them, and those the creator pinned (PUB-08). Each in plain values: {id,
    written (as ISO 8601), reviewer_id, text, rating, name, avatar, edited, answer}."""

    latest: list[dict[str, Any]]
    pinned: list[dict[str, Any]]


def of(creator_id: uuid.UUID, page: int = 1) -> Said:
    """What clients said of a creator."""
    found = rows(PAGE_OF, creator=creator_id, after=(page - 1) * PAGE, most=PAGE)
    latest, pinned = [[_shown(row) for row in found if row.on_page == here] for here in (1, 0)]
    return Said(latest, pinned)


def _shown(row: Any) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "written": row.created_at.isoformat(),
        "reviewer_id": str(row.reviewer_id),
        "text": row.comment,
        "rating": row.rating,
        "name": row.reviewer_name,
        "avatar": pictures.brief(row) if row.name else None,
        "edited": row.updated_at is not None,
        "answer": row.answer,
    }


def pages(number: int) -> int:
    """How many pages so many reviews are."""
    return min(MOST_PAGES, -(-number // PAGE))


def by(reviewer: User, creator_id: uuid.UUID) -> Review | None:
    """What a person wrote about a creator."""
    return db.session.scalar(
        sa.select(Review).where(Review.creator_id == creator_id, Review.reviewer_id == reviewer.id)
    )


def mine(viewer: User, page: int = 1) -> list[Review]:
    """One page of the reviews about the viewer that others see too, newest first."""
    select = sa.select(Review).join(Review.creator).where(Creator.user_id == viewer.id, IN_SIGHT)
    newest = select.order_by(Review.created_at.desc(), Review.id.desc())
    return list(db.session.scalars(newest.limit(PAGE).offset((page - 1) * PAGE)))


def find(viewer: User, review_id: uuid.UUID) -> Review:
    """One review about the viewer that is in sight. Raises NotFound for anybody else's."""
    mine = Creator.user_id == viewer.id, Review.id == review_id, IN_SIGHT
    review = db.session.scalar(sa.select(Review).join(Review.creator).where(*mine))
    if review is None:
        raise NotFound
    return review


def count_pinned(viewer: User) -> int:
    """How many reviews the viewer pinned."""
    select = sa.select(sa.func.count(Review.id)).join(Review.creator)
    return db.session.scalar(select.where(Creator.user_id == viewer.id, Review.pinned, IN_SIGHT)) or 0


def distribution(creator_id: uuid.UUID) -> dict[int, int]:
    """How many reviews gave 5, 4, 3, 2 and 1 stars."""
    counts = dict(map(tuple, rows(STARS, creator=creator_id)))
    return {stars: counts.get(stars, 0) for stars in (5, 4, 3, 2, 1)}


def best_words() -> dict[str, Any] | None:
    """A recent five-star review that says something, for the landing page: {text, name, role, avatar}."""
    reviewer = aliased(Creator)
    row = db.session.execute(
        sa.select(Review, Creator, Picture)
        .join(Creator, Creator.id == Review.creator_id)
        .outerjoin(reviewer, reviewer.user_id == Review.reviewer_id)
        .outerjoin(Picture, Picture.id == reviewer.avatar_id)
        .where(BEST, sa.func.length(Review.comment).between(60, 160), *SEEN)
        .order_by(Review.created_at.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    review, creator, avatar = row
    return {
        "text": review.comment,
        "name": review.reviewer_name,
        "role": _("about %(name)s", name=creator.display_name),
        "avatar": avatar.brief() if avatar else None,
    }


def belongings(person: User) -> dict[str, Any]:
    """The reviews that somebody wrote, and those about them."""
    columns = (
        Review.rating,
        Review.comment,
        Review.answer,
        Review.created_at,
        Review.updated_at,
        Review.answered_at,
    )
    of = sa.select(Creator.username.label("about"), *columns).join(Creator, Creator.id == Review.creator_id)
    by_ = sa.select(Review.reviewer_name.label("by"), *columns).join(Creator, Creator.id == Review.creator_id)
    return {
        "reviews_written": of.where(Review.reviewer_id == person.id).order_by(Review.id),
        "reviews_received": by_.where(Creator.user_id == person.id).order_by(Review.id),
    }
