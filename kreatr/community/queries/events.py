"""Reading what is planned."""

from __future__ import annotations

import sqlalchemy as sa

from kreatr.community.models import CommunityEvent
from kreatr.kernel import clock
from kreatr.kernel.db import db

EVENTS = 4


def events() -> list[CommunityEvent]:
    """What comes next; past events are not listed."""
    select = (
        sa.select(CommunityEvent)
        .where(CommunityEvent.ends_at > clock.now())
        .order_by(CommunityEvent.starts_at)
        .limit(EVENTS)
    )
    return list(db.session.scalars(select))
