"""Taking a case to work on: one at a time, the longest waiting first."""

from __future__ import annotations

import uuid

import sqlalchemy as sa

from kreatr.accounts.models import User
from kreatr.kernel.db import action, db
from kreatr.moderation.actions import cases
from kreatr.moderation.errors import AnotherPerson, Claimed, Decided
from kreatr.moderation.models import Case
from kreatr.moderation.queries import queue


@action
def take(viewer: User, case_id: uuid.UUID) -> Case:
    """Keeps a case for the viewer and gives back what they worked on before. Raises as `cases.claim`."""
    case = cases.claim(viewer, case_id)
    others = sa.update(Case).where(
        Case.claimed_by_id == viewer.id, Case.id != case_id, Case.closed_at.is_(None)
    )
    db.session.execute(others.values(claimed_by_id=None, claimed_until=None))
    return case


@action
def take_next(viewer: User, tab: str, after: uuid.UUID | None = None) -> Case | None:
    """Takes the case that has waited longest under a tab, from behind `after` if there are any; None when nothing is free.

    Somebody who was faster leaves the next one.
    """
    behind = db.session.get(Case, after) if after else None
    for case_id in queue.free(viewer, tab, behind):
        try:
            return take(viewer, case_id)
        except (Claimed, Decided, AnotherPerson):
            continue
    return None
