"""Long lists by keyset: a place between two rows as one word for a URL, however many rows arrive meanwhile.

Numbered pages too: a *start* is the first row of a page whose number is known. Whoever goes on from it to that page or one
beside it walks over a few rows, however far from the top that is.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from kreatr.kernel.db import Time

EPOCH, MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)
Place = tuple[datetime, uuid.UUID]


def mark(moment: datetime, id_: uuid.UUID) -> str:
    """The place of a row that is sorted by a moment and, within it, by its id."""
    return f"{(moment - EPOCH) // MICROSECOND}-{id_.hex}"


def place(text: str | None) -> Place | None:
    """What a mark stands for; None for anything that is not one."""
    micro, _, id_ = (text or "").partition("-")
    if not (micro.isascii() and micro.isdigit()) or len(micro) > 17 or len(id_) != 32:
        return None
    try:
        return EPOCH + int(micro) * MICROSECOND, uuid.UUID(id_)
    except ValueError:
        return None


def literal(place_: Place) -> sa.ColumnElement[Any]:
    """A place as SQL compares it with (moment, id) of a row."""
    return sa.tuple_(sa.literal(place_[0], Time()), sa.literal(place_[1], sa.Uuid()))


@dataclass(frozen=True)
class Start:
    """The row that a numbered page begins with: what it is sorted by, and its key."""

    page: int
    value: int | float | datetime
    key: int


def start_mark(start: Start) -> str:
    """A start as a word for a URL."""
    value = (start.value - EPOCH) // MICROSECOND if isinstance(start.value, datetime) else start.value
    return f"{start.page}_{value!r}_{start.key}"


def start(text: str, kind: type) -> Start | None:
    """What a word stands for where rows are sorted by an int, a float or a datetime; None for anything else."""
    page, _, rest = text.partition("_")
    value, _, key = rest.partition("_")
    try:
        known = float(value) if kind is float else int(value)
        moment = EPOCH + int(known) * MICROSECOND if kind is datetime else known
        found = Start(int(page), moment, int(key))
    except (ValueError, OverflowError):
        return None
    fits = kind is datetime or abs(known) < 2**31  # into the column it is compared with
    return found if fits and len(text) < 70 and 0 < found.page < 10**6 and 0 < found.key < 2**31 else None
