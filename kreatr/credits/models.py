"""Credits: what somebody may spend, and every step that led there.

One credit is one token at the base price (C21). Accounts belong to people; workspaces will have theirs.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from kreatr.kernel import clock
from kreatr.kernel.db import Base, Keyed, choice


class EntryKind(StrEnum):
    GRANT = "GRANT"  # given, by an administrator or on sign-up
    PURCHASE = "PURCHASE"  # bought
    RESERVATION = "RESERVATION"  # taken before a call: the most it may cost
    SETTLEMENT = "SETTLEMENT"  # after it: what was not needed comes back
    RELEASE = "RELEASE"  # all of it comes back, the call failed
    CORRECTION = "CORRECTION"  # an administrator put something right


CLOSING = (EntryKind.SETTLEMENT, EntryKind.RELEASE)  # a call has one of these in the end
UNTAKEN = "untaken:"  # what a settlement's `about` begins with when a call cost more than there was


class CreditAccount(Base):
    """What a person may spend, kept beside the ledger in the same transactions; never below zero.

    `measure` is the balance right after the last grant or purchase, against which 20 % and 5 % are measured; `warned` is the
    lowest of these that the person was told of since (100: none).
    """

    __tablename__ = "credit_accounts"
    __table_args__ = (sa.CheckConstraint("balance >= 0", name="balance"),)

    user_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    balance: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    measure: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    warned: Mapped[int] = mapped_column(default=100)


class CreditEntry(Keyed, Base):
    """One line of the ledger. Lines are only added: the database refuses to change one.

    `amount` is what it added (negative: took), `balance` what there was after it. Of a call there is one line of a kind;
    of grants and corrections `call_id` is the form that was sent, so that sending it twice makes one line.
    """

    __tablename__ = "credit_entries"
    __table_args__ = (
        sa.UniqueConstraint("call_id", "kind"),
        sa.Index("ix_credit_entries_user_id_id", "user_id", "id"),
    )

    user_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"))
    kind: Mapped[EntryKind] = mapped_column(choice(EntryKind))
    amount: Mapped[int] = mapped_column(sa.BigInteger)
    balance: Mapped[int] = mapped_column(sa.BigInteger)
    call_id: Mapped[uuid.UUID | None]
    about: Mapped[str] = mapped_column(
        sa.String(200), default=""
    )  # the call's model, or an administrator's reason
    actor_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("users.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
