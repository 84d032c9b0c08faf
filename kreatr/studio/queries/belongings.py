"""What people can take along of the studio."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from kreatr.accounts.models import User
from kreatr.studio.models import StudioRun


def belongings(person: User) -> dict[str, Any]:
    """What somebody asked; the answers are found by `call`."""
    columns = (
        *(StudioRun.call_id.label("call"), StudioRun.thread_id.label("thread"), StudioRun.task),
        *(StudioRun.language, StudioRun.title, StudioRun.given, StudioRun.created_at),
    )
    return {"studio": sa.select(*columns).where(StudioRun.user_id == person.id).order_by(StudioRun.id)}
