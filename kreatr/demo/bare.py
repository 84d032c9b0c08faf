"""Tables without their secondary indexes and foreign keys while very many rows come in; both are made again at the end.

What was taken away is written down in the database before it goes, so that a load that was killed is mended by the next one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import sqlalchemy as sa

OWED = sa.table("bulk_owed", sa.column("statement", sa.Text))
FOREIGN_KEYS = """
    SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname),
           format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE contype = 'f' AND conrelid = CAST(:name AS regclass)
"""
INDEXES = """
    SELECT format('DROP INDEX %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
    FROM pg_index WHERE indrelid = CAST(:name AS regclass) AND NOT indisunique
"""
SQLITE_INDEXES = """
    SELECT 'DROP INDEX ' || name, sql FROM sqlite_master
    WHERE type = 'index' AND tbl_name = :name AND sql NOT NULL AND sql NOT LIKE 'CREATE UNIQUE%'
"""
SETTINGS = ("SET maintenance_work_mem = '256MB'", "SET statement_timeout = 0", "SET lock_timeout = 0")


@contextmanager
def bare(engine: sa.Engine, tables: Iterable[str]) -> Iterator[None]:
    """Takes indexes and foreign keys from these tables; at the end, also after an error, they are there again."""
    mend(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS bulk_owed (statement text NOT NULL)")
        for drop, create in [pair for name in tables for pair in _secondary(connection, name)]:
            connection.execute(sa.insert(OWED).values(statement=create))
            connection.exec_driver_sql(drop)
    try:
        yield
    finally:
        mend(engine)


def mend(engine: sa.Engine) -> None:
    """Makes what a load took away and did not bring back."""
    if not sa.inspect(engine).has_table(OWED.name):
        return
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            for setting in SETTINGS:
                connection.exec_driver_sql(setting.replace("SET", "SET LOCAL"))
        # Indexes first: the check of a foreign key may want them.
        owed = sa.select(OWED.c.statement).order_by(OWED.c.statement.desc())
        for statement in connection.scalars(owed).all():
            connection.exec_driver_sql(statement.replace("%", "%%") if "%" in statement else statement)
        connection.exec_driver_sql("DROP TABLE bulk_owed")


def _secondary(connection: sa.Connection, name: str) -> list[tuple[str, str]]:
    """How each secondary index and foreign key of a table is dropped and made, foreign keys first."""
    # SQLite's foreign keys cannot be taken away, and cost little.
    asked = [SQLITE_INDEXES] if connection.dialect.name == "sqlite" else [FOREIGN_KEYS, INDEXES]
    return [(row[0], row[1]) for sql in asked for row in connection.execute(sa.text(sql), {"name": name})]
