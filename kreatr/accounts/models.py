"""Accounts: who people are to the house, their sessions and their one-time tokens."""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kreatr.kernel import clock
from kreatr.kernel.db import Base, Keyed, choice


class Role(StrEnum):
    USER = "USER"
    MODERATOR = "MODERATOR"
    ADMIN = "ADMIN"
    OWNER = "OWNER"


class User(Keyed, Base):
    """A person with an account. The e-mail is stored in lower case and never stands in a URL."""

    __tablename__ = "users"

    username: Mapped[str] = mapped_column(sa.String(30), unique=True)
    email: Mapped[str] = mapped_column(sa.String(254), unique=True)
    password_hash: Mapped[str] = mapped_column(sa.String(200))
    role: Mapped[Role] = mapped_column(choice(Role), default=Role.USER)
    locale: Mapped[str] = mapped_column(sa.String(5), default="id")
    timezone: Mapped[str] = mapped_column(sa.String(40), default="Asia/Jakarta")
    email_confirmed_at: Mapped[datetime | None]
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)


class UserSession(Keyed, Base):
    """One signed-in browser. Only the hash of its token is kept; the row ends it on every process at once."""

    __tablename__ = "user_sessions"

    user_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"), index=True)
    token_digest: Mapped[str] = mapped_column(sa.String(64), unique=True)
    device: Mapped[str] = mapped_column(sa.String(200), default="")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    seen_at: Mapped[datetime] = mapped_column(default=clock.now)
    expires_at: Mapped[datetime]
    remembered: Mapped[bool] = mapped_column(default=False)

    user: Mapped[User] = relationship(lazy="joined")


class TokenPurpose(StrEnum):
    CONFIRM = "CONFIRM"
    RESET = "RESET"


class AccountToken(Keyed, Base):
    """A token sent by mail: stored hashed, used once, over after an hour."""

    __tablename__ = "account_tokens"

    user_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[TokenPurpose] = mapped_column(choice(TokenPurpose))
    token_digest: Mapped[str] = mapped_column(sa.String(64), unique=True)
    email: Mapped[str] = mapped_column(sa.String(254))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
