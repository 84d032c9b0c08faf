"""Who may do something about whom. Nobody does it to somebody of their own rank or above, or to themselves."""

from __future__ import annotations

import uuid

from kreatr.accounts.access import may_administer
from kreatr.accounts.actions import standing as accounts
from kreatr.accounts.models import Role, Standing, User
from kreatr.kernel.db import db
from kreatr.kernel.errors import BadRequest, Forbidden, NotFound
from kreatr.moderation.errors import OwnRank, WordsMissing

RANKS = {Role.USER: 0, Role.MODERATOR: 1, Role.ADMIN: 2, Role.OWNER: 3}
GIVES = {Role.ADMIN: (Role.USER, Role.MODERATOR), Role.OWNER: tuple(Role)}
LEAST_WORDS, MOST_WORDS = 10, 2000  # characters


def outranks(viewer: User, person: User) -> bool:
    """Whether the viewer stands above somebody."""
    return viewer.id != person.id and RANKS[viewer.role] > RANKS[person.role]


def below(viewer: User, user_id: uuid.UUID) -> User:
    """Somebody whom an administrator may act on, kept from others until the unit ends.

    The viewer's own role is read again, as it may have been taken away meanwhile. Raises Forbidden, NotFound, OwnRank.
    """
    if db.session.get(User, user_id) is None:
        raise NotFound
    first, second = sorted(
        (viewer.id, user_id)
    )  # in one order, so that two who act on each other do not wait for ever
    rows = {id_: accounts.locked(id_) for id_ in (first, second)}
    actor, person = rows[viewer.id], rows[user_id]
    if not may_administer(actor) or actor.standing is not Standing.GOOD:
        raise Forbidden
    if not outranks(actor, person):
        raise OwnRank
    return person


def said(words: str) -> str:
    """What is written beside a reason. Raises WordsMissing or BadRequest."""
    written = words.strip()
    if len(written) < LEAST_WORDS:
        raise WordsMissing
    if len(written) > MOST_WORDS:
        raise BadRequest
    return written
