"""The one place that moves a balance: account and ledger change together, inside the running unit.

Whoever wants to write holds the account's row first. So the steps of one person follow each other, and what is read after
`hold` (is this call settled? released?) is still true when it is written down.
"""

from __future__ import annotations

import uuid

import sqlalchemy as sa

from kreatr.credits.models import CreditAccount, CreditEntry, EntryKind
from kreatr.kernel.db import db, insert


def hold(user_id: uuid.UUID) -> int:
    """Makes an account where there is none, lets nobody else change it until the unit ends, and returns its balance."""
    row = sa.select(CreditAccount.balance).where(CreditAccount.user_id == user_id).with_for_update()
    balance = db.session.scalar(row)
    if balance is None:
        fresh = {"user_id": user_id, "balance": 0, "measure": 0, "warned": 100}
        db.session.execute(insert(CreditAccount).values(**fresh).on_conflict_do_nothing())
        balance = db.session.scalars(row).one()
    return balance


def write(
    user_id: uuid.UUID,
    kind: EntryKind,
    amount: int,
    *,
    call_id: uuid.UUID | None = None,
    about: str = "",
    actor_id: uuid.UUID | None = None,
) -> CreditEntry | None:
    """Adds `amount` credits (negative: takes them) and the ledger's line; None, and nothing happened, where too few are left."""
    after = CreditAccount.balance + amount
    change = sa.update(CreditAccount).where(CreditAccount.user_id == user_id, after >= 0)
    balance = db.session.scalar(
        change.values(balance=after)
        .returning(CreditAccount.balance)
        .execution_options(synchronize_session=False)
    )
    if balance is None:
        return None
    entry = CreditEntry(
        user_id=user_id,
        kind=kind,
        amount=amount,
        balance=balance,
        call_id=call_id,
        about=about[:200],
        actor_id=actor_id,
    )
    db.session.add(entry)
    db.session.flush()
    return entry


def written(call_id: uuid.UUID, *kinds: EntryKind) -> CreditEntry | None:
    """The line of one of these kinds that a call has in the ledger."""
    return db.session.scalar(
        sa.select(CreditEntry).where(CreditEntry.call_id == call_id, CreditEntry.kind.in_(kinds))
    )
