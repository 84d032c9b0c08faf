"""Roles, sessions, and whose reports count."""

from __future__ import annotations

import uuid

import sqlalchemy as sa

from kreatr.accounts.actions import standing as accounts
from kreatr.accounts.models import Role, User
from kreatr.kernel.db import action, db
from kreatr.kernel.errors import Forbidden
from kreatr.moderation.actions.acting import record
from kreatr.moderation.actions.ranking import GIVES, below, said
from kreatr.moderation.actions.restoring import subject
from kreatr.moderation.errors import NotSo
from kreatr.moderation.models import Act, ReportMute, Verb


@action
def change_role(viewer: User, user_id: uuid.UUID, role: Role, words: str) -> Act:
    """Gives another role; the person's sessions end, and the rights count at their next sign-in.

    Owners make owners and administrators, administrators make moderators. As nobody changes their own rank or above, an owner
    stays one. Raises Forbidden, NotFound, OwnRank, NotSo when it is theirs already, WordsMissing.
    """
    written, person = said(words), below(viewer, user_id)
    actor = db.session.get_one(User, viewer.id)
    if role not in GIVES[actor.role]:
        raise Forbidden
    if person.role is role:
        raise NotSo
    before = {"role": person.role.value}
    accounts.give_role(person.id, role)
    told = subject(person)
    return record(
        Verb.CHANGE_ROLE, actor=viewer, **told, words=written, before=before, after={"role": role.value}
    )


@action
def end_sessions(viewer: User, user_id: uuid.UUID, words: str) -> Act:
    """Signs somebody out everywhere (S9). Raises Forbidden, NotFound, OwnRank, WordsMissing."""
    written, person = said(words), below(viewer, user_id)
    ended = accounts.end_sessions(person.id)
    return record(
        Verb.END_SESSIONS,
        actor=viewer,
        **subject(person),
        words=written,
        before={"sessions": ended},
        after={"sessions": 0},
    )


@action
def mute(viewer: User, user_id: uuid.UUID, words: str) -> Act:
    """Somebody's reports are taken and count nothing from now on. Raises Forbidden, NotFound, OwnRank, NotSo, WordsMissing."""
    written, person = said(words), below(viewer, user_id)
    if db.session.get(ReportMute, person.id) is not None:
        raise NotSo
    db.session.add(ReportMute(user_id=person.id))
    return _muted(Verb.MUTE, viewer, person, written)


@action
def unmute(viewer: User, user_id: uuid.UUID, words: str) -> Act:
    """Somebody's reports count again. Raises Forbidden, NotFound, OwnRank, NotSo, WordsMissing."""
    written, person = said(words), below(viewer, user_id)
    ended = db.session.execute(sa.delete(ReportMute).where(ReportMute.user_id == person.id))
    if not ended.rowcount:  # type: ignore[attr-defined]
        raise NotSo
    return _muted(Verb.UNMUTE, viewer, person, written)


def _muted(verb: Verb, viewer: User, person: User, words: str) -> Act:
    muted = verb is Verb.MUTE
    told = subject(person)
    return record(
        verb, actor=viewer, **told, words=words, before={"muted": not muted}, after={"muted": muted}
    )
