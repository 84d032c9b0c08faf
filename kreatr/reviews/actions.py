"""Writing reviews, answering them, pinning them; the mean and the number follow in the same transaction (REV-05)."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import aliased

from kreatr.accounts.models import User
from kreatr.creators import queries as creators
from kreatr.creators.events import CreatorChanged
from kreatr.creators.models import Creator
from kreatr.kernel import cache, clock, events, screening
from kreatr.kernel.db import action, db, lock
from kreatr.kernel.errors import Conflict, Forbidden, NotFound
from kreatr.reviews import queries
from kreatr.reviews.events import ReviewAnswered, ReviewHeld, ReviewReceived, ReviewRemoved
from kreatr.reviews.models import Review

MOST_PINNED = 3


@action
def write(creator_id: uuid.UUID, reviewer: User, rating: int, comment: str) -> Review:
    """The reviewer's 1–5 stars and words for a creator; a second time changes the first (REV-03).

    Words that a person must look at first keep it out of sight until then (`hidden_at`), and so does what was out of sight before.
    Whether they worked together is asked before, by `inquiries.queries.may_review`. Raises NotFound for a creator who
    is gone and Forbidden for oneself.
    """
    lock(db.session(), "reviews", str(creator_id))
    creator = db.session.get(Creator, creator_id)
    if creator is None:
        raise NotFound
    if creator.user_id == reviewer.id:
        raise Forbidden(_("You cannot review yourself."))
    review = queries.by(reviewer, creator_id)
    if review is not None and (review.rating, review.comment) == (rating, comment):
        return review
    name, edited = creators.face(reviewer)["name"], review is not None
    if review is None:
        review = Review(creator_id=creator_id, reviewer_id=reviewer.id, pinned=False)
        db.session.add(review)
    else:
        review.updated_at = clock.now()
    review.reviewer_name, review.rating, review.comment = name, rating, comment
    review.pinned = review.pinned and comment != ""
    reason = screening.suspicious(comment, spare=screening.ABOUT_WORK)
    if reason is not None:
        review.hidden_at = review.hidden_at or clock.now()
    db.session.flush()
    _count(creator)
    held = review.hidden_at is not None
    events.record(
        ReviewHeld(review.id, reason or screening.CHANGED) if held else ReviewReceived(review.id, edited)
    )
    return review


@action
def remove(creator_id: uuid.UUID, reviewer: User) -> None:
    """Takes the reviewer's own review of a creator away. Raises NotFound when there is none."""
    lock(db.session(), "reviews", str(creator_id))
    review = queries.by(reviewer, creator_id)
    if review is None:
        raise NotFound
    db.session.delete(review)
    db.session.flush()
    events.record(ReviewRemoved(review.id))
    _count(db.session.get_one(Creator, creator_id))


@action
def answer(viewer: User, review_id: uuid.UUID, text: str) -> Review:
    """The viewer's answer to a review of them, or other words for it; the reviewer hears of the first. Raises NotFound."""
    review = _locked(viewer, review_id)
    first = not review.answer
    review.answer, review.answered_at = text, clock.now()
    events.record(CreatorChanged(review.creator_id))
    if first:
        events.record(ReviewAnswered(review.id))
    return review


@action
def pin(viewer: User, review_id: uuid.UUID) -> Review:
    """Makes a review of the viewer a testimonial. Raises NotFound, and Conflict for a fourth or one without words."""
    review = _locked(viewer, review_id)
    if review.pinned:
        return review
    if not review.comment:
        raise Conflict(_("A review without words cannot be a testimonial."))
    if queries.count_pinned(viewer) >= MOST_PINNED:
        raise Conflict(_("Three testimonials are pinned already. Unpin one of them first."))
    review.pinned = True
    events.record(CreatorChanged(review.creator_id))
    return review


@action
def unpin(viewer: User, review_id: uuid.UUID) -> Review:
    """Makes it an ordinary review again. Raises NotFound."""
    review = _locked(viewer, review_id)
    review.pinned = False
    events.record(CreatorChanged(review.creator_id))
    return review


@action
def hide(review_id: uuid.UUID) -> bool:
    """Takes a review out of sight, and out of the mean; whether it was in sight. Raises NotFound."""
    return _set_hidden(review_id, True)


@action
def release(review_id: uuid.UUID) -> None:
    """Shows a held review after somebody looked at it, and lets its creator know. Raises NotFound."""
    if show(review_id):
        review = db.session.get_one(Review, review_id)
        events.record(ReviewReceived(review_id, review.updated_at is not None))


@action
def show(review_id: uuid.UUID) -> bool:
    """Takes `hide` back; whether it was hidden. Raises NotFound."""
    return _set_hidden(review_id, False)


def _set_hidden(review_id: uuid.UUID, hidden: bool) -> bool:
    review = db.session.get(Review, review_id)
    if review is None:
        raise NotFound
    lock(db.session(), "reviews", str(review.creator_id))
    review = db.session.get(Review, review_id, populate_existing=True)
    if review is None:
        raise NotFound
    if (review.hidden_at is not None) == hidden:
        return False
    review.hidden_at = clock.now() if hidden else None
    db.session.flush()
    _count(db.session.get_one(Creator, review.creator_id))
    return True


def _locked(viewer: User, review_id: uuid.UUID) -> Review:
    creator_id = queries.find(viewer, review_id).creator_id
    lock(db.session(), "reviews", str(creator_id))
    db.session.expire_all()  # whoever was faster may have changed it
    return queries.find(viewer, review_id)


def _count(creator: Creator) -> None:
    mean, number = db.session.execute(
        sa.select(sa.func.avg(Review.rating), sa.func.count(Review.id)).where(
            Review.creator_id == creator.id, queries.IN_SIGHT
        )
    ).one()
    creator.rating, creator.review_count = None if mean is None else float(mean), number
    events.record(CreatorChanged(creator.id))


def renew_pages(event: CreatorChanged) -> None:
    """Projection: a reviewer's face and name stand on other people's pages, which change with them."""
    reviewer, reviewed = aliased(Creator), aliased(Creator)
    names = db.session.scalars(
        sa.select(reviewed.username)
        .join(Review, Review.creator_id == reviewed.id)
        .join(reviewer, reviewer.user_id == Review.reviewer_id)
        .where(reviewer.id == event.creator_id)
    )
    if tags := [f"creator:{name}" for name in names]:
        cache.bump(*tags)
