"""Cases to decide on."""

from __future__ import annotations

import uuid
from typing import Any

import sqlalchemy as sa

from kreatr.kernel.db import db
from kreatr.moderation.models import Case, CaseKind
from kreatr.portfolio.models import Item, ModerationStatus
from tests.world import World, make_item


def waiting_work(world: World, title: str = "Menunggu", **fields: Any) -> Item:
    """A new work of Sekar's that waits."""
    return make_item(world.sekar, title, status=ModerationStatus.PENDING, published_at=None, **fields)


def case_of(subject_id: uuid.UUID, kind: CaseKind = CaseKind.WORK) -> Case:
    """The newest case about something."""
    select = sa.select(Case).where(Case.subject_id == subject_id, Case.kind == kind)
    return db.session.scalars(
        select.order_by(Case.id.desc()).execution_options(populate_existing=True)
    ).first()
