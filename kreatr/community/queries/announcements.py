"""Reading the announcements of the house, for those who write them."""

from __future__ import annotations

import uuid

import sqlalchemy as sa

from kreatr.community.models import Activity, ActivityType
from kreatr.kernel.db import db
from kreatr.kernel.errors import NotFound

PAGE = 20
OURS = (Activity.type == ActivityType.ANNOUNCEMENT, Activity.source.is_(None))


def written(page: int) -> tuple[list[Activity], int]:
    """One page of the announcements, newest first, and how many pages there are."""
    number = db.session.scalar(sa.select(sa.func.count(Activity.id)).where(*OURS)) or 0
    newest = sa.select(Activity).where(*OURS).order_by(Activity.created_at.desc(), Activity.id.desc())
    return list(db.session.scalars(newest.limit(PAGE).offset((page - 1) * PAGE))), max(1, -(-number // PAGE))


def announcement(id_: uuid.UUID) -> Activity:
    """One of them as it is now. Raises NotFound."""
    found = db.session.scalar(
        sa.select(Activity).where(Activity.id == id_, *OURS).execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFound
    return found
