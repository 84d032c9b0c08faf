"""The rows of a crowd, table by table, in the order in which they may be inserted."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, cast

import sqlalchemy as sa

from kreatr.accounts.models import Role, Standing, User
from kreatr.creators.models import Creator, CreatorKindLink, CreatorSkill
from kreatr.demo.crowd import NOBODYS_PASSWORD
from kreatr.marketplace.actions import listing_values
from kreatr.marketplace.models import Listing, ListingSkill
from kreatr.portfolio.models import Item, ItemImage, ModerationStatus, Visibility, item_tags

Rows = list[dict[str, Any]]
PROFILE = [
    "id",
    "user_id",
    "username",
    "display_name",
    "bio",
    "place",
    "availability",
    "hourly_rate",
    "project_rate",
    "rating",
    "review_count",
    "projects_completed",
    "is_featured",
    "created_at",
    "reply_count",
    "reply_median_seconds",
]
WORK = [
    *("id", "slug", "title", "description", "category", "tools", "views", "created_at"),
    *("prompt", "featured", "status", "submitted_at"),
]


def of(people: list[SimpleNamespace], first: int) -> Iterator[tuple[sa.Table, Rows]]:
    """Tables with their rows. The listings are numbered from `first` and stay with the people as `listing`."""
    works = [(person, item) for person in people for item in person.items]
    yield _table(User), [_user(person) for person in people]
    yield _table(Creator), [_creator(person) for person in people]
    yield (
        _table(CreatorKindLink),
        [_kind(person, kind, n) for person in people for n, kind in enumerate(person.kinds)],
    )
    yield (
        _table(CreatorSkill),
        [_skill(person, skill, n) for person in people for n, skill in enumerate(person.skills)],
    )
    yield _table(Item), [_item(person, item) for person, item in works]
    yield _table(ItemImage), [_image(item) for _, item in works]
    yield item_tags, [{"item_id": item.id, "tag_id": tag.id} for _, item in works for tag in item.tags]
    for number, person in enumerate(people, first):
        shown = [item for item in person.items if item.status is ModerationStatus.APPROVED]
        person.listing = {"id": number, **listing_values(cast(Creator, person), shown)}
    yield _table(Listing), [person.listing for person in people]
    yield (
        _table(ListingSkill),
        [
            {"skill_id": skill.id, "listing_id": person.listing["id"]}
            for person in people
            for skill in person.skills
        ],
    )


def _table(model: Any) -> sa.Table:
    return cast(sa.Table, model.__table__)


def _user(person: SimpleNamespace) -> dict[str, Any]:
    return {
        "id": person.user_id,
        "username": person.username,
        "email": f"{person.username}@crowd.test",
        "password_hash": NOBODYS_PASSWORD,
        "role": Role.USER,
        "locale": "id",
        "timezone": "Asia/Jakarta",
        "email_confirmed_at": person.created_at,
        "is_active": True,
        "standing": Standing.GOOD,
        "created_at": person.created_at,
    }


def _creator(person: SimpleNamespace) -> dict[str, Any]:
    own = {name: getattr(person, name) for name in PROFILE}
    rest = {"show_email": False, "is_public": True, "updated_at": person.created_at}
    return {**own, **rest, "avatar_id": person.avatar.id}


def _kind(person: SimpleNamespace, kind: Any, position: int) -> dict[str, Any]:
    return {"creator_id": person.id, "kind": kind, "position": position}


def _skill(person: SimpleNamespace, skill: Any, position: int) -> dict[str, Any]:
    return {"creator_id": person.id, "skill_id": skill.id, "position": position}


def _item(person: SimpleNamespace, item: SimpleNamespace) -> dict[str, Any]:
    return {
        **{name: getattr(item, name) for name in WORK},
        "creator_id": person.id,
        "visibility": Visibility.PUBLIC,
        "likes": item.views // 12,
        "published_at": item.created_at if item.status is ModerationStatus.APPROVED else None,
    }


def _image(item: SimpleNamespace) -> dict[str, Any]:
    picture = item.images[0].picture
    return {
        "id": item.image_id,
        "item_id": item.id,
        "picture_id": picture.id,
        "alt": item.title,
        "alt_en": "",
        "position": 0,
    }
