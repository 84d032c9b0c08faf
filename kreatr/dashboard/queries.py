"""What the dashboard's home knows beyond the other rooms' own reads."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from kreatr.accounts.models import User
from kreatr.creators.models import Creator
from kreatr.inquiries.models import Inquiry
from kreatr.kernel import clock
from kreatr.kernel.db import Time, db
from kreatr.marketplace.models import Listing
from kreatr.portfolio import queries as portfolio
from kreatr.portfolio.models import Item, ItemLike
from kreatr.portfolio.queries import SHOWN
from kreatr.reviews.models import Review
from kreatr.reviews.queries import IN_SIGHT

DAYS = 30
NEWS = 5
ZONE = ZoneInfo("Asia/Jakarta")


@dataclass(frozen=True)
class Standing:
    """A creator, and where they stand: works on show, works at all, whether the marketplace lists them."""

    creator: Creator
    shown: int
    works: int
    listed: bool


class Day(NamedTuple):
    """What one day (Asia/Jakarta) brought."""

    day: date
    views: int
    inquiries: int


def standing(viewer: User) -> Standing | None:
    """The viewer's own standing, or None without a profile."""
    works = sa.select(sa.func.count(Item.id)).where(Item.creator_id == Creator.id).correlate(Creator)
    listed = sa.select(Listing.id).where(Listing.creator_id == Creator.id).exists()
    select = sa.select(Creator, works.where(*SHOWN).scalar_subquery(), works.scalar_subquery(), listed)
    row = db.session.execute(select.where(Creator.user_id == viewer.id)).one_or_none()
    return Standing(*row) if row else None


def month(creator_id: uuid.UUID) -> list[Day]:
    """The last thirty days, oldest first, each with its views and the inquiries that arrived."""
    today = clock.now().astimezone(ZONE).date()
    days = [today - timedelta(days=ago) for ago in reversed(range(DAYS))]
    views, arrived = portfolio.views_by_day(creator_id, days[0]), _arrived(creator_id, days[0])
    return [Day(day, views.get(day, 0), arrived.get(day, 0)) for day in days]


def _arrived(creator_id: uuid.UUID, since: date) -> dict[date, int]:
    start = datetime(since.year, since.month, since.day, tzinfo=ZONE)
    select = sa.select(Inquiry.created_at).where(
        Inquiry.creator_id == creator_id, Inquiry.created_at >= start, Inquiry.held_reason.is_(None)
    )
    counted: dict[date, int] = {}
    for moment in db.session.scalars(select):
        day = moment.astimezone(ZONE).date()
        counted[day] = counted.get(day, 0) + 1
    return counted


def news(creator: Creator) -> list[Any]:
    """The latest of the creator's own: works that went live or came back, reviews, likes: (kind, title, number, slug, at)."""
    mine = Item.creator_id == creator.id
    live = _line("LIVE", Item.published_at).where(mine, *SHOWN, Item.published_at.is_not(None))
    review = sa.select(
        sa.literal("REVIEW"), Review.reviewer_name, Review.rating, sa.literal(""), Review.created_at
    ).where(Review.creator_id == creator.id, IN_SIGHT)
    last = sa.func.max(ItemLike.created_at, type_=Time())
    likes = (
        sa.select(sa.literal("LIKE"), Item.title, sa.func.count(), Item.slug, last)
        .join(ItemLike, ItemLike.item_id == Item.id)
        .where(mine, *SHOWN)
        .group_by(Item.id, Item.title, Item.slug)
    )
    arms = [_newest(arm, name) for arm, name in ((live, "live"), (review, "review"), (likes, "likes"))]
    lines = sa.union_all(*arms).subquery("lines")
    return list(db.session.execute(sa.select(lines).order_by(lines.c.at.desc()).limit(NEWS)))


def _line(kind: str, moment: Any) -> sa.Select[*tuple[Any, ...]]:
    return sa.select(sa.literal(kind), Item.title, sa.literal(0), Item.slug, moment)


def _newest(arm: sa.Select[*tuple[Any, ...]], name: str) -> sa.Select[Any]:
    """The newest lines of one kind; each arm is cut before they are put together."""
    columns = [
        column.label(label)
        for column, label in zip(arm.selected_columns, ("kind", "title", "number", "slug", "at"), strict=True)
    ]
    cut = arm.with_only_columns(*columns).order_by(sa.desc("at")).limit(NEWS).subquery(name)
    return sa.select(cut)
