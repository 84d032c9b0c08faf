"""The signed-in browser: its cookie names a session of the server, and nothing else about the person.

Lifetimes: without "stay signed in" a session ends with the browser, after 12 hours unused and after 24 hours at
the latest; with it, after 30 days unused and after 90 days at the latest (`models.LIFETIMES`). Use is written down at most
every five minutes. A row that is gone has ended on every process with the next request.
"""

from __future__ import annotations

import uuid

import structlog
from flask import Response, g, request, session
from flask_login import login_user, logout_user
from sqlalchemy.exc import OperationalError

from kreatr.accounts import actions, queries
from kreatr.accounts.models import User
from kreatr.kernel import clock, text
from kreatr.kernel.current import login_manager

log = structlog.get_logger()
OURS = ("_user_id", "_fresh", "_id", "_permanent")
DEVICE_LENGTH = 200

login_manager.session_protection = None  # phones change their address; the token is what counts


@login_manager.user_loader
def load(token: str) -> User | None:
    """The user a cookie's session belongs to. A session that ended leaves the cookie, so that pages are public again."""
    row = queries.live_session(token)
    if row is None:
        for name in OURS:
            session.pop(name, None)
        return None
    row.user.session_token, row.user.proved_at = token, row.proved_at
    g.user_id = str(row.user_id)
    if row.unseen(clock.now()):
        g.session_seen = row.id
    return row.user


def begin(user: User, token: str, *, remembered: bool) -> None:
    """Hands the browser a fresh cookie for a session that has just begun; nothing of the old one is kept."""
    _end_current()
    session.clear()
    session.permanent = remembered
    user.session_token = token
    login_user(user, force=True)  # a suspended person may sign in


def renew(user: User, token: str) -> None:
    """Hands the browser the session's new token. Forms that are open in other tabs still count."""
    user.session_token = token
    login_user(user, force=True)


def end() -> None:
    """Ends this browser's session on the server and empties the cookie."""
    _end_current()
    logout_user()
    session.clear()


def _end_current() -> None:
    if token := session.get("_user_id"):
        actions.sign_out(token)


def device() -> str:
    """What the browser calls itself, as a person will read it in the list of devices."""
    return text.clean(request.user_agent.string)[:DEVICE_LENGTH]


def note_seen(response: Response) -> Response:
    """After an answer is made: writes down the session's use and renews a lasting cookie. Never fails an answer."""
    session_id: uuid.UUID | None = g.pop("session_seen", None)
    if session_id is not None:
        try:
            actions.see(session_id, clock.now())
        except OperationalError as error:
            log.warning("session_not_noted", error=type(error.orig).__name__)
        session.modified = session.modified or session.permanent
    return response
