"""Bans: one administrator proposes, another agrees; for 24 hours it can be taken back."""

from __future__ import annotations

import uuid

import sqlalchemy as sa

from kreatr.accounts.actions import standing as accounts
from kreatr.accounts.models import Standing, User
from kreatr.kernel import clock
from kreatr.kernel.db import action, db, lock
from kreatr.kernel.errors import NotFound
from kreatr.moderation.actions import cases
from kreatr.moderation.actions.acting import record, record_on
from kreatr.moderation.actions.ranking import below, said
from kreatr.moderation.actions.restoring import as_it_stood, restore, stands_as_left, subject
from kreatr.moderation.errors import AlreadyProposed, Decided, NotSo, TooLate
from kreatr.moderation.models import Act, Case, CaseKind, Outcome, Reason, SubjectKind, Verb
from kreatr.moderation.queries.people import UNDONE_WITHIN, ban_case, ban_to_undo


@action
def propose_ban(viewer: User, user_id: uuid.UUID, reason: Reason, words: str) -> Case:
    """Asks a second person to close an account for good; nothing happens to it yet.

    Raises Forbidden, NotFound, OwnRank, NotSo, AlreadyProposed, WordsMissing.
    """
    written, person = said(words), below(viewer, user_id)
    if person.standing is Standing.BANNED:
        raise NotSo
    if ban_case(person.id) is not None:
        raise AlreadyProposed
    case = cases.open_case(CaseKind.BAN, SubjectKind.USER, person.id, person=person, title=person.username)
    act = record_on(case, Verb.PROPOSE_BAN, actor=viewer, reason=reason, words=written)
    case.act_id = act.id
    db.session.flush()
    return case


@action
def agree_ban(viewer: User, case: Case) -> Act:
    """Closes the account, ends its sessions, and the case. The person reads the words of the proposal.

    Raises Decided, Claimed, AnotherPerson for who proposed it, Forbidden, OwnRank, NotSo.
    """
    case, proposal = _proposed(viewer, case)
    person = below(viewer, case.subject_id)
    if person.standing is Standing.BANNED:
        raise NotSo
    before = as_it_stood(person)
    accounts.ban(person.id)
    why = {"reason": proposal.reason, "words": proposal.words}
    act = record_on(case, Verb.BAN, actor=viewer, **why, before=before, after=as_it_stood(person))
    cases.close(case, Outcome.BANNED, viewer)
    return act


@action
def decline_ban(viewer: User, case: Case, words: str) -> Act:
    """Does not agree; the account stays as it is. Raises Decided, Claimed, AnotherPerson, Forbidden, OwnRank, WordsMissing."""
    written = said(words)
    case, _proposal = _proposed(viewer, case)
    below(viewer, case.subject_id)
    act = record_on(case, Verb.DECLINE_BAN, actor=viewer, words=written)
    cases.close(case, Outcome.DECLINED, viewer)
    return act


@action
def undo_ban(viewer: User, act_id: uuid.UUID, words: str = "") -> Act:
    """Opens a banned account again within 24 hours, once; a suspension from before it goes on for its rest.

    Raises NotFound, Forbidden, OwnRank, TooLate, NotSo.
    """
    lock(db.session(), "act", str(act_id))
    act = db.session.get(Act, act_id)
    if act is None or act.verb is not Verb.BAN:
        raise NotFound
    person = below(viewer, act.subject_id)
    undone = db.session.scalar(sa.select(Act.id).where(Act.undoes == act.id))
    if undone is not None or clock.now() - act.created_at > UNDONE_WITHIN:
        raise TooLate
    if not stands_as_left(person, act):
        raise NotSo
    before = as_it_stood(person)
    restore(act)
    after = as_it_stood(person)
    told = subject(person)
    return record(
        Verb.UNBAN,
        actor=viewer,
        **told,
        reason=act.reason,
        words=words,
        before=before,
        after=after,
        undoes=act.id,
    )


@action
def undo_last_ban(viewer: User, user_id: uuid.UUID, words: str) -> Act:
    """As `undo_ban`, of the ban under which somebody stands. Raises TooLate without one of the last 24 hours."""
    act = ban_to_undo(user_id)
    if act is None:
        raise TooLate
    return undo_ban(viewer, act.id, said(words))


def _proposed(viewer: User, case: Case) -> tuple[Case, Act]:
    found = cases.held(viewer, case.id)
    if found.kind is not CaseKind.BAN or found.act_id is None:
        raise Decided
    return found, db.session.get_one(Act, found.act_id)
