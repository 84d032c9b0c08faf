"""Reading who is there: contributors of the month, and faces beside works."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from kreatr.community.queries import numbers
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
    found = (numbers.last_count("contributors") or []) if numbers.many() else count_contributors()
    counts = {uuid.UUID(id_): number for id_, number in found}
    # Whoever is hidden since they were counted is left out here (A5).
    select = (
        sa.select(Creator, Picture)
        .outerjoin(Picture, Picture.id == Creator.avatar_id)
        .where(Creator.id.in_(counts), *SEEN)
    )
    rows = {creator.id: (creator, picture) for creator, picture in db.session.execute(select)}
    return [
        {
            "name": rows[id_][0].display_name,
            "url": f"/portfolio/{rows[id_][0].username}",
            "pic": rows[id_][1].brief() if rows[id_][1] else None,
            "count": number,
        }
        for id_, number in counts.items()
        if id_ in rows
    ][:CONTRIBUTORS]


def count_contributors() -> list[tuple[str, int]]:
    """Keys of creators and how many works they showed, the first ones in order; a few more than are shown."""
    since = clock.now() - timedelta(days=CONTRIBUTOR_DAYS)
    number, liked = sa.func.count(Item.id), sa.func.sum(Item.likes)
    select = (
        sa.select(Creator.id, number)
        .join(Item, Item.creator_id == Creator.id)
        .where(*portfolio.SHOWN, *SEEN, Item.published_at > since)
        .group_by(Creator.id)
        .order_by(number.desc(), liked.desc(), Creator.username)
        .limit(4 * CONTRIBUTORS)
    )
    return [(str(id_), count) for id_, count in db.session.execute(select)]


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
