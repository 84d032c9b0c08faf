"""Connections to PostgreSQL: which are handed out, and who keeps a transaction open on them."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask

from kreatr.accounts.models import User
from kreatr.kernel.db import db, unit


def _backend() -> int:
    return int(db.session.connection().exec_driver_sql("SELECT pg_backend_pid()").scalar_one())


@pytest.mark.one_database("postgresql")
def test_a_connection_that_the_server_closed_is_not_handed_out(app: Flask) -> None:
    gone = _backend()
    with db.engine.connect() as elsewhere:
        db.session.rollback()
        assert elsewhere.execute(sa.select(sa.func.pg_terminate_backend(gone, 5000))).scalar_one()
    for _turn in range(db.engine.pool.checkedin() + 1):  # type: ignore[attr-defined]
        assert _backend() != gone
        db.session.rollback()


@pytest.mark.one_database("postgresql")
def test_only_actions_keep_a_transaction_open(app: Flask) -> None:
    busy = sa.text("SELECT state FROM pg_stat_activity WHERE pid = :pid")

    def state() -> str:
        db.session.execute(sa.select(User.id))
        pid = _backend()
        with db.engine.connect() as elsewhere:
            return str(elsewhere.execute(busy, {"pid": pid}).scalar_one())

    assert state() == "idle"
    with unit():
        assert state() == "idle in transaction"
    assert state() == "idle"
