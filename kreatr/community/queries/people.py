"""Reading who is there: contributors of the month, and faces beside works."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from kreatr.creators.models import Creator
from kreatr.creators.queries import SEEN
from kreatr.kernel import cache, clock
from kreatr.kernel.db import db
from kreatr.kernel.pictures import Picture
from kreatr.portfolio import queries as portfolio
from kreatr.portfolio.models import Item

CONTRIBUTORS = 5
CONTRIBUTOR_DAYS = 30
CONTRIBUTORS_SECONDS = 300


def contributors() -> list[dict[str, Any]]:
    """Who first showed the most works in the last 30 days: {name, url, pic, count}; looked up at most five minutes ago.

    Where two showed as many, whose works of these days were liked more stands first, then the username decides (HUB-13).
    """
    found: list[dict[str, Any]] = cache.remember(
        "contributors", ("marketplace",), CONTRIBUTORS_SECONDS, _contributors
    )
    return found


def _contributors() -> list[dict[str, Any]]:
    since = clock.now() - timedelta(days=CONTRIBUTOR_DAYS)
    number, liked = sa.func.count(Item.id), sa.func.sum(Item.likes)
    select = (
        sa.select(Creator, Picture, number)
        .join(Item, Item.creator_id == Creator.id)
        .outerjoin(Picture, Picture.id == Creator.avatar_id)
        .where(*portfolio.SHOWN, *SEEN, Item.published_at > since)
        .group_by(Creator.id, Picture.id)
        .order_by(number.desc(), liked.desc(), Creator.username)
        .limit(CONTRIBUTORS)
    )
    return [
        {
            "name": creator.display_name,
            "url": f"/portfolio/{creator.username}",
            "pic": picture.brief() if picture else None,
            "count": count,
        }
        for creator, picture, count in db.session.execute(select)
    ]


def crowd(cards: list[dict[str, Any]], works: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Faces and works side by side: {kind, pic, url, label}."""
    people = [
        {
            "kind": "avatar",
            "pic": card["avatar"],
            "url": f"/portfolio/{card['username']}",
            "label": card["name"],
        }
        for card in cards
        if card["avatar"]
    ]
    pieces = [
        {"kind": "work", "pic": work["pic"], "url": work["url"], "label": work["title"]} for work in works
    ]
    mixed: list[dict[str, Any]] = []
    for place_, person in enumerate(people):
        mixed.append(person)
        if place_ % 2 == 1 and pieces:
            mixed.append(pieces.pop(0))
    return mixed
