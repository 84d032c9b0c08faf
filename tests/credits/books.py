"""The books of a person, as an auditor reads them."""

from __future__ import annotations

import uuid

import sqlalchemy as sa

from kreatr.credits import queries
from kreatr.credits.actions import grant
from kreatr.credits.models import CLOSING, CreditEntry, EntryKind
from kreatr.kernel.db import db

ABOUT = "caption|GPT-5 mini"


def give(user_id: uuid.UUID, credits: int) -> None:
    """Credits to begin a test with."""
    grant(user_id, credits, "Untuk uji coba")


def lines(user_id: uuid.UUID) -> list[CreditEntry]:
    """All lines of a person, in the order they were written."""
    db.session.rollback()
    written = sa.select(CreditEntry).where(CreditEntry.user_id == user_id)
    return list(db.session.scalars(written.order_by(CreditEntry.created_at, CreditEntry.id)))


def audited(user_id: uuid.UUID) -> int:
    """The balance, after checking that each line leads to the next, none is below zero, and calls are closed once."""
    left, closed = 0, []
    for line in lines(user_id):
        left += line.amount
        assert line.balance == left >= 0, "a line does not follow from the one before it"
        closed += [line.call_id] if line.kind in CLOSING else []
    assert len(closed) == len(set(closed)), "a call was closed twice"
    assert queries.balance(user_id) == left, "the balance is not what the ledger says"
    return left


def open_calls(user_id: uuid.UUID) -> set[uuid.UUID]:
    """Calls that reserved and were not closed."""
    kinds: dict[bool, set[uuid.UUID]] = {True: set(), False: set()}
    for line in lines(user_id):
        if line.call_id and line.kind in (*CLOSING, EntryKind.RESERVATION):
            kinds[line.kind in CLOSING].add(line.call_id)
    return kinds[False] - kinds[True]
