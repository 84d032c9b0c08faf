"""Apps for tests: built as in production, on a migrated database that is emptied between tests."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import psycopg
import sqlalchemy as sa
from flask import Flask
from jinja2 import DictLoader

from kreatr import create_app
from kreatr.kernel import cache, config, limits, measuring, schema
from kreatr.kernel.db import db
from kreatr.marketplace.models import search_index
from kreatr.moderation.models import Act
from tests.judge import Client
from tests.services import Postgres, Valkey

SECRET_KEY = "a test secret of forty letters, not in use"
CHEAP = {"ARGON2_TIME_COST": 1, "ARGON2_MEMORY_COST": 8, "ARGON2_PARALLELISM": 1}


def environment(data: Path, database_url: str, redis_url: str, **more: str) -> dict[str, str]:
    """The variables a test's app is started with; `more` adds or replaces."""
    return {
        "KREATR_DATA": str(data),
        "KREATR_DEMO": "0",
        "BASE_URL": "http://localhost",
        "SECRET_KEY": SECRET_KEY,
        "ENCRYPTION_KEY": "5e" * 32,
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        **more,
    }


def build(variables: dict[str, str], **settings: Any) -> Flask:
    """An app for these variables whose unexpected errors are kept in `app.extensions["unexpected"]`."""
    app = create_app(
        {
            "KREATR": config.load(variables),
            "TESTING": True,
            "PROPAGATE_EXCEPTIONS": False,
            "LOOKS_WAIT": 24 * 3600,  # they are handed over when a test takes them
            **CHEAP,
            **settings,
        }
    )
    app.test_client_class = Client
    app.extensions["limiter_parts"] = (limits.limiter._storage, limits.limiter._limiter)
    unexpected: list[BaseException] = []
    app.extensions["unexpected"] = unexpected
    for kind, handler in list(app.error_handler_spec[None][None].items()):
        if kind in (Exception, sa.exc.OperationalError):
            app.register_error_handler(kind, _noting(unexpected, handler))
    return app


def _noting(unexpected: list[BaseException], handler: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def note(error: BaseException) -> Any:
        unexpected.append(error)
        return handler(error)

    return note


def migrate(app: Flask) -> None:
    """All migrations, on the app's database."""
    schema.migrate(app)
    with app.app_context():
        db.engine.dispose()


class Databases:
    """Fresh migrated databases of both kinds: each kind is migrated once, then copied."""

    def __init__(self, folder: Path, postgres: Callable[[], Postgres]) -> None:
        self.folder, self.postgres = folder, postgres
        self.made: set[str] = set()
        self.count = 0

    def url(self, kind: str) -> str:
        """The address of a database nobody else uses."""
        self.count += 1
        return self._sqlite() if kind == "sqlite" else self._postgresql()

    def empty_url(self, kind: str) -> str:
        """The address of a database without any table."""
        self.count += 1
        if kind == "sqlite":
            return f"sqlite:///{self.folder / f'empty{self.count}.db'}"
        return self.postgres().create(f"empty{self.count}")

    def _sqlite(self) -> str:
        template = self.folder / "template.db"
        if "sqlite" not in self.made:
            self._migrate(f"sqlite:///{template}", "sqlite")
        shutil.copy(template, self.folder / f"copy{self.count}.db")
        return f"sqlite:///{self.folder / f'copy{self.count}.db'}"

    def _postgresql(self) -> str:
        if "postgresql" not in self.made:
            self._migrate(self.postgres().create("migrated"), "postgresql")
        return self.postgres().create(f"copy{self.count}", template="migrated")

    def _migrate(self, url: str, kind: str) -> None:
        migrate(build(environment(self.folder, url, "")))
        self.made.add(kind)


def reset(app: Flask, valkey: Valkey) -> None:
    """The app as it was started: no row, no mail, nothing cached, nothing counted."""
    valkey.restore()
    app.extensions["unexpected"].clear()
    app.extensions["kreatr_late_bumps"].clear()
    app.extensions["kreatr_looks"].looks.clear()
    measuring.of(app).forget()
    ours = app.extensions["kreatr_valkey"]
    ours.away_until = 0.0
    ours.client.connection_pool.disconnect()
    # The limiter is one per process and counts where the app that was built last told it to.
    limits.limiter._storage, limits.limiter._limiter = app.extensions["limiter_parts"]
    limits.limiter._storage.reset()
    app.extensions["kreatr_local_limits"].storage.reset()
    for folder in ("mail", "quarantine"):
        shutil.rmtree(app.config["KREATR"].data / folder, ignore_errors=True)
    with app.app_context():
        cache.values.clear()
        _delete_all()


def _delete_all() -> None:
    names = [table.name for table in reversed(db.metadata.sorted_tables)] + [search_index.name]
    names.remove(Act.__tablename__)
    with db.engine.connect().execution_options(writes=True) as connection, connection.begin():
        run_all(connection, [f"DELETE FROM {name}" for name in names] + _emptying_the_log(connection))


def _emptying_the_log(connection: sa.Connection) -> list[str]:
    """The database refuses to take away lines of the log. A test's database is told not to look."""
    delete = f"DELETE FROM {Act.__tablename__}"
    if connection.dialect.name == "postgresql":
        return ["SET LOCAL session_replication_role = replica", delete]
    if connection.scalar(sa.select(sa.func.count()).select_from(Act)) == 0:
        return []
    guards = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'acts'"
    found = connection.exec_driver_sql(guards).all()
    return [*(f"DROP TRIGGER {row.name}" for row in found), delete, *(row.sql for row in found)]


def run_all(connection: sa.Connection, statements: list[str]) -> None:
    """Runs statements one after the other; PostgreSQL gets all of them at once, which spares a round trip for each."""
    if connection.dialect.name == "sqlite":
        for statement in statements:
            connection.exec_driver_sql(statement)
    elif statements:
        cast(psycopg.Connection, connection.connection.driver_connection).execute(
            cast(Any, "; ".join(statements)), prepare=False
        )


@contextmanager
def templates_of(app: Flask, **written: str) -> Iterator[None]:
    """The app with these templates by name and no others."""
    env: Any = app.jinja_env
    before = env.loader, env.copies
    env.loader, env.copies = DictLoader(written), {}
    try:
        yield
    finally:
        env.loader, env.copies = before
