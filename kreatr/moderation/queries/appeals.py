"""Which decisions can be appealed, and which were."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from kreatr.accounts.models import User
from kreatr.kernel import clock
from kreatr.kernel.db import db
from kreatr.moderation.models import Act, Case, CaseKind, Verb

WITHIN = timedelta(days=60)
DECISIONS = frozenset({Verb.REJECT, Verb.FLAG, Verb.REMOVE, Verb.HIDE, Verb.DISCARD, Verb.SUSPEND, Verb.BAN})


def open_to(person: User, act: Act) -> bool:
    """Whether somebody may ask for another look at a decision: it is about them, at most 60 days old, and no act of a program."""
    decision = act.verb in DECISIONS and act.actor_id is not None
    return decision and act.person_id == person.id and clock.now() - act.created_at <= WITHIN


def appealed(act_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Of decisions, those that were appealed already, whatever came of it."""
    select = sa.select(Case.act_id).where(Case.kind == CaseKind.APPEAL, Case.act_id.in_(act_ids))
    return {act_id for act_id in db.session.scalars(select) if act_id is not None}


def undone(act_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Of acts, those that were taken back."""
    select = sa.select(Act.undoes).where(Act.undoes.in_(act_ids))
    return {act_id for act_id in db.session.scalars(select) if act_id is not None}


def superseded(act: Act) -> bool:
    """Whether somebody decided about the same thing again after it, and that still stands."""
    later, taken_back = aliased(Act), aliased(Act)
    select = sa.select(later.id).where(
        later.subject_kind == act.subject_kind,
        later.subject_id == act.subject_id,
        later.id > act.id,
        later.actor_id.is_not(None),
        later.verb.in_(DECISIONS),
        ~sa.select(taken_back.id).where(taken_back.undoes == later.id).exists(),
    )
    return bool(db.session.scalar(sa.select(select.exists())))


def appealable(person: User, acts: Collection[Act]) -> set[uuid.UUID]:
    """Of acts, those that the person may appeal now."""
    mine = {act.id for act in acts if open_to(person, act)}
    return mine - appealed(mine) - undone(mine) if mine else set()
