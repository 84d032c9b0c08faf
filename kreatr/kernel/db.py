"""The database: base class, keys, times, and how the two engines are set up."""

from __future__ import annotations

import os
import select
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache, wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast

import sqlalchemy as sa
from flask import Flask, current_app
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session as FlaskSession
from sqlalchemy import event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DisconnectionError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
SQLITE_BUSY_SECONDS = 15
SQLITE_CACHE_KB = 2000  # of each connection; more lies in the memory of the system, once for all
IDLE_SECONDS = 30  # a connection that lay unused for longer is asked whether it is still one
RETRIED = ("40001", "40P01")  # serialization failure, deadlock
POSTGRES_OPTIONS = " ".join(
    f"-c {setting}"
    for setting in (
        "statement_timeout=15000",
        "lock_timeout=8000",
        "idle_in_transaction_session_timeout=30000",
        "timezone=UTC",
        # A page reads a few rows through indexes: starting helpers or a compiler for that takes longer than the query,
        # and so does laying out a table of what was looked up, which is as large as the planner thinks of all rows.
        "max_parallel_workers_per_gather=0",
        "jit=off",
        "enable_memoize=off",
        "random_page_cost=1.1",  # an index on a solid-state disk
    )
)


def uuid7(*, at: datetime | None = None) -> uuid.UUID:
    """A time-ordered random key (RFC 9562, version 7): 48 bits of milliseconds, 74 random bits. `at` is the moment if not now."""
    stamp = int(at.timestamp() * 1000) if at else time.time_ns() // 1_000_000
    number = (stamp << 80) | int.from_bytes(os.urandom(10), "big")
    number = number & ~(0xF << 76) | (0x7 << 76)
    number = number & ~(0x3 << 62) | (0x2 << 62)
    return uuid.UUID(int=number)


P = ParamSpec("P")
R = TypeVar("R")


class Time(TypeDecorator[datetime]):
    """An aware UTC moment. SQLite keeps no zone, so it is taken off on the way in and put back on the way out."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


def choice(enum: type[StrEnum], length: int = 24) -> sa.Enum:
    """A column type for a StrEnum: kept as its text, checked by the database, the same on both engines."""
    return sa.Enum(
        enum,
        native_enum=False,
        length=length,
        create_constraint=True,
        name=enum.__name__.lower(),
        values_callable=lambda kind: [member.value for member in kind],
    )


class _Root(DeclarativeBase):
    metadata = sa.MetaData(naming_convention=NAMING)


class _Session(FlaskSession):
    """Reads and writes in one database: actions in their transaction; what only reads, in the way of its engine."""

    def get_bind(self, mapper: Any = None, clause: Any = None, bind: Any = None, **_more: Any) -> Any:
        if bind is not None:
            return bind
        return db.engine if self.info.get("unit") else current_app.extensions["kreatr_reading"]


db = SQLAlchemy(
    model_class=_Root,
    disable_autonaming=True,
    session_options={"expire_on_commit": False, "class_": _Session},
)

if TYPE_CHECKING:

    class Base(DeclarativeBase):
        """What every table's class derives from."""
else:
    Base = db.Model
    Base.registry.update_type_annotation_map(
        {datetime: Time(), uuid.UUID: sa.Uuid(), dict[str, Any]: sa.JSON()}
    )


class Keyed:
    """A row with a time-ordered key."""

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid7)


def init_app(app: Flask) -> None:
    """Sets the engine up for its kind: SQLite in WAL with immediate writes, PostgreSQL with timeouts and a pool."""
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    app.config.setdefault(
        "SQLALCHEMY_ENGINE_OPTIONS", _sqlite_options() if url.startswith("sqlite") else _pg_options()
    )
    db.init_app(app)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            _set_up_sqlite(reading := db.engine)
        else:
            _look_after(db.engine)
            # Without BEGIN and ROLLBACK a page pays for its statements alone, and leaves nothing open while it is drawn.
            reading = db.engine.execution_options(isolation_level="AUTOCOMMIT")
    app.extensions["kreatr_reading"] = reading


def _sqlite_options() -> dict[str, Any]:
    return {
        "hide_parameters": True,  # what people typed stands in no log and no error
        "pool_use_lifo": True,  # a few warm connections, not many cold ones
        "connect_args": {"timeout": SQLITE_BUSY_SECONDS, "isolation_level": None, "check_same_thread": False},
    }


