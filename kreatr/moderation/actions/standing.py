"""What administrators do about a person, each with a reason and a line in the log. Bans and duties have files of their own."""

from __future__ import annotations

import uuid
from datetime import timedelta

import sqlalchemy as sa

from kreatr.accounts.actions import standing as accounts
from kreatr.accounts.models import Standing, User
from kreatr.kernel import clock
from kreatr.kernel.db import action, db
from kreatr.kernel.errors import BadRequest
from kreatr.moderation.actions.acting import record
from kreatr.moderation.actions.banning import agree_ban, decline_ban, propose_ban, undo_ban, undo_last_ban
from kreatr.moderation.actions.duties import change_role, end_sessions, mute, unmute
from kreatr.moderation.actions.ranking import below, said
from kreatr.moderation.actions.restoring import as_it_stood, restore, subject
from kreatr.moderation.errors import NotSo
from kreatr.moderation.models import Act, Reason, Verb
from kreatr.moderation.queries.people import last_act

__all__ = [
    "agree_ban",
    "change_role",
    "decline_ban",
    "end_sessions",
    "lift",
    "lift_over",
    "mute",
    "propose_ban",
    "restore",
    "suspend",
    "undo_ban",
    "undo_last_ban",
    "unmute",
]

LONGEST_DAYS = 365


@action
def suspend(viewer: User, user_id: uuid.UUID, days: int, reason: Reason, words: str) -> Act:
    """Closes an account for 1 to 365 days, from now on; on a suspended one the new time counts. It is a strike.

    Raises Forbidden, NotFound, OwnRank, NotSo for a banned account, BadRequest, WordsMissing.
    """
    if not 1 <= days <= LONGEST_DAYS:
        raise BadRequest
    written, person = said(words), below(viewer, user_id)
    if person.standing is Standing.BANNED:
        raise NotSo
    before = as_it_stood(person)
    until = clock.now() + timedelta(days=days)
    accounts.suspend(person.id, until)
    return record(
        Verb.SUSPEND,
        actor=viewer,
        **subject(person),
        reason=reason,
        words=written,
        before=before,
        after=as_it_stood(person) | {"days": days},
        strike=True,
    )


@action
def lift(viewer: User, user_id: uuid.UUID, words: str, *, forgive: bool = False) -> Act:
    """Ends a suspension early; `forgive` also takes its strike back, as if it had never been.

    Raises Forbidden, NotFound, OwnRank, NotSo, WordsMissing.
    """
    written, person = said(words), below(viewer, user_id)
    if person.standing is not Standing.SUSPENDED:
        raise NotSo
    suspension = last_act(person.id, Verb.SUSPEND) if forgive else None
    return _lift(person, viewer, written, undoes=suspension.id if suspension else None)


def lift_over() -> None:
    """Ends the suspensions whose time is over, each in a unit of its own."""
    over = sa.select(User.id).where(User.standing == Standing.SUSPENDED, User.suspended_until <= clock.now())
    for user_id in db.session.scalars(over.order_by(User.suspended_until)).all():
        _lift_over(user_id)


@action
def _lift_over(user_id: uuid.UUID) -> None:
    person = accounts.locked(user_id)
    until = person.suspended_until
    if person.standing is Standing.SUSPENDED and until is not None and until <= clock.now():
        _lift(person, None, "")


def _lift(person: User, viewer: User | None, words: str, undoes: uuid.UUID | None = None) -> Act:
    before = as_it_stood(person)
    accounts.lift(person.id)
    after = as_it_stood(person)
    told = subject(person)
    return record(Verb.LIFT, actor=viewer, **told, words=words, before=before, after=after, undoes=undoes)
