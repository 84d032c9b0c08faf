"""Sessions begin and end. A row that is gone has ended on every process."""

from __future__ import annotations

import uuid
from datetime import datetime

import sqlalchemy as sa

from kreatr.accounts import passwords
from kreatr.accounts.errors import SignInRefused
from kreatr.accounts.models import LIFETIMES, TOKEN_LIFETIME, AccountToken, User, UserSession
from kreatr.kernel import clock, tokens
from kreatr.kernel.db import action, db


def sign_in(user: User, password: str, *, remembered: bool, device: str) -> str:
    """Begins a session of a person whose password was just compared; returns its token (256 bits), kept only hashed.

    Raises SignInRefused when the password or the account changed meanwhile.
    """
    compared = user.password_hash
    renewed = passwords.hashed(password) if passwords.outdated(compared) else compared
    return _begin(user.id, compared, renewed, remembered, device)


@action
def _begin(user_id: uuid.UUID, compared: str, renewed: str, remembered: bool, device: str) -> str:
    user = db.session.scalar(sa.select(User).where(User.id == user_id).with_for_update())
    if user is None or not user.may_sign_in or user.password_hash != compared:
        raise SignInRefused
    user.password_hash = renewed
    token, moment = tokens.new(), clock.now()
    db.session.add(
        UserSession(
            user_id=user.id,
            token_digest=tokens.digest(token),
            device=device,
            created_at=moment,
            seen_at=moment,
            expires_at=moment + LIFETIMES[remembered].absolute,
            remembered=remembered,
        )
    )
    return token


@action
def prove(user: User, compared: str, token: str) -> str:
    """Notes that the session's owner has just typed the password (`compared` is its hash); returns the new token (S6).

    Raises SignInRefused when the password or the session changed meanwhile.
    """
    owner = db.session.scalar(sa.select(User).where(User.id == user.id).with_for_update())
    new, old = tokens.new(), UserSession.token_digest == tokens.digest(token)
    renewed = db.session.execute(
        sa.update(UserSession)
        .where(old, UserSession.user_id == user.id)
        .values(token_digest=tokens.digest(new), proved_at=clock.now())
        .execution_options(synchronize_session=False)
    )
    if not renewed.rowcount or owner is None or owner.password_hash != compared:  # type: ignore[attr-defined]
        raise SignInRefused
    return new


@action
def sign_out(token: str) -> None:
    """Ends one session, on every process at once."""
    db.session.execute(sa.delete(UserSession).where(UserSession.token_digest == tokens.digest(token)))


@action
def see(session_id: uuid.UUID, moment: datetime) -> None:
    """Writes down that a session was used."""
    db.session.execute(sa.update(UserSession).where(UserSession.id == session_id).values(seen_at=moment))


@action
def prune() -> None:
    """Forgets sessions and tokens that are over."""
    moment = clock.now()
    idle = [
        sa.and_(UserSession.remembered == remembered, UserSession.seen_at < moment - lifetime.idle)
        for remembered, lifetime in LIFETIMES.items()
    ]
    db.session.execute(sa.delete(UserSession).where(sa.or_(UserSession.expires_at < moment, *idle)))
    db.session.execute(sa.delete(AccountToken).where(AccountToken.expires_at < moment - TOKEN_LIFETIME))
