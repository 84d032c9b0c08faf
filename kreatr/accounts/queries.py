"""Who somebody is. These run before there is a viewer; what they return never goes into an answer as it is."""

from __future__ import annotations

import uuid
from typing import Any

import sqlalchemy as sa

from kreatr.accounts import names, passwords
from kreatr.accounts.errors import Banned
from kreatr.accounts.models import AccountToken, FormerUsername, Standing, TokenPurpose, User, UserSession
from kreatr.kernel import clock, tokens
from kreatr.kernel.db import db


def by_id(user_id: uuid.UUID) -> User | None:
    """The account with this key."""
    return db.session.get(User, user_id)


def by_email(address: str) -> User | None:
    """The account of an address as `names.email` writes it."""
    return db.session.scalar(sa.select(User).where(User.email == address))


def by_username(username: str) -> User | None:
    """The account of a username as `names.username` writes it."""
    return db.session.scalar(sa.select(User).where(User.username == username))


def name_owner(username: str) -> uuid.UUID | None:
    """Whose a username is: of the one who goes by it, else of the one who did before (C12)."""
    former = sa.select(FormerUsername.user_id).where(FormerUsername.username == username)
    holder = sa.select(User.id).where(User.username == username)
    return db.session.scalar(holder) or db.session.scalar(former)


def successor(username: str) -> str | None:
    """What somebody who left this username goes by now, or None when nobody did."""
    return db.session.scalar(
        sa.select(User.username)
        .join(FormerUsername, FormerUsername.user_id == User.id)
        .where(FormerUsername.username == username, User.username != username, User.is_active)
    )


def authenticated(typed_email: str, password: str) -> User | None:
    """The account these belong to, if it opens. For an unknown address the same work is done (S3). Raises Banned."""
    address = names.email(typed_email)
    user = by_email(address) if address else None
    matched = passwords.matches(user.password_hash if user else None, password)
    if user and matched and user.standing is Standing.BANNED:
        raise Banned
    return user if user and matched and user.may_sign_in else None


def live_session(token: str) -> UserSession | None:
    """The session a cookie names, if it still counts and its account opens."""
    row = db.session.scalar(sa.select(UserSession).where(UserSession.token_digest == tokens.digest(token)))
    return row if row and row.user.may_sign_in and row.alive(clock.now()) else None


def token_owner(purpose: TokenPurpose, token: str) -> User | None:
    """Whose mailed token this is, as long as it may be used."""
    row = db.session.scalar(select_token(purpose, token))
    return row.user if row and row.good(clock.now()) else None


def select_token(purpose: TokenPurpose, token: str) -> sa.Select[AccountToken]:
    """The row of a mailed token."""
    return sa.select(AccountToken).where(
        AccountToken.token_digest == tokens.digest(token), AccountToken.purpose == purpose
    )


def belongings(person: User) -> dict[str, Any]:
    """What of somebody's account they can take along; never its password or a token."""
    account = (
        *(User.username, User.email, User.role, User.locale, User.timezone, User.email_confirmed_at),
        *(User.standing, User.suspended_until, User.created_at),
    )
    names_ = sa.select(FormerUsername.username, FormerUsername.left_at)
    sessions = sa.select(
        UserSession.device, UserSession.created_at, UserSession.seen_at, UserSession.expires_at
    )
    return {
        "account": sa.select(*account).where(User.id == person.id),
        "former_usernames": names_.where(FormerUsername.user_id == person.id),
        "sessions": sessions.where(UserSession.user_id == person.id),
    }
