"""Accounts are made. Hashing happens before a transaction, never in it."""

from __future__ import annotations

from typing import Any

from sqlalchemy.exc import IntegrityError

from kreatr.accounts import events as news
from kreatr.accounts import names, passwords, queries
from kreatr.accounts.errors import EmailTaken, UsernameTaken
from kreatr.accounts.models import Role, User
from kreatr.kernel import clock, events
from kreatr.kernel.db import action, db, lock
from kreatr.kernel.errors import BadRequest


def register(username: str, email: str, password: str, locale: str) -> None:
    """Makes an account for somebody new; for a known address only a mail is owed. The caller cannot tell which (S3).

    `username` and `email` come as `names` writes them. Raises UsernameTaken, but not for the same form sent twice.
    """
    kept = passwords.hashed(password)
    try:
        _register(username, email, kept, locale)
    except UsernameTaken:
        if not _repeated(username, email, password):
            raise


@action
def _register(username: str, email: str, kept: str, locale: str) -> None:
    user = User(username=username, email=email, password_hash=kept, locale=locale)
    try:
        _insert(user)
    except EmailTaken:
        holder = queries.by_email(email)
        if holder is not None:
            events.record(news.RegistrationRepeated(holder.id))


def _repeated(username: str, email: str, password: str) -> bool:
    holder = queries.by_username(username)
    known = holder is not None and holder.email == email
    return passwords.matches(holder.password_hash if holder and known else None, password)


def create_user(
    *,
    username: str,
    email: str,
    password: str = "",
    password_hash: str = "",
    role: Role = Role.USER,
    confirmed: bool = True,
    **details: Any,
) -> User:
    """An account made by an operator or by the demo world; `details` are other columns of User (locale, created_at, …).

    Either `password` or a ready `password_hash`. Reserved usernames are allowed. Raises UsernameTaken, EmailTaken, or
    BadRequest for a name or address that is none.
    """
    name, address = names.username(username), names.email(email)
    if not names.SHAPE.fullmatch(name) or address is None:
        raise BadRequest(f"{username!r} or {email!r} cannot be used.")
    return _create(
        username=name,
        email=address,
        password_hash=password_hash or passwords.hashed(password),
        role=role,
        email_confirmed_at=clock.now() if confirmed else None,
        **details,
    )


@action
def _create(**columns: Any) -> User:
    user = User(**columns)
    _insert(user)
    return user


def _insert(user: User) -> None:
    """Adds an account. The database decides races; the loser is told which of the two was taken."""
    _free(user)
    try:
        with db.session.begin_nested():
            db.session.add(user)
    except IntegrityError:
        _free(user)
        raise
    events.record(news.AccountRegistered(user.id))


def _free(user: User) -> None:
    with db.session.no_autoflush:
        lock(db.session(), "username", user.username)  # whoever leaves this name right now keeps it
        if queries.name_owner(user.username):
            raise UsernameTaken
        if queries.by_email(user.email):
            raise EmailTaken
