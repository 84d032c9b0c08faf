"""The log of moderation: who did what to whom, when and why. Lines are only added; the database refuses anything else."""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from kreatr.kernel import clock
from kreatr.kernel.db import Base, Keyed, choice
from kreatr.moderation.models.cases import SubjectKind


class Verb(StrEnum):
    APPROVE = "APPROVE"
    REJECT = "REJECT"
    FLAG = "FLAG"
    REMOVE = "REMOVE"
    KEEP = "KEEP"  # reported, and it may stay
    NOTE = "NOTE"  # a friendly word, without consequences
    HIDE = "HIDE"  # out of sight until somebody looked: by reports, or by a sign of ours
    DELIVER = "DELIVER"
    DISCARD = "DISCARD"
    UPHOLD = "UPHOLD"
    REVERSE = "REVERSE"
    UNDO = "UNDO"
    SUSPEND = "SUSPEND"
    LIFT = "LIFT"  # a suspension ended, by itself or early
    PROPOSE_BAN = "PROPOSE_BAN"
    BAN = "BAN"
    DECLINE_BAN = "DECLINE_BAN"
    UNBAN = "UNBAN"
    MUTE = "MUTE"  # somebody's reports count no more
    UNMUTE = "UNMUTE"
    CHANGE_ROLE = "CHANGE_ROLE"
    END_SESSIONS = "END_SESSIONS"


class Reason(StrEnum):
    """Why, from the list; the words beside it say more."""

    COPYRIGHT = "COPYRIGHT"
    STOLEN = "STOLEN"  # somebody else's work shown as one's own
    UNDISCLOSED = "UNDISCLOSED"  # how it was made is missing or wrong
    QUALITY = "QUALITY"  # unreadable, empty, or not a work
    INSULT = "INSULT"
    SEXUAL = "SEXUAL"
    VIOLENCE = "VIOLENCE"
    SPAM = "SPAM"
    FRAUD = "FRAUD"
    PRIVACY = "PRIVACY"
    ILLEGAL = "ILLEGAL"
    OTHER = "OTHER"


class Act(Keyed, Base):
    """One line of the log. Nothing in it points into other tables, so that it outlives what it tells of.

    `actor_id` None is the house itself. `words` are what the person reads, `before` and `after` how things stood. `strike` says that it
    counts against the person for a while. `undoes` is the line that this one takes back; each is taken back once.
    """

    __tablename__ = "acts"
    __table_args__ = (
        sa.Index("ix_acts_subject_id_id", "subject_id", "id"),
        sa.Index("ix_acts_person_id_id", "person_id", "id"),
        sa.Index("ix_acts_actor_id_id", "actor_id", "id"),
        sa.Index("ix_acts_case_id", "case_id"),
    )

    case_id: Mapped[uuid.UUID | None]
    actor_id: Mapped[uuid.UUID | None]
    verb: Mapped[Verb] = mapped_column(choice(Verb))
    subject_kind: Mapped[SubjectKind] = mapped_column(choice(SubjectKind))
    subject_id: Mapped[uuid.UUID]
    person_id: Mapped[uuid.UUID | None]
    title: Mapped[str] = mapped_column(sa.String(200))
    reason: Mapped[Reason | None] = mapped_column(choice(Reason))
    words: Mapped[str] = mapped_column(sa.Text, default="")
    before: Mapped[dict[str, Any]] = mapped_column(default=dict)
    after: Mapped[dict[str, Any]] = mapped_column(default=dict)
    strike: Mapped[bool] = mapped_column(default=False)
    undoes: Mapped[uuid.UUID | None] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
