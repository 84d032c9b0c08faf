"""Telling people in time that few credits are left (CRD-11)."""

from __future__ import annotations

import uuid

import sqlalchemy as sa

from kreatr.credits.events import CreditsLow
from kreatr.credits.models import CreditAccount
from kreatr.kernel import events
from kreatr.kernel.db import db

LEVELS = (20, 5)  # percent of `measure`


def watch(user_id: uuid.UUID) -> None:
    """Records that few are left, once for each level until credits are added. The account is held by the running unit."""
    account = db.session.execute(
        sa.select(CreditAccount.balance, CreditAccount.measure).where(CreditAccount.user_id == user_id)
    ).one()
    reached = [level for level in LEVELS if account.balance * 100 <= account.measure * level]
    if account.measure and reached:
        level = min(reached)
        told = sa.update(CreditAccount).where(CreditAccount.user_id == user_id, CreditAccount.warned > level)
        if db.session.scalar(told.values(warned=level).returning(CreditAccount.warned)) is not None:
            events.record(CreditsLow(user_id, level, account.balance))


def measure_anew(user_id: uuid.UUID) -> None:
    """After credits were added: 20 % and 5 % are of what there is now, and nobody was told yet."""
    account = sa.update(CreditAccount).where(CreditAccount.user_id == user_id)
    db.session.execute(account.values(measure=CreditAccount.balance, warned=100))
