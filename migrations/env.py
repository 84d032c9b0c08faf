"""Runs migrations on the app's own database."""

from typing import Any

from alembic import context
from flask import current_app

from kreatr.kernel.db import Time

db = current_app.extensions["migrate"].db


def include(thing: Any, name: str | None, kind: str, reflected: bool, _other: Any) -> bool:
    """Search tables are virtual and made by hand."""
    return not (kind == "table" and reflected and (name or "").startswith("listing_search"))


def render(kind: str, thing: Any, _autogen: Any) -> Any:
    """Our time type is a plain timestamp to the database."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(thing, Time) else False


with db.engine.connect() as connection:
    if connection.dialect.name == "sqlite":
        # A table that is made anew is dropped on the way, which would empty what refers to it. No effect inside a transaction.
        connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        include_object=include,
        compare_type=True,
        render_item=render,
        transaction_per_migration=True,
    )
    # SQLite takes its write lock at the start, so that two starts cannot migrate at once.
    connection = connection.execution_options(writes=True)
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
    if connection.dialect.name == "sqlite":
        connection.connection.driver_connection.execute("PRAGMA foreign_keys=ON")
