"""Reading reviews: everybody those of a creator, creators those about them, reviewers their own."""

from __future__ import annotations

import uuid
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import aliased

from kreatr.accounts.models import User
from kreatr.creators.models import Creator
from kreatr.creators.queries import SEEN
from kreatr.kernel.db import db
from kreatr.kernel.errors import NotFound
from kreatr.kernel.pictures import Picture
from kreatr.reviews.models import Review

PAGE = 10
IN_SIGHT = Review.hidden_at.is_(None)
BEST = sa.text("reviews.rating = 5 AND reviews.hidden_at IS NULL")  # as its index has it


def latest(creator_id: uuid.UUID, page: int = 1) -> list[dict[str, Any]]:
    """One page of reviews, newest first: {text, rating, name, avatar, created_at, edited, answer}."""
    select = _with_faces(Review.creator_id == creator_id, IN_SIGHT).limit(PAGE).offset((page - 1) * PAGE)
    return [_shown(review, avatar) for review, avatar in db.session.execute(select)]


def testimonials(creator_id: uuid.UUID) -> list[dict[str, Any]]:
    """The reviews a creator pinned, newest first (PUB-08)."""
    select = _with_faces(Review.creator_id == creator_id, Review.pinned, IN_SIGHT)
    return [_shown(review, avatar) for review, avatar in db.session.execute(select)]


def _with_faces(*where: Any) -> Any:
    return (
        sa.select(Review, Picture)
        .select_from(Review)
        .outerjoin(Creator, sa.and_(Creator.user_id == Review.reviewer_id, *SEEN))
        .outerjoin(Picture, Picture.id == Creator.avatar_id)
        .where(*where)
        .order_by(Review.created_at.desc(), Review.id.desc())
    )


def _shown(review: Review, avatar: Picture | None) -> dict[str, Any]:
    return {
        "id": review.id,
        "reviewer_id": review.reviewer_id,
        "text": review.comment,
        "rating": review.rating,
        "name": review.reviewer_name,
        "avatar": avatar.brief() if avatar else None,
        "created_at": review.created_at,
        "edited": review.updated_at is not None,
        "answer": review.answer,
    }


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
    rows = db.session.execute(
        sa.select(Review.rating, sa.func.count())
        .where(Review.creator_id == creator_id, IN_SIGHT)
        .group_by(Review.rating)
    )
    counts = {row.rating: row[1] for row in rows}
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
