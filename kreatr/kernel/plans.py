"""What the database expects of a question, without asking it."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session


class _Plan(sa.Executable, sa.ClauseElement):
    """What PostgreSQL means to do for a select, as JSON."""

    inherit_cache = False

    def __init__(self, select: sa.Select[Any]) -> None:
        self.select = select


@compiles(_Plan, "postgresql")
def _explain(plan: _Plan, compiler: Any, **options: Any) -> str:
    return f"EXPLAIN (FORMAT JSON) {compiler.process(plan.select, **options)}"


def expected(session: Session, select: sa.Select[Any]) -> int | None:
    """About how many rows a select has, by PostgreSQL's statistics and without reading any; None on SQLite."""
    if session.get_bind().dialect.name == "sqlite":
        return None
    return int(session.execute(_Plan(select)).scalar_one()[0]["Plan"]["Plan Rows"])
