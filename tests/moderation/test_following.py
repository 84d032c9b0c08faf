"""The queue follows what waits, and forgets what waits no more."""

from __future__ import annotations

import sqlalchemy as sa

from kreatr.kernel.db import db
from kreatr.moderation.models import Case, CaseKind, Outcome
from kreatr.portfolio.actions import arranging
from kreatr.portfolio.models import ModerationStatus
from tests.world import World, make_item


def _open() -> list[Case]:
    return list(db.session.scalars(sa.select(Case).where(Case.closed_at.is_(None)).order_by(Case.opened_at)))


def test_a_work_waits_once_and_leaves_with_its_owner(world: World) -> None:
    item = make_item(world.sekar, "Menunggu", status=ModerationStatus.PENDING)
    (case,) = [one for one in _open() if one.subject_id == item.id]
    assert (case.kind, case.person_id, case.title) == (CaseKind.WORK, world.sekar.user_id, "Menunggu")
    arranging.set_featured(world.sekar.user, item.id, True)
    assert [one.subject_id for one in _open()].count(item.id) == 1, "a change does not make it wait twice"
    arranging.remove(world.sekar.user, item.id)
    db.session.refresh(case)
    assert case.outcome is Outcome.GONE and case.closed_by_id is None
