"""Reading what somebody has, what is reserved right now, and the ledger."""

from __future__ import annotations

import uuid

import sqlalchemy as sa

from kreatr.accounts.models import User
from kreatr.credits.models import CreditAccount, CreditEntry, EntryKind
from kreatr.kernel.db import db

PAGE = 30


def balance(user_id: uuid.UUID) -> int:
    """The credits a person may spend now; 0 for somebody without an account."""
    return db.session.scalar(sa.select(CreditAccount.balance).where(CreditAccount.user_id == user_id)) or 0


def entries(
    viewer: User,
    before: uuid.UUID | None = None,
    kinds: tuple[EntryKind, ...] = (),
    limit: int = PAGE,
) -> list[CreditEntry]:
    """The viewer's lines of the ledger, newest first, of these kinds; `before` is the id of a line to go on after."""
    select = sa.select(CreditEntry).where(CreditEntry.user_id == viewer.id)
    if before is not None:
        select = select.where(CreditEntry.id < before)
    if kinds:
        select = select.where(CreditEntry.kind.in_(kinds))
    return list(db.session.scalars(select.order_by(CreditEntry.id.desc()).limit(limit)))
