"""One batch of a crowd after the other. On PostgreSQL only the first ones are thought up; the others are their copies.

Inventing a person takes a millisecond, reading one takes the database a quarter of it. So a batch is kept as the text that
COPY reads, in which all that must differ is easily found: the keys of a batch begin with the same letters, and the
numbers of its people with the same five figures. Twenty thousand people are different ones.
"""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Iterator
from typing import Any, NamedTuple

import sqlalchemy as sa

from kreatr.demo import bulk, rows, said
from kreatr.demo.crowd import Crowd, Stock
from kreatr.demo.talk import Talk
from kreatr.kernel import clock
from kreatr.kernel.db import db, unit, uuid7
from kreatr.kernel.search import fold
from kreatr.marketplace.models import search_index

PLACES = 10_000  # numbers that belong to one batch
KEPT = 5  # batches that each process thinks up itself
QUICK = ("synchronous_commit = off", "statement_timeout = 0", "idle_in_transaction_session_timeout = 0")


class Batch(NamedTuple):
    """So many people; their numbers are those of the batch: `number` × PLACES and what follows."""

    number: int
    size: int


class Text(NamedTuple):
    """A batch as COPY reads it: name, columns and lines of each table, and what the batch is known by."""

    batch: Batch
    head: bytes
    tables: list[tuple[str, list[str], bytes]]


_texts: list[Text] = []
_stock: list[Stock] = []


def shared(stock: Stock) -> None:
    """Says what the people of the next batches share."""
    _texts.clear()
    _stock[:] = [stock]


def fill(batch: Batch) -> int:
    """Adds a batch; returns how many people that are."""
    if db.engine.dialect.name == "postgresql":
        _copy(_text(batch))
    else:
        _insert(batch)
    return batch.size


def _insert(batch: Batch) -> None:
    people, tables = _people(batch, _keys(_head()))
    with unit() as session:
        for table, values in tables:
            bulk.insert(session, table, values)
        search_index.put_many(session, ((one.listing["id"], one.listing["words"]) for one in people))


def _copy(text: Text) -> None:
    with unit() as session:
        for setting in QUICK:
            session.execute(sa.text(f"SET LOCAL {setting}"))
        for name, columns, lines in text.tables:
            bulk.copy(session, name, columns, lines)


def _text(batch: Batch) -> Text:
    alike = [text for text in _texts if text.batch.size == batch.size]
    if len(alike) >= KEPT:
        return _again(alike[batch.number % KEPT], batch)
    _texts.append(_written(batch))
    return _texts[-1]


def _people(
    batch: Batch, keys: Iterator[uuid.UUID]
) -> tuple[list[Any], Iterator[tuple[sa.Table, bulk.Rows]]]:
    first, now = batch.number * PLACES, clock.now()
    crowd, talk = Crowd(_stock[0], now, first, keys), Talk(now, str(first), keys)
    people = [crowd.person(first + place) for place in range(batch.size)]
    talk.spread(people)
    return people, itertools.chain(rows.of(people, first), said.of(people, talk))


def _written(batch: Batch) -> Text:
    head = _head()
    people, tables = _people(batch, _keys(head))
    texts = [(table.name, list(values[0]), bulk.text(values)) for table, values in tables if values]
    words = [
        {"id": one.listing["id"], "document": " ".join(f"{word}:{place}" for place, word in _numbered(one))}
        for one in people
    ]
    return Text(batch, head.encode(), [*texts, (search_index.name, ["id", "document"], bulk.text(words))])


def _numbered(person: Any) -> Iterator[tuple[int, str]]:
    return enumerate(fold(person.listing["words"])[:16_000], 1)  # a tsvector knows no further places


def _again(text: Text, batch: Batch) -> Text:
    """The same people under other keys and numbers."""
    head = _head().encode()
    old, new = (str(one.number).encode() for one in (text.batch, batch))
    tables = [
        (name, columns, lines.replace(text.head, head).replace(old, new))
        for name, columns, lines in text.tables
    ]
    return Text(batch, head, tables)


def _head() -> str:
    """What the keys of a batch begin with: the moment, and enough chance that no two batches share it."""
    return str(uuid7())[:24]


def _keys(head: str) -> Iterator[uuid.UUID]:
    return (uuid.UUID(f"{head}{number:012x}") for number in itertools.count(1))
