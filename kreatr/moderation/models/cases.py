"""Cases: what waits for a person of the house, and what its people said about it."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kreatr.accounts.models import User
from kreatr.kernel import clock
from kreatr.kernel.db import Base, Keyed, choice

LEASE = timedelta(minutes=15)


class CaseKind(StrEnum):
    """Why somebody must look; the queue has a tab for each but PICTURE, which stands among the works."""

    WORK = "WORK"  # a new work, or the revision of one
    PICTURE = "PICTURE"  # a picture that a scanner held
    REPORT = "REPORT"  # something public that people reported, or that a sign of ours held
    MESSAGE = "MESSAGE"  # an inquiry or a review that was held before anybody saw it
    APPEAL = "APPEAL"  # somebody asks for another look at a decision (`act_id`)
    BAN = "BAN"  # a ban that was proposed (`act_id`) and needs a second person


class SubjectKind(StrEnum):
    """What a case is about; `subject_id` is its key."""

    ITEM = "ITEM"
    CREATOR = "CREATOR"  # a profile
    REVIEW = "REVIEW"
    INQUIRY = "INQUIRY"
    UPLOAD = "UPLOAD"
    USER = "USER"  # an account


class Outcome(StrEnum):
    """How a case ended."""

    APPROVED = "APPROVED"
    REJECTED = "REJECTED"  # given back with a reason
    FLAGGED = "FLAGGED"  # out of sight until it is submitted again
    REMOVED = "REMOVED"  # out of sight for good
    KEPT = "KEPT"  # reported, and nothing is wrong with it
    DELIVERED = "DELIVERED"  # a held message went on its way
    DISCARDED = "DISCARDED"  # a held message did not
    UPHELD = "UPHELD"  # appealed, and the decision stays
    REVERSED = "REVERSED"  # appealed, and the decision was taken back
    BANNED = "BANNED"
    DECLINED = "DECLINED"  # the second person does not agree to a ban
    GONE = "GONE"  # nothing waits any more: its owner took it away or back


OPEN = "closed_at IS NULL"


class Case(Keyed, Base):
    """One thing that waits for a decision. It follows its subject; the longest waiting comes first.

    `person_id` is whom it is about. `title`, `username` and `words` are for the list and its search. `version` is the edition
    that waits, `signs` are what programs noticed (code → detail), `weight` is the sum of its reports in percent, `hidden` says that
    visitors do not see its subject meanwhile. `act_id` is the decision that is appealed, or the proposal of a ban.
    """

    __tablename__ = "cases"
    __table_args__ = (
        sa.Index(
            "ix_cases_queue",
            "kind",
            "opened_at",
            "id",
            sqlite_where=sa.text(OPEN),
            postgresql_where=sa.text(OPEN),
        ),
        sa.Index(
            "uq_cases_open",
            "kind",
            "subject_id",
            unique=True,
            sqlite_where=sa.text(OPEN),
            postgresql_where=sa.text(OPEN),
        ),
        sa.Index("ix_cases_subject_id", "subject_id"),
        sa.Index("ix_cases_person_id_opened_at", "person_id", "opened_at"),
        sa.Index("ix_cases_kind_closed_at", "kind", "closed_at"),
        sa.Index(
            "uq_cases_appealed",
            "act_id",
            unique=True,
            sqlite_where=sa.text("kind = 'APPEAL'"),
            postgresql_where=sa.text("kind = 'APPEAL'"),
        ),
    )

    kind: Mapped[CaseKind] = mapped_column(choice(CaseKind))
    subject_kind: Mapped[SubjectKind] = mapped_column(choice(SubjectKind))
    subject_id: Mapped[uuid.UUID]
    person_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("users.id", ondelete="SET NULL"))
    title: Mapped[str] = mapped_column(sa.String(200))
    words: Mapped[str] = mapped_column(sa.Text, default="", deferred=True)
    revision: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int | None]
    signs: Mapped[dict[str, Any]] = mapped_column(default=dict)
    weight: Mapped[int] = mapped_column(default=0)
    hidden: Mapped[bool] = mapped_column(default=False)
    act_id: Mapped[uuid.UUID | None]
    opened_at: Mapped[datetime] = mapped_column(default=clock.now)
    claimed_by_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("users.id", ondelete="SET NULL"), index=True
    )
    claimed_until: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("users.id", ondelete="SET NULL"), index=True
    )
    outcome: Mapped[Outcome | None] = mapped_column(choice(Outcome))

    person: Mapped[User | None] = relationship(foreign_keys=[person_id])
    claimed_by: Mapped[User | None] = relationship(foreign_keys=[claimed_by_id])

    @property
    def open(self) -> bool:
        return self.closed_at is None

    def claimed_by_other(self, viewer: User, moment: datetime) -> bool:
        """Whether somebody else works on it right now."""
        held = self.claimed_until is not None and moment < self.claimed_until
        return held and self.claimed_by_id != viewer.id


class Voice(StrEnum):
    """As whom somebody speaks in a case."""

    AUTHOR = "AUTHOR"  # whom it is about
    REPORTER = "REPORTER"
    MODERATOR = "MODERATOR"  # shown without a name


class CaseMessage(Keyed, Base):
    """One line of a case's thread. `internal` notes are seen by the house only (MOD-11)."""

    __tablename__ = "case_messages"
    __table_args__ = (sa.Index("ix_case_messages_case_id_id", "case_id", "id"),)

    case_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("cases.id", ondelete="CASCADE"))
    author_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("users.id", ondelete="SET NULL"), index=True
    )
    voice: Mapped[Voice] = mapped_column(choice(Voice))
    internal: Mapped[bool] = mapped_column(default=False)
    body: Mapped[str] = mapped_column(sa.Text)
    submission_key: Mapped[str | None] = mapped_column(sa.String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    author: Mapped[User | None] = relationship()