def _pg_options() -> dict[str, Any]:
    return {
        "hide_parameters": True,
        "pool_size": int(os.environ.get("DATABASE_POOL", "5")),
        "max_overflow": 5,
        "pool_timeout": 10,
        "connect_args": {"options": POSTGRES_OPTIONS, "connect_timeout": 5},
    }


def _set_up_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        for pragma in (
            "journal_mode=WAL",
            "synchronous=NORMAL",
            "foreign_keys=ON",
            f"busy_timeout={SQLITE_BUSY_SECONDS * 1000}",
            f"cache_size=-{SQLITE_CACHE_KB}",
            "temp_store=MEMORY",
        ):
            connection.execute(f"PRAGMA {pragma}")

    # A plain BEGIN that later wants to write fails at once when another writer was faster: the busy timeout is
    # not honoured for a lock upgrade. Transactions that will write say so first.
    @event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        if connection.get_execution_options().get("writes", False):
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:  # waits for nobody, so there is no error to be told in SQLAlchemy's words
            cast(Any, connection.connection.dbapi_connection).execute("BEGIN")


def _look_after(engine: Engine) -> None:
    """Hands out no connection that the server has closed: one from which something is to be read, as a server says why it
    hangs up, and one that was long unused, are asked first. A question before each page would cost as much as its smallest
    query."""

    @event.listens_for(engine, "checkout")
    def look(connection: Any, record: Any, _proxy: Any) -> None:
        now, used = time.monotonic(), record.info.get("used")
        record.info["used"] = now
        try:
            if used is not None and (now - used > IDLE_SECONDS or _readable(connection.pgconn.socket)):
                engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise DisconnectionError from error  # the pool opens another one


def _readable(socket: int) -> bool:
    poll = select.poll()
    poll.register(socket, select.POLLIN)
    return bool(poll.poll(0))


@contextmanager
def unit() -> Iterator[Session]:
    """One write transaction: commits at the end, rolls everything back when something is raised.

    A unit inside a unit joins it. On SQLite it takes the write lock at once, so whatever was only read before it is
    read again. What `after_commit` collected runs when the data is safe.
    """
    session = db.session()
    if session.info.get("unit"):
        yield session
        return
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("rows were changed outside of an action")
    session.rollback()
    session.expire_all()  # an earlier unit of the same request left its rows as they were then
    session.info["unit"], session.info["after_commit"] = True, []
    try:
        session.connection(execution_options={"writes": True})
        yield session
        session.commit()
        hooks = session.info["after_commit"]
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info.pop("unit", None)
        session.info.pop("after_commit", None)
    for hook in hooks:
        hook()


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Runs a verb as one unit, again (at most twice) when PostgreSQL reports a deadlock or a lost race.

    Inside another verb's unit it joins it; a lost race then repeats the outer one, as everything before it is lost too.
    """

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if db.session().info.get("unit"):
            return function(*args, **kwargs)
        for attempt in range(3):
            try:
                with unit():
                    return function(*args, **kwargs)
            except OperationalError as error:
                if attempt == 2 or getattr(error.orig, "sqlstate", None) not in RETRIED:
                    raise
        raise AssertionError("unreachable")

    return run


def after_commit(hook: Callable[[], None]) -> None:
    """Has `hook` called once the running unit is committed; it is forgotten when the unit rolls back."""
    db.session().info["after_commit"].append(hook)


def lock(session: Session, *words: str) -> None:
    """Lets one transaction at a time pass for the same words; SQLite's single writer needs no more."""
    locks(session, words)


def locks(session: Session, *places: tuple[str, ...]) -> None:
    """Several locks in one go, each for its words, taken in this order."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        named = {f"place_{n}": "\x1f".join(words) for n, words in enumerate(places)}
        connection.execute(_locking(tuple(named)), named)


@cache
def _locking(names: tuple[str, ...]) -> sa.Select[Any]:
    keys = (sa.func.hashtextextended(sa.bindparam(name, type_=sa.String), 0) for name in names)
    return sa.select(*(sa.func.pg_advisory_xact_lock(key) for key in keys))


def insert(model: Any) -> Any:
    """An INSERT that can say what happens when the row is there, in the words of the running database."""
    postgres = db.session.get_bind().dialect.name == "postgresql"
    return (postgresql if postgres else sqlite).insert(model)


def rows(select: sa.Executable, **values: Any) -> Sequence[sa.Row[Any]]:
    """What a select of columns finds, with these values for its parameters. For pages that are drawn from a few rows: the care
    a session takes of objects costs as much as the database does."""
    return db.session.connection().execute(select, values).all()
