"""The worker's part: telling creators of reviews, and reviewers of answers."""

from __future__ import annotations

import uuid
from typing import Any

from flask import current_app
from sqlalchemy.orm import joinedload

from kreatr.accounts.models import User
from kreatr.creators.models import Creator
from kreatr.kernel import mail
from kreatr.kernel.db import db
from kreatr.notices import actions as notices
from kreatr.notices.queries import wants_mail
from kreatr.reviews.events import ReviewAnswered, ReviewReceived
from kreatr.reviews.models import Review


def tell_creator(event: ReviewReceived, key: uuid.UUID) -> None:
    """A review came, or was changed: to the one it is about."""
    if (review := _load(event.review_id)) is None:
        return
    creator, kind = review.creator, "review_received"
    notices.tell(
        creator.user_id, kind, "/dashboard/reviews", key, name=review.reviewer_name, rating=review.rating
    )
    if wants_mail(creator.user_id, kind):
        to = creator.contact_email or creator.user.email
        _send("review", to, creator.user, "/dashboard/reviews", key, review=review, edited=event.edited)


def tell_reviewer(event: ReviewAnswered, key: uuid.UUID) -> None:
    """The creator answered: to the one who wrote the review."""
    if (review := _load(event.review_id)) is None:
        return
    path, kind = f"/portfolio/{review.creator.username}#ulasan", "review_answered"
    notices.tell(review.reviewer_id, kind, path, key, name=review.creator.display_name)
    if wants_mail(review.reviewer_id, kind):
        _send("review_answer", review.reviewer.email, review.reviewer, path, key, review=review)


def _load(review_id: uuid.UUID) -> Review | None:
    whole = joinedload(Review.creator).joinedload(Creator.user)
    return db.session.get(Review, review_id, options=[whole, joinedload(Review.reviewer)])


def _send(template: str, to: str, reader: User, path: str, key: uuid.UUID, **context: Any) -> None:
    link = f"{current_app.config['KREATR'].base_url}{path}"
    letter = mail.compose(template, to=to, locale=reader.locale, key=key, link=link, **context)
    db.session.rollback()
    mail.send(letter)
