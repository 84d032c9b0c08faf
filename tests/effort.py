"""How much a database works for a page: a number that a busy machine does not change, where milliseconds would."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from kreatr.kernel.db import db

STEPS = 10  # of SQLite's machine, between two counts

Asked = tuple[str, Any]


def effort(ask: Callable[[], object]) -> tuple[int, int]:
    """How many questions `ask` has of the database, and what they cost it: rows that PostgreSQL looks at, steps that SQLite takes."""
    with _noted() as asked:
        ask()
    with db.engine.connect() as connection:
        count = _steps if connection.dialect.name == "sqlite" else _rows
        return len(asked), sum(
            count(connection, question)
            for question in asked
            if question[0].lstrip().startswith(("SELECT", "WITH"))
        )


@contextmanager
def _noted() -> Iterator[list[Asked]]:
    asked: list[Asked] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, _context: Any, _many: bool) -> None:
        asked.append((statement, values))

    sa.event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", note)


def _steps(connection: sa.Connection, asked: Asked) -> int:
    taken = 0

    def step() -> int:
        nonlocal taken
        taken += STEPS
        return 0

    driver: Any = connection.connection.driver_connection
    driver.set_progress_handler(step, STEPS)
    try:
        connection.exec_driver_sql(*asked).all()
    finally:
        driver.set_progress_handler(None, 0)
    return taken


def _rows(connection: sa.Connection, asked: Asked) -> int:
    statement, values = asked
    plan = connection.exec_driver_sql(
        f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {statement}", values
    ).scalar_one()
    return sum(_looked_at(node) for node in _nodes(plan[0]["Plan"]))


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for inner in node.get("Plans", ()):
        yield from _nodes(inner)


def _looked_at(node: dict[str, Any]) -> int:
    skipped = node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Join Filter", 0)
    return int((node["Actual Rows"] + skipped) * node["Actual Loops"])
