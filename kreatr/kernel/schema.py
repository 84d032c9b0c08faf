"""The schema and its migrations. Alembic is large, so only who moves the schema loads this module (`kernel/late.py`)."""

from __future__ import annotations

from pathlib import Path

import flask_migrate
import sqlalchemy as sa
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from flask import Flask

from kreatr.kernel.db import db
from kreatr.kernel.embedded import Missing

LOCK = 7_265_120
migrations = flask_migrate.Migrate()


def init_app(app: Flask) -> None:
    """Lets `flask db` and `migrate` work on this app."""
    migrations.init_app(app, db, directory=str(Path(app.root_path).parent / "migrations"))


def migrate(app: Flask) -> None:
    """Brings the database to the newest schema; costs next to nothing when it is there already. Raises Missing."""
    init_app(app)
    with app.app_context():
        scripts = ScriptDirectory(app.extensions["migrate"].directory)
        with db.engine.connect() as connection:
            present = set(MigrationContext.configure(connection).get_current_heads())
        if present == set(scripts.get_heads()):
            return
        try:
            _upgrade_alone()
        except CommandError as error:
            raise Missing(
                f"The database belongs to another release of kreatr ({error}): update the program."
            ) from error


def _upgrade_alone() -> None:
    # SQLite's single writer keeps two starts apart; PostgreSQL may be migrated from two machines at once.
    if db.engine.dialect.name != "postgresql":
        flask_migrate.upgrade()
        return
    with db.engine.connect() as connection:
        connection.execute(sa.text("SET statement_timeout = 0"))
        connection.execute(sa.text("SET lock_timeout = 0"))
        connection.execute(sa.select(sa.func.pg_advisory_lock(LOCK)))
        flask_migrate.upgrade()
        connection.execute(sa.select(sa.func.pg_advisory_unlock(LOCK)))
