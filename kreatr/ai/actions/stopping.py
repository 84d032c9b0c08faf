"""Stopping an answer that is being written."""

from __future__ import annotations

import uuid

import sqlalchemy as sa

from kreatr.accounts.models import User
from kreatr.ai.actions import settling
from kreatr.ai.models import AiCall
from kreatr.ai.queries import calls
from kreatr.kernel import clock
from kreatr.kernel.db import action, db


def stop(viewer: User, call_id: uuid.UUID) -> AiCall:
    """Has one of the viewer's calls stopped: at once when it waits, else by its caller within seconds. What came until then
    is kept, and paid. Raises CallNotFound."""
    call = calls.find(viewer, call_id)
    if not settling.withdraw(call.id):
        _mark(call.id)
    return calls.find(viewer, call_id)


@action
def _mark(call_id: uuid.UUID) -> None:
    unmarked = AiCall.id == call_id, AiCall.ended_at.is_(None), AiCall.stop_asked_at.is_(None)
    db.session.execute(sa.update(AiCall).where(*unmarked).values(stop_asked_at=clock.now()))
