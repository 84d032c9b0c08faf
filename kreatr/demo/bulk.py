"""Many rows at a time: COPY on PostgreSQL, one prepared statement on SQLite."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

SPECIAL = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})
Rows = list[dict[str, Any]]


def insert(session: Session, table: sa.Table, rows: Rows) -> None:
    """Inserts rows that all have the same keys; defaults of the models are not applied."""
    if session.get_bind().dialect.name == "postgresql" and rows:
        copy(session, table.name, list(rows[0]), text(rows))
    elif rows:
        session.execute(sa.insert(table), rows)


def copy(session: Session, name: str, columns: list[str], lines: bytes) -> None:
    """Has PostgreSQL read rows that `text` made."""
    cursor: Any = session.connection().connection.cursor()
    names = ", ".join(f'"{column}"' for column in columns)
    with cursor.copy(f'COPY "{name}" ({names}) FROM STDIN') as target:
        target.write(lines)


def text(rows: Rows) -> bytes:
    """Rows as COPY reads them."""
    return "".join("\t".join(map(_word, row.values())) + "\n" for row in rows).encode()


def _word(value: Any) -> str:
    if value is None:
        return r"\N"
    if isinstance(value, str):
        return value.translate(SPECIAL)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return json.dumps(value).translate(SPECIAL)
    return str(value)
