"""Inquiries: what visitors write to creators, and the conversation that follows."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kreatr.creators.models import Creator
from kreatr.kernel import clock, search
from kreatr.kernel.db import Base, Keyed, choice


class InquiryStatus(StrEnum):
    UNREAD = "UNREAD"
    READ = "READ"
    REPLIED = "REPLIED"
    ARCHIVED = "ARCHIVED"


class Author(StrEnum):
    CREATOR = "CREATOR"
    CLIENT = "CLIENT"


def _plain(*columns: str) -> Callable[[Any], str]:
    """A default: the row's own words as search looks through them. Messages are never rewritten, so it stays true."""
    return lambda context: search.plain(
        " ".join(context.get_current_parameters()[column] for column in columns)
    )


class InquiryMessage(Keyed, Base):
    """One later message of the conversation; the first one is the inquiry itself."""

    __tablename__ = "inquiry_messages"
    __table_args__ = (sa.Index("ix_inquiry_messages_inquiry_id_created_at", "inquiry_id", "created_at"),)

    inquiry_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("inquiries.id", ondelete="CASCADE"))
    author: Mapped[Author] = mapped_column(choice(Author))
    body: Mapped[str] = mapped_column(sa.Text)
    words: Mapped[str] = mapped_column(sa.Text, default=_plain("body"), deferred=True)
    submission_key: Mapped[str | None] = mapped_column(sa.String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)


HONEYPOT = "honeypot"
ARRIVED = "held_reason IS NULL"
COUNTED = "origin IS NOT NULL"


class Inquiry(Keyed, Base):
    """A message to a creator. Held ones wait for a person before the creator gets them.

    `submission_key` is made of the form's own id and its words, so that a double tap or a retry makes one row.
    `origin` is a keyed hash of the sender's address, cleared after two days.
    """

    __tablename__ = "inquiries"
    __table_args__ = (
        sa.Index("ix_inquiries_creator_id_created_at", "creator_id", "created_at"),
        sa.Index("ix_inquiries_email_created_at", "email", "created_at"),
        sa.Index(
            "ix_inquiries_origin_created_at",
            "origin",
            "created_at",
            sqlite_where=sa.text(COUNTED),
            postgresql_where=sa.text(COUNTED),
        ),
        sa.Index(
            "ix_inquiries_inbox",
            "creator_id",
            "status",
            "created_at",
            sqlite_where=sa.text(ARRIVED),
            postgresql_where=sa.text(ARRIVED),
        ),
    )

    creator_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("creators.id", ondelete="CASCADE"))
    sender_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("users.id", ondelete="SET NULL"), index=True
    )
    name: Mapped[str] = mapped_column(sa.String(100))
    email: Mapped[str] = mapped_column(sa.String(254))
    subject: Mapped[str] = mapped_column(sa.String(200))
    message: Mapped[str] = mapped_column(sa.Text)
    budget: Mapped[str | None] = mapped_column(sa.String(100))
    timeline: Mapped[str | None] = mapped_column(sa.String(100))
    words: Mapped[str] = mapped_column(
        sa.Text, default=_plain("name", "email", "subject", "message"), deferred=True
    )
    locale: Mapped[str] = mapped_column(sa.String(5), default="id")
    status: Mapped[InquiryStatus] = mapped_column(choice(InquiryStatus), default=InquiryStatus.UNREAD)
    held_reason: Mapped[str | None] = mapped_column(sa.String(40))
    discarded_at: Mapped[datetime | None]  # held, and a moderator decided that it never arrives
    submission_key: Mapped[str] = mapped_column(sa.String(64), unique=True)
    origin: Mapped[str | None] = mapped_column(sa.String(32))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    delivered_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]
    replied_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]  # the creator called the project done
    confirmed_at: Mapped[datetime | None]  # the client agreed (REV-07)

    creator: Mapped[Creator] = relationship()
    messages: Mapped[list[InquiryMessage]] = relationship(
        order_by=InquiryMessage.created_at, cascade="all, delete-orphan", passive_deletes=True
    )

    @property
    def held(self) -> bool:
        return self.held_reason is not None

    @property
    def waits(self) -> bool:
        """Whether a person must look at it."""
        return self.held and self.discarded_at is None

    @property
    def checked_first(self) -> bool:
        """Whether the sender is told that a person looks at it first; a program that fell into the trap is not."""
        return self.held and self.held_reason != HONEYPOT


class ReplyTemplate(Keyed, Base):
    """An answer a creator keeps at hand."""

    __tablename__ = "reply_templates"

    creator_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("creators.id", ondelete="CASCADE"), index=True
    )
    title: Mapped[str] = mapped_column(sa.String(60))
    body: Mapped[str] = mapped_column(sa.Text)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
