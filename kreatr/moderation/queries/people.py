"""People as administrators see them: never what they asked an AI, never a key (A8, MOD-24)."""

from __future__ import annotations

import uuid

import sqlalchemy as sa

from kreatr.kernel.db import db
from kreatr.moderation.models import Act, Case, CaseKind, Verb


def last_act(person_id: uuid.UUID, *verbs: Verb) -> Act | None:
    """The newest line about an account with one of these verbs."""
    about = sa.select(Act).where(Act.subject_id == person_id, Act.verb.in_(verbs))
    return db.session.scalar(about.order_by(Act.id.desc()).limit(1))


def ban_case(person_id: uuid.UUID) -> Case | None:
    """The proposal to ban somebody that waits for a second person."""
    waits = Case.kind == CaseKind.BAN, Case.subject_id == person_id, Case.closed_at.is_(None)
    return db.session.scalar(sa.select(Case).where(*waits))
