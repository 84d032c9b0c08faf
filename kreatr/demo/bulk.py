"""Many rows at a time: COPY on PostgreSQL, one prepared statement on SQLite."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session


def insert(session: Session, table: sa.Table, rows: list[dict[str, Any]]) -> None:
    """Inserts rows that all have the same keys; defaults of the models are not applied."""
    if session.get_bind().dialect.name == "postgresql" and rows:
        _copy(session.connection(), table, rows)
    elif rows:
        session.execute(sa.insert(table), rows)


def _copy(connection: sa.Connection, table: sa.Table, rows: list[dict[str, Any]]) -> None:
    names = list(rows[0])
    kinds = [table.c[name].type.dialect_impl(connection.dialect) for name in names]
    writers = [kind.bind_processor(connection.dialect) for kind in kinds]
    cursor: Any = connection.connection.cursor()
    columns = ", ".join(f'"{name}"' for name in names)
    with cursor.copy(f'COPY "{table.name}" ({columns}) FROM STDIN') as target:
        for row in rows:
            values = zip(writers, row.values(), strict=True)
            target.write_row([write(value) if write else value for write, value in values])
