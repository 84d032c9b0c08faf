"""The ledger is only added to."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask

from kreatr.credits.models import CreditEntry, EntryKind
from kreatr.kernel.db import db, unit
from tests.world import make_user


def test_the_database_refuses_to_change_a_line(app: Flask) -> None:
    person = make_user()
    with unit() as session:
        session.add(CreditEntry(user_id=person.id, kind=EntryKind.GRANT, amount=100, balance=100))
    with pytest.raises(sa.exc.DatabaseError, match="never changed"), unit() as session:
        session.execute(sa.update(CreditEntry).values(amount=1_000_000))
    db.session.expire_all()
    assert db.session.scalars(sa.select(CreditEntry.amount)).all() == [100]
