"""Adds crowds of made-up creators with what they show and what is said, for load tests: whole tables at a time."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from multiprocessing import get_context
from typing import Any

import sqlalchemy as sa

from kreatr.accounts.models import User
from kreatr.creators.models import Creator, CreatorKindLink, CreatorSkill
from kreatr.demo import batches
from kreatr.demo.bare import bare, mend
from kreatr.demo.batches import PLACES, Batch
from kreatr.demo.stock import stock
from kreatr.inquiries.models import Inquiry, InquiryMessage
from kreatr.kernel import cache
from kreatr.kernel.db import db, unit
from kreatr.marketplace.actions import recount
from kreatr.marketplace.models import Listing, ListingSkill, search_index
from kreatr.moderation.models import Case, Report
from kreatr.portfolio.models import Item, ItemImage, item_tags
from kreatr.reviews.models import Review

EDITION = 3  # of what a crowd is like; benchmarks fill their databases anew when it grows
BATCH = 2000
BARE_FROM = 20_000  # people; fewer come in faster than indexes are made again
FILLED: tuple[Any, ...] = (
    *(User, Creator, CreatorKindLink, CreatorSkill, Item, ItemImage, Listing, ListingSkill),
    *(Review, Inquiry, InquiryMessage, Case, Report),
)
NAMES = [*(model.__tablename__ for model in FILLED), item_tags.name, search_index.name]
FIRST = 31_417  # batch: five figures that occur in no price, see `batches`
SEQUENCE = "SELECT setval(pg_get_serial_sequence('listings', 'id'), (SELECT max(id) FROM listings))"

# Copies of one person share how many projects they finished, and would stand side by side in the usual order.
MIX = """
    WITH head AS (
        SELECT id, projects, row_number() OVER (ORDER BY id) AS place, row_number() OVER (ORDER BY md5(id::text)) AS other
        FROM listings WHERE projects > 20 AND id >= :first
    )
    UPDATE listings SET projects = given.projects
    FROM head AS one JOIN head AS given ON given.place = one.other WHERE listings.id = one.id
"""
MIXED = """
    UPDATE creators SET projects_completed = listings.projects
    FROM listings WHERE listings.creator_id = creators.id AND listings.projects > 20 AND listings.id >= :first
"""


def add(number: int) -> Iterator[int]:
    """Adds so many creators; yields how many there are after each batch."""
    mend(db.engine)
    batches.shared(stock())
    first = _first_number()
    todo = [
        Batch(first + place, min(BATCH, number - start))
        for place, start in enumerate(range(0, number, BATCH))
    ]
    with ExitStack() as stack:
        if number >= BARE_FROM:
            db.session.remove()  # an open transaction would hold what is to be taken away
            stack.enter_context(bare(db.engine, NAMES))
        done = 0
        for size in _filled(todo):
            done += size
            yield done
    _tidy()


def _filled(todo: list[Batch]) -> Iterator[int]:
    """Fills batch by batch, in as many processes as there are processors where the database takes several writers."""
    processors = min(os.cpu_count() or 1, len(todo))
    if db.engine.dialect.name == "sqlite" or len(todo) * BATCH < BARE_FROM or processors == 1:
        yield from map(batches.fill, todo)
        return
    with get_context("fork").Pool(processors, initializer=_alone) as pool:
        yield from pool.imap_unordered(batches.fill, todo)


def _alone() -> None:
    """A forked process must not touch its parent's connections."""
    db.session.remove()
    db.engine.dispose(close=False)


def _first_number() -> int:
    """Of a batch whose people's numbers are above every listing's key and every number that stands in a username."""
    newest = db.session.scalar(sa.select(sa.func.max(Listing.id))) or 0
    people = db.session.scalar(sa.select(sa.func.count(User.id))) or 0
    return max(FIRST, max(newest, people) // PLACES + 1)


def _tidy() -> None:
    """What the database would do by itself within minutes; measurements come sooner."""
    recount()
    with unit() as session:
        if session.get_bind().dialect.name == "postgresql":
            session.execute(sa.text("SET LOCAL statement_timeout = 0"))
            session.execute(sa.text(SEQUENCE))
            for statement in (MIX, MIXED):
                session.execute(sa.text(statement), {"first": FIRST * PLACES})
            session.execute(sa.text("ANALYZE"))
        cache.bump("marketplace", "community", "map")
