"""Links that travel by mail: asked for, made by the worker, used once."""

from __future__ import annotations

import uuid

import sqlalchemy as sa

from kreatr.accounts import events as news
from kreatr.accounts import passwords, queries
from kreatr.accounts.errors import TokenOver
from kreatr.accounts.models import TOKEN_LIFETIME, AccountToken, TokenPurpose, User, UserSession
from kreatr.kernel import clock, events, tokens
from kreatr.kernel.db import action, db


@action
def request_confirmation(user_id: uuid.UUID) -> None:
    """Owes a person the confirmation mail once more."""
    events.record(news.ConfirmationRequested(user_id))


@action
def request_reset(email: str) -> None:
    """Owes the address a link for a new password, if it turns out to be an account's."""
    events.record(news.PasswordResetRequested(email))


@action
def issue(user_id: uuid.UUID, purpose: TokenPurpose, key: uuid.UUID) -> str | None:
    """The token to mail for one delivery: the same at each retry, good for an hour; None once it was used."""
    token = tokens.derived(f"account.{purpose.value}", str(key))
    user = db.session.get_one(User, user_id)
    row = db.session.scalar(queries.select_token(purpose, token))
    if row is None:
        row = AccountToken(user_id=user.id, purpose=purpose, token_digest=tokens.digest(token))
        db.session.add(row)
    row.email, row.expires_at = user.email, clock.now() + TOKEN_LIFETIME
    return token if row.used_at is None else None


@action
def confirm(token: str) -> User:
    """Marks the address a token was sent to as confirmed. Raises TokenOver."""
    user = _use(TokenPurpose.CONFIRM, token)
    user.email_confirmed_at = clock.now()
    return user


def reset_password(token: str, password: str) -> User:
    """Gives the owner of a mailed token a new password and ends everything that belonged to the old one. Raises TokenOver."""
    return _reset(token, passwords.hashed(password))


@action
def _reset(token: str, kept: str) -> User:
    user = _use(TokenPurpose.RESET, token)
    _change_password(user, kept)
    return user


def _use(purpose: TokenPurpose, token: str) -> User:
    row = db.session.scalar(queries.select_token(purpose, token).with_for_update(of=AccountToken))
    if row is None or not row.good(clock.now()):
        raise TokenOver
    row.used_at = clock.now()
    return row.user


def _change_password(user: User, kept: str) -> None:
    user.password_hash = kept
    unused = sa.update(AccountToken).where(AccountToken.user_id == user.id, AccountToken.used_at.is_(None))
    db.session.execute(unused.values(used_at=clock.now()))
    db.session.execute(sa.delete(UserSession).where(UserSession.user_id == user.id))
    events.record(news.PasswordChanged(user.id))
