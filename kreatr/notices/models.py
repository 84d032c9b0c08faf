"""What people were told, and what they want to be told."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from kreatr.kernel import clock
from kreatr.kernel.db import Base, Keyed


class Notice(Keyed, Base):
    """One line for one person. `kind` is a `NoticeKind.key`; `values` fill the places of its text, in the reader's language.

    `key` is the same at each retry of the delivery that wrote it.
    """

    __tablename__ = "notices"
    __table_args__ = (
        sa.Index("ix_notices_user_id_id", "user_id", "id"),
        sa.Index(
            "ix_notices_unread",
            "user_id",
            sqlite_where=sa.text("read_at IS NULL"),
            postgresql_where=sa.text("read_at IS NULL"),
        ),
    )

    user_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(sa.String(40))
    values: Mapped[dict[str, Any]]
    url: Mapped[str] = mapped_column(sa.String(300))
    key: Mapped[str] = mapped_column(sa.String(80), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    read_at: Mapped[datetime | None]


class NoticeChoice(Base):
    """What a person wants of one kind. Without a row: in the house yes, by mail as the kind says."""

    __tablename__ = "notice_choices"

    user_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    in_app: Mapped[bool] = mapped_column(default=True)
    by_mail: Mapped[bool] = mapped_column(default=True)
