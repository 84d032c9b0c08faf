"""What people change about their accounts: name, language, time zone."""

from __future__ import annotations

import uuid
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from kreatr.accounts import queries
from kreatr.accounts.errors import RenamedTooOften, UsernameTaken
from kreatr.accounts.events import UsernameChanged
from kreatr.accounts.models import FormerUsername, User
from kreatr.kernel import clock, events, limits
from kreatr.kernel.db import action, db, lock


@action
def change_account(user_id: uuid.UUID, *, username: str, locale: str, timezone: str) -> User:
    """Keeps an account's settings; `username` as `names` writes it. Raises UsernameTaken or RenamedTooOften."""
    user = db.session.get_one(User, user_id, populate_existing=True, with_for_update={"key_share": True})
    user.locale, user.timezone = locale, timezone
    if username != user.username:
        _rename(user, username)
    return user


def _rename(user: User, name: str) -> None:
    for one in sorted((user.username, name)):
        lock(db.session(), "username", one)
    _check_pace(user)
    if queries.name_owner(name) not in (None, user.id):
        raise UsernameTaken
    db.session.merge(FormerUsername(username=user.username, user_id=user.id, left_at=clock.now()))
    old, user.username = user.username, name
    try:
        db.session.flush()
    except IntegrityError as error:  # somebody who made an account without asking for the lock
        raise UsernameTaken from error
    events.record(UsernameChanged(user.id, old, name))


def _check_pace(user: User) -> None:
    since = clock.now() - timedelta(days=limits.USERNAME_CHANGE_DAYS)
    lately = sa.select(FormerUsername.left_at).where(
        FormerUsername.user_id == user.id, FormerUsername.left_at > since
    )
    times = sorted(db.session.scalars(lately))
    most = limits.amount(limits.USERNAME_CHANGES)
    if len(times) >= most:
        raise RenamedTooOften(until=times[-most] + timedelta(days=limits.USERNAME_CHANGE_DAYS))
