"""How somebody stands with the house. Sessions end in the same transaction, and what shows their work follows (S7, A5).

Who may do this to whom, why, and the log of it belong to moderation; nothing here asks.
"""

from __future__ import annotations

import uuid
from datetime import datetime

import sqlalchemy as sa

from kreatr.accounts.events import StandingChanged
from kreatr.accounts.models import Role, Standing, User, UserSession
from kreatr.kernel import events
from kreatr.kernel.db import action, db


@action
def suspend(user_id: uuid.UUID, until: datetime) -> User:
    """Closes an account until then: out of sight, and signed in only to read why, answer, and take its data along."""
    return _stand(user_id, Standing.SUSPENDED, until)


@action
def lift(user_id: uuid.UUID) -> User:
    """Ends a suspension; everything is as it was before it. A ban stays."""
    return _open(user_id, Standing.SUSPENDED)


@action
def ban(user_id: uuid.UUID) -> User:
    """Closes an account for good: nobody can sign in to it."""
    return _stand(user_id, Standing.BANNED)


@action
def unban(user_id: uuid.UUID) -> User:
    """Opens a banned account again. A suspension stays."""
    return _open(user_id, Standing.BANNED)


@action
def give_role(user_id: uuid.UUID, role: Role) -> User:
    """Another role. The sessions end, as whoever has more or fewer rights signs in anew (S6)."""
    user = locked(user_id)
    if user.role is not role:
        user.role = role
        end_sessions(user_id)
    return user


@action
def end_sessions(user_id: uuid.UUID) -> int:
    """Ends somebody's sessions on every process; returns how many there were."""
    ended = db.session.execute(sa.delete(UserSession).where(UserSession.user_id == user_id))
    return int(ended.rowcount)  # type: ignore[attr-defined]


def locked(user_id: uuid.UUID) -> User:
    """An account as it is now, kept from others until the unit ends."""
    lock = {"key_share": True}
    return db.session.get_one(User, user_id, populate_existing=True, with_for_update=lock)


def _open(user_id: uuid.UUID, closed: Standing) -> User:
    user = locked(user_id)
    return _stand(user_id, Standing.GOOD) if user.standing is closed else user


def _stand(user_id: uuid.UUID, standing: Standing, until: datetime | None = None) -> User:
    user = locked(user_id)
    user.standing, user.suspended_until = standing, until
    user.is_active = standing is Standing.GOOD
    if not user.is_active:
        end_sessions(user_id)
    events.record(StandingChanged(user_id))
    return user
