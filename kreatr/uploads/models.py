"""Pictures on their way: sent, looked at, made."""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kreatr.accounts.models import User
from kreatr.kernel import clock
from kreatr.kernel.db import Base, Keyed, choice
from kreatr.kernel.pictures import Picture


class Purpose(StrEnum):
    WORK = "WORK"
    AVATAR = "AVATAR"
    BANNER = "BANNER"


MOST_BYTES = {Purpose.WORK: 5 * 1024**2, Purpose.AVATAR: 2 * 1024**2, Purpose.BANNER: 5 * 1024**2}


class UploadState(StrEnum):
    WAITING = "WAITING"  # in quarantine, not looked at yet
    READY = "READY"  # `picture` may be used
    HELD = "HELD"  # made, but a person must look at it first
    REFUSED = "REFUSED"  # `fault` says why; nothing of it is kept


class Upload(Keyed, Base):
    """One picture somebody sent. The original lies in quarantine under the id until the picture is made.

    `bytes` is the size of what arrived, `digest` its SHA-256; `fault` is a key of `words.FAULTS`.
    """

    __tablename__ = "uploads"
    __table_args__ = (
        sa.Index("ix_uploads_owner_id_created_at", "owner_id", "created_at"),
        sa.Index("ix_uploads_state_created_at", "state", "created_at"),
    )

    owner_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"))
    purpose: Mapped[Purpose] = mapped_column(choice(Purpose))
    state: Mapped[UploadState] = mapped_column(choice(UploadState), default=UploadState.WAITING)
    fault: Mapped[str | None] = mapped_column(sa.String(40))
    held_reason: Mapped[str | None] = mapped_column(sa.String(80))
    bytes: Mapped[int]
    digest: Mapped[str] = mapped_column(sa.String(64))
    picture_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("pictures.id", ondelete="SET NULL"), index=True
    )
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    done_at: Mapped[datetime | None]

    owner: Mapped[User] = relationship()
    picture: Mapped[Picture | None] = relationship(lazy="joined")
