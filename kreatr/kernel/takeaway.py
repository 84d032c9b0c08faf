"""What somebody takes along: everything of theirs, from every room, as one JSON text that is written while it is read."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask import Flask, current_app

from kreatr.kernel import clock
from kreatr.kernel.db import db
from kreatr.kernel.manifest import Room

BATCH = 500  # rows
PIECE = 32 * 1024  # characters


def init_app(app: Flask, rooms: tuple[Room, ...]) -> None:
    """Collects what the rooms hand out."""
    app.extensions["kreatr_takeaway"] = [room.takeaway for room in rooms if room.takeaway]


def selects(person: Any) -> dict[str, sa.Select[Any]]:
    """What there may be of somebody's, by name."""
    parts = current_app.extensions["kreatr_takeaway"]
    return {name: select for part in parts for name, select in part(person).items()}


def write(person: Any) -> Iterator[bytes]:
    """A JSON object in pieces of about 32 kB: a list for each name. Its last line says that nothing is missing."""
    held = io.StringIO()
    for line in _lines(person):
        held.write(line)
        if held.tell() >= PIECE:
            yield held.getvalue().encode()
            held = io.StringIO()
    yield held.getvalue().encode()


def _lines(person: Any) -> Iterator[str]:
    yield f'{{\n"made_at": {_text(clock.now())}'
    with db.engine.connect() as connection:  # in a transaction, as PostgreSQL reads by pieces in nothing else
        for name, select in selects(person).items():
            yield f",\n{_text(name)}: ["
            begun = False
            for row in connection.execute(select.execution_options(yield_per=BATCH)).mappings():
                yield f"{',' if begun else ''}\n{_text(_addressed(dict(row)))}"
                begun = True
            yield "\n]"
    yield ',\n"complete": true\n}\n'


def _addressed(row: dict[str, Any]) -> dict[str, Any]:
    """`picture` (a picture's name) with `sizes` becomes the address of its largest size."""
    sizes = row.pop("sizes", None)
    if sizes:
        base = current_app.config["KREATR"].base_url
        row["picture"] = f"{base}/media/{row['picture']}-{max(map(int, sizes))}.webp"
    return row


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> str:
    if isinstance(value, date):  # a moment is one too
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} cannot be taken along")
