"""What is decided is done, logged and closed in one step; what cannot be decided says why."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask

from kreatr.kernel.db import db
from kreatr.moderation.actions import deciding, undoing
from kreatr.moderation.actions.deciding import Decision
from kreatr.moderation.errors import TooLate
from kreatr.moderation.models import Act, Outcome, Reason, Verb
from kreatr.portfolio.models import ModerationStatus
from tests.moderation.deciding import case_of, waiting_work
from tests.portfolio.test_list import fresh
from tests.world import World


def acts() -> list[Act]:
    return list(db.session.scalars(sa.select(Act).order_by(Act.id)))


def test_approval_shows_a_work_logs_it_and_can_be_taken_back(world: World, app: Flask) -> None:
    item, visitor = waiting_work(world), app.test_client()
    case = case_of(item.id)
    act = deciding.decide(world.maya, case.id, Decision(Verb.APPROVE))
    assert visitor.get(f"/portfolio/sekarayu/{item.slug}").status_code == 200
    assert (act.actor_id, act.person_id, act.verb) == (world.maya.id, world.sekar.user_id, Verb.APPROVE)
    assert (act.before["status"], act.after["status"]) == ("PENDING", "APPROVED")
    db.session.refresh(case)
    assert (case.outcome, case.closed_by_id) == (Outcome.APPROVED, world.maya.id)
    undone = undoing.undo(world.maya, act.id)
    assert undone.undoes == act.id
    assert visitor.get(f"/portfolio/sekarayu/{item.slug}").status_code == 404
    assert fresh(item).published_at is None
    db.session.refresh(case)
    assert case.open and case.claimed_by_id == world.maya.id
    with pytest.raises(TooLate):
        undoing.undo(world.maya, act.id)
    deciding.decide(world.maya, case.id, Decision(Verb.REJECT, Reason.QUALITY))
    assert fresh(item).status is ModerationStatus.REJECTED
    assert [one.verb for one in acts()] == [Verb.APPROVE, Verb.UNDO, Verb.REJECT]
