"""Accounts: who people are to the house, their sessions and their one-time tokens."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
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


class Standing(StrEnum):
    GOOD = "GOOD"
    SUSPENDED = "SUSPENDED"  # until `suspended_until`: may sign in to read why, answer, appeal and take their data along
    BANNED = "BANNED"  # may not sign in


APART, HOUSE = "standing <> 'GOOD'", "role <> 'USER'"


class User(Keyed, Base):
    """A person with an account. The e-mail is stored in lower case and never stands in a URL.

    `is_active` is whether the house shows and serves them: never while their standing is not good.
    """

    __tablename__ = "users"
    __table_args__ = (
        # The few that lists of people ask for, found without walking through all.
        sa.Index(
            "ix_users_apart", "standing", "id", sqlite_where=sa.text(APART), postgresql_where=sa.text(APART)
        ),
        sa.Index("ix_users_house", "id", sqlite_where=sa.text(HOUSE), postgresql_where=sa.text(HOUSE)),
    )

    username: Mapped[str] = mapped_column(sa.String(30), unique=True)
    email: Mapped[str] = mapped_column(sa.String(254), unique=True)
    password_hash: Mapped[str] = mapped_column(sa.String(200))
    role: Mapped[Role] = mapped_column(choice(Role), default=Role.USER)
    locale: Mapped[str] = mapped_column(sa.String(5), default="id")
    timezone: Mapped[str] = mapped_column(sa.String(40), default="Asia/Jakarta")
    email_confirmed_at: Mapped[datetime | None]
    is_active: Mapped[bool] = mapped_column(default=True)
    standing: Mapped[Standing] = mapped_column(choice(Standing), default=Standing.GOOD)
    suspended_until: Mapped[datetime | None] = mapped_column(index=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    # What Flask-Login asks for. A cookie names a session, never an account.
    is_authenticated = True
    is_anonymous = False
    session_token = ""
    proved_at = datetime.min.replace(tzinfo=UTC)  # when the password was last typed in that session

    def get_id(self) -> str:
        """The token of the session this user was loaded by."""
        return self.session_token

    @property
    def may_sign_in(self) -> bool:
        """Whether the account opens at all; suspended people see only what `access.suspended_too` lets them."""
        return self.is_active or self.standing is Standing.SUSPENDED

    @property
    def own_words(self) -> tuple[str, str]:
        """Words that make a password of this person easy to guess."""
        return self.username, self.email.partition("@")[0]


class FormerUsername(Base):
    """A username somebody had before; its old addresses lead to the new one, and nobody else gets it (C12)."""

    __tablename__ = "former_usernames"

    username: Mapped[str] = mapped_column(sa.String(30), primary_key=True)
    user_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"), index=True)
    left_at: Mapped[datetime] = mapped_column(default=clock.now)


@dataclass(frozen=True)
class Lifetime:
    """How long a session lives unused, and how long at all."""

    idle: timedelta
    absolute: timedelta


# Without "stay signed in" the cookie goes with the browser; with it, it stays for a month unused.
LIFETIMES = {
    False: Lifetime(idle=timedelta(hours=12), absolute=timedelta(hours=24)),
    True: Lifetime(idle=timedelta(days=30), absolute=timedelta(days=90)),
}
SEEN_EVERY = timedelta(minutes=5)
CLOCK_SKEW = timedelta(hours=1)


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
    proved_at: Mapped[datetime] = mapped_column(default=clock.now)  # when the password was last typed

    user: Mapped[User] = relationship(lazy="joined", innerjoin=True)

    def alive(self, moment: datetime) -> bool:
        """Whether the session still counts: neither over, nor unused for too long, nor from the future."""
        unused = moment - self.seen_at
        started = self.created_at - CLOCK_SKEW <= moment
        return started and moment < self.expires_at and unused < LIFETIMES[self.remembered].idle

    def unseen(self, moment: datetime) -> bool:
        """Whether its last use was long enough ago to be written down again."""
        return moment - self.seen_at >= SEEN_EVERY


TOKEN_LIFETIME = timedelta(minutes=60)


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

    user: Mapped[User] = relationship(lazy="joined", innerjoin=True)

    def good(self, moment: datetime) -> bool:
        """Whether the token may still be used: once, in its hour, for the address it was sent to."""
        same = self.email == self.user.email and self.user.may_sign_in
        return same and self.used_at is None and moment < self.expires_at
