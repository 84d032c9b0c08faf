"""The company of `tests.world`, made once and copied from then on: its rows are many, and most tests want them."""

from __future__ import annotations

import uuid
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from kreatr.kernel import clock, storage
from kreatr.kernel.db import db, unit
from kreatr.kernel.outbox import Delivery, OutboxEvent
from kreatr.kernel.pictures import Picture
from kreatr.marketplace.models import search_index
from tests.apps import run_all
from tests.world import World, make_world

OLDEST = timedelta(minutes=10)  # what was just now is not, later; and a test may have moved the clock
STORE = "kept_world"


class WorldCopy:
    """The rows of one freshly made world in one database that is emptied between tests, and the files of its pictures."""

    def __init__(self) -> None:
        self.made_at: datetime | None = None
        self.who: dict[str, tuple[type, Any]] = {}
        self.rows: dict[str, list[Any]] = {}
        self.files: dict[str, bytes] = {}

    def world(self) -> World:
        """Everybody, in the empty database of the running app."""
        if self.made_at is None or abs(clock.now() - self.made_at) > OLDEST:
            made = make_world()
            self._settle()
            self._keep(made)
            return made
        for name, data in self.files.items():
            if not storage.current().exists(name):
                storage.current().put(name, data)
        with unit() as session:
            connection = session.connection()
            self._restore(connection)
            known = self._load(session)
        found: dict[str, Any] = {
            field: known[key] if isinstance(key, uuid.UUID) else tuple(known[one] for one in key)
            for field, (_kind, key) in self.who.items()
        }
        return World(**found)

    def _settle(self) -> None:
        """That these people joined is old news: nobody is owed anything for it."""
        with unit() as session:
            session.execute(sa.delete(Delivery))
            session.execute(sa.delete(OutboxEvent))

    def _keep(self, world: World) -> None:
        for field in fields(World):
            value = getattr(world, field.name)
            first = value[0] if isinstance(value, tuple) else value
            key = tuple(one.id for one in value) if isinstance(value, tuple) else value.id
            self.who[field.name] = (type(first), key)
        for picture in db.session.scalars(sa.select(Picture)):
            for wide in picture.sizes:
                name = f"{picture.name}-{wide}.webp"
                self.files[name] = storage.current().get(name) or b""
        names = [table.name for table in db.metadata.sorted_tables] + [search_index.name]
        with db.engine.connect().execution_options(writes=True) as connection, connection.begin():
            self.rows = {name: rows for name in names if (rows := self._read(connection, name))}
        self.made_at = clock.now()

    def _read(self, connection: sa.Connection, name: str) -> list[Any]:
        """The rows of a table: as they are from SQLite, where they lie now from PostgreSQL."""
        if connection.dialect.name == "sqlite":
            key = "rowid, " if name == search_index.name else ""
            return [tuple(row) for row in connection.exec_driver_sql(f"SELECT {key}* FROM {name}")]
        connection.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS {STORE}")
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {STORE}.{name}")
        connection.exec_driver_sql(f"CREATE TABLE {STORE}.{name} AS TABLE public.{name}")
        return [connection.exec_driver_sql(f"SELECT count(*) FROM {STORE}.{name}").scalar()]

    def _restore(self, connection: sa.Connection) -> None:
        if connection.dialect.name != "sqlite":
            kept = [name for name, rows in self.rows.items() if rows[0]]
            run_all(connection, [f"INSERT INTO {name} SELECT * FROM {STORE}.{name}" for name in kept])
            return
        for name, rows in self.rows.items():
            columns = "(rowid, document) " if name == search_index.name else ""
            places = ", ".join("?" * len(rows[0]))
            connection.exec_driver_sql(f"INSERT INTO {name} {columns}VALUES ({places})", rows)

    def _load(self, session: Session) -> dict[uuid.UUID, Any]:
        """Everybody by their ids, all of a kind at once."""
        wanted: dict[type[Any], list[uuid.UUID]] = {}
        for kind, key in self.who.values():
            wanted.setdefault(kind, []).extend([key] if isinstance(key, uuid.UUID) else key)
        asked = (sa.select(kind).where(kind.id.in_(keys)) for kind, keys in wanted.items())
        return {one.id: one for select in asked for one in session.scalars(select)}
