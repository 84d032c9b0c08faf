"""Keeping pages in step with who reviewed."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from kreatr.creators.events import CreatorChanged
from kreatr.creators.models import Creator
from kreatr.kernel import cache
from kreatr.kernel.db import db
from kreatr.reviews.models import Review


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
