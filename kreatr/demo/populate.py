"""Adds crowds of made-up creators with what they show and what is said, for load tests: whole tables at a time."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import chain
from multiprocessing import get_context
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from kreatr.accounts.models import User
from kreatr.creators.models import Creator, CreatorKindLink, CreatorSkill
from kreatr.demo import bulk, rows, said
from kreatr.demo.bare import bare, mend
from kreatr.demo.crowd import Crowd, Stock
from kreatr.demo.stock import stock
from kreatr.demo.talk import Talk
from kreatr.inquiries.models import Inquiry, InquiryMessage
from kreatr.kernel import cache, clock
from kreatr.kernel.db import db, unit
from kreatr.marketplace.models import Listing, ListingSkill, search_index
from kreatr.moderation.models import Case, Report
from kreatr.portfolio.models import Item, ItemImage, item_tags
from kreatr.reviews.models import Review

EDITION = 2  # of what a crowd is like; benchmarks fill their databases anew when it grows
BATCH = 2000
BARE_FROM = 20_000  # people; fewer come in faster than indexes are made again
FILLED: tuple[Any, ...] = (
    *(User, Creator, CreatorKindLink, CreatorSkill, Item, ItemImage, Listing, ListingSkill),
    *(Review, Inquiry, InquiryMessage, Case, Report),
)
NAMES = [*(model.__tablename__ for model in FILLED), item_tags.name, search_index.name]
SEQUENCE = "SELECT setval(pg_get_serial_sequence('listings', 'id'), (SELECT max(id) FROM listings))"
QUICK = ("SET LOCAL synchronous_commit = off", "SET LOCAL statement_timeout = 0")


def add(number: int) -> Iterator[int]:
    """Adds so many creators; yields how many there are after each batch."""
    mend(db.engine)
    kept, first = stock(), _first_number()
    batches = [(first + start, min(BATCH, number - start)) for start in range(0, number, BATCH)]
    with ExitStack() as stack:
        if number >= BARE_FROM:
            db.session.remove()
            stack.enter_context(bare(db.engine, NAMES))
        done = 0
        for size in _filled(kept, batches):
            done += size
            yield done
    _tidy()


def _filled(kept: Stock, batches: list[tuple[int, int]]) -> Iterator[int]:
    """Fills batch by batch, in as many processes as there are processors where the database takes several writers."""
    global _stock
    _stock = kept
    processors = min(os.cpu_count() or 1, len(batches))
    if db.engine.dialect.name == "sqlite" or len(batches) * BATCH < BARE_FROM or processors == 1:
        yield from map(_fill, batches)
        return
    db.session.remove()
    with get_context("fork").Pool(processors, initializer=_alone) as pool:
        yield from pool.imap_unordered(_fill, batches)


_stock: Stock


def _alone() -> None:
    """A forked process must not touch its parent's connections."""
    db.session.remove()
    db.engine.dispose(close=False)


def _fill(batch: tuple[int, int]) -> int:
    first, number = batch
    now = clock.now()
    crowd, talk = Crowd(_stock, now, first), Talk(now, str(first))
    people = [crowd.person(first + place) for place in range(number)]
    talk.spread(people)
    with unit() as session:
        _insert(session, chain(rows.of(people, first), said.of(people, talk)))
        search_index.put_many(session, ((person.listing["id"], person.listing["words"]) for person in people))
    return number


def _insert(session: Session, tables: Iterator[tuple[sa.Table, list[dict[str, Any]]]]) -> None:
    if session.get_bind().dialect.name == "postgresql":
        for setting in QUICK:
            session.execute(sa.text(setting))
    for table, values in tables:
        bulk.insert(session, table, values)


def _first_number() -> int:
    """Above every listing's key and every number that stands in a username."""
    newest = db.session.scalar(sa.select(sa.func.max(Listing.id))) or 0
    return max(newest, db.session.scalar(sa.select(sa.func.count(User.id))) or 0) + 1


def _tidy() -> None:
    """What the database would do by itself within minutes; measurements come sooner."""
    with unit() as session:
        if session.get_bind().dialect.name == "postgresql":
            session.execute(sa.text("SET LOCAL statement_timeout = 0"))
            session.execute(sa.text(SEQUENCE))
            session.execute(sa.text("ANALYZE"))
        cache.bump("marketplace", "community")
