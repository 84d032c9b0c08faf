"""Telling the administrators that the house is slow or fails, once an hour (FND-11)."""

from __future__ import annotations

import json
import time
import uuid
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
import structlog

from kreatr.accounts.access import ADMINISTRATORS
from kreatr.accounts.models import User
from kreatr.kernel import clock, events, valkey
from kreatr.kernel.db import action, db, lock
from kreatr.kernel.outbox import OutboxEvent
from kreatr.operations.actions.writing import Counts
from kreatr.operations.events import HouseStruggles
from kreatr.operations.queries import lately

log = structlog.get_logger()
SLOW_MS, ERROR_PERCENT = 1000, 5
LEAST = 20  # answers; fewer say nothing
QUIET = timedelta(hours=1)


def note(batch_id: uuid.UUID, counts: Counts) -> None:
    """Keeps a batch's answers for the look at the last minutes. Twice noted counts once; lost with Valkey."""
    answers = [[*what.split(" ")[2:], n] for (_day, what), n in counts.items() if what.startswith("answer ")]
    told = json.dumps({"at": time.time(), "answers": answers})
    valkey.current().ask(lambda client: _keep(client, str(batch_id), told))


def _keep(client: Any, batch: str, told: str) -> bool:
    with client.pipeline() as pipe:
        pipe.hset(lately.KEY, batch, told)
        pipe.expire(lately.KEY, 2 * lately.SECONDS)
        pipe.execute()
    return True


def look() -> bool:
    """Looks at the last minutes; True when the administrators are told now."""
    seen = lately.figures()
    bad = seen.answers >= LEAST and (seen.slow_ms > SLOW_MS or seen.percent > ERROR_PERCENT)
    return bad and _tell(seen)


@action
def _tell(seen: lately.Lately) -> bool:
    lock(db.session(), "struggles")
    told = sa.exists().where(
        OutboxEvent.name == HouseStruggles.named(), OutboxEvent.created_at > clock.now() - QUIET
    )
    if db.session.scalar(sa.select(told)):
        return False
    log.warning("house_struggles", slow_ms=seen.slow_ms, percent=seen.percent, endpoint=seen.worst)
    admins = sa.select(User.id).where(User.role.in_(ADMINISTRATORS), User.is_active)
    for user_id in db.session.scalars(admins):
        events.record(HouseStruggles(user_id, seen.slow_ms, round(seen.percent), seen.worst))
    return True
