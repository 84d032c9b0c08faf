"""What a portfolio's first page shows, read from one row: a page of six statements is built by one.

A display is gathered when somebody looks, and kept until something of it changes (`actions/displaying.py`). Whether its
creator is to be seen at all is never kept: it is read each time.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any, NamedTuple

import sqlalchemy as sa
from flask import current_app

from kreatr.accounts.models import User
from kreatr.creators import queries as creators
from kreatr.creators.models import Creator
from kreatr.kernel.db import rows
from kreatr.portfolio.models import Display
from kreatr.portfolio.queries.gallery import hung
from kreatr.portfolio.queries.shown import PAGE
from kreatr.reviews import queries as reviews

FORM = 1  # of what is gathered; another one when it changes, so that nothing of an older release is read
SAID = (
    *("username", "display_name", "first_name", "bio", "place", "hourly_rate", "project_rate"),
    *("twitter_url", "instagram_url", "linkedin_url", "website_url", "whatsapp", "shown_email"),
    *("rating", "review_count", "projects_completed", "reply_median_seconds", "reply_count"),
)
_FOUND = (
    sa.select(
        Creator.id, Creator.user_id, Creator.is_public, Creator.hidden_at, Display.version, Display.body
    )
    .join(User, User.id == Creator.user_id)
    .outerjoin(Display, Display.creator_id == Creator.id)
    .where(Creator.username == sa.bindparam("username"), User.is_active)
)


class Found(NamedTuple):
    """A creator the viewer may see. `body` is what was gathered of them, None when it has to be gathered anew; `version` is
    under which it is kept then."""

    creator_id: uuid.UUID
    user_id: uuid.UUID
    hidden: bool
    version: int
    body: dict[str, Any] | None


@dataclass(frozen=True)
class Profile:
    """What a display says of its creator. `avatar` and `banner` are pictures as templates draw them; prices are IDR."""

    id: str
    username: str
    display_name: str
    first_name: str
    bio: str
    place: str
    availability: str
    hourly_rate: int | None
    project_rate: int | None
    twitter_url: str | None
    instagram_url: str | None
    linkedin_url: str | None
    website_url: str | None
    whatsapp: str | None
    shown_email: str | None
    avatar: dict[str, Any] | None
    banner: dict[str, Any] | None
    rating: float | None
    review_count: int
    projects_completed: int
    reply_median_seconds: int | None
    reply_count: int
    created_at: str
    updated_at: str


def find(viewer: User | None, username: str) -> Found:
    """A creator and what is kept of them. Raises NotFound or Renamed, as `creators.shown` does."""
    row = creators.admit(viewer, username, next(iter(rows(_FOUND, username=username.lower())), None))
    body = row.body if row.body and row.body["form"] == FORM else None
    return Found(row.id, row.user_id, row.hidden_at is not None, row.version or 0, body)


def gather(viewer: User | None, username: str) -> dict[str, Any]:
    """Everything of a display, from all its tables, in plain values: {form, creator, skills, kinds, works, works_count,
    pictures_count, reviews, pinned, stars} and what other rooms add."""
    creator = creators.shown(viewer, username)
    lists, works, said = creators.lists(creator.id), hung(creator.id, PAGE), reviews.of(creator.id)
    body = {
        "form": FORM,
        "creator": _profile(creator),
        "skills": lists.skills,
        "kinds": [kind.value for kind in lists.kinds],
        "works": works.some,
        "works_count": works.works,
        "pictures_count": works.pictures,
        "reviews": said.latest,
        "pinned": said.pinned,
        "stars": list(reviews.distribution(creator.id).values()) if creator.review_count else [],
    }
    for adds in current_app.extensions["kreatr_displayed"]:
        body |= adds(creator.id)
    return body


def _profile(creator: Creator) -> dict[str, Any]:
    return {
        **{name: getattr(creator, name) for name in SAID},
        "availability": creator.availability.value,
        "avatar": creator.avatar.brief() if creator.avatar else None,
        "banner": creator.banner.brief() if creator.banner else None,
        "created_at": creator.created_at.isoformat(timespec="seconds"),
        "updated_at": creator.updated_at.isoformat(timespec="seconds"),
    }
