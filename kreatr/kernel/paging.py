"""Long lists by keyset: a place between two rows as one word for a URL, however many rows arrive meanwhile."""

from __future__ import annotations

import uuid
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
