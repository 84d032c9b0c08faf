"""Strikes: what was decided against somebody and counts for a while."""

from __future__ import annotations

import uuid
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from kreatr.kernel import clock
from kreatr.kernel.db import db
from kreatr.moderation.models import Act

COUNTS_FOR = timedelta(days=180)


def strikes(person_id: uuid.UUID) -> list[Act]:
    """What counts against somebody now, the newest first: neither older than 180 days, nor undone, nor reversed on appeal."""
    undoing = aliased(Act)
    stands = ~sa.exists().where(undoing.undoes == Act.id)
    counts = Act.person_id == person_id, Act.strike, Act.created_at > clock.now() - COUNTS_FOR, stands
    return list(db.session.scalars(sa.select(Act).where(*counts).order_by(Act.id.desc())))
