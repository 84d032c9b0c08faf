"""Keeping what portfolios show, and forgetting it in the transaction that changes something of it."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
import structlog
from sqlalchemy.exc import SQLAlchemyError

from kreatr.creators.models import Creator
from kreatr.kernel.db import action, db, insert
from kreatr.portfolio.models import Display

log = structlog.get_logger()
TAG = "creator:"  # what all pages of a creator are kept under


def keep(creator_id: uuid.UUID, version: int, body: dict[str, Any]) -> None:
    """Keeps what was gathered, unless something changed since `version` was read: that change may be missing in it. A page
    does without: what cannot be kept (a creator who is gone, a full disk) is noted only."""
    try:
        _keep(creator_id, version, body)
    except SQLAlchemyError as error:
        log.warning("display_not_kept", error=type(error).__name__)


@action
def _keep(creator_id: uuid.UUID, version: int, body: dict[str, Any]) -> None:
    row = insert(Display).values(creator_id=creator_id, version=version, body=body)
    same = row.on_conflict_do_update(
        index_elements=[Display.creator_id], set_={"body": body}, where=Display.version == version
    )
    db.session.execute(same)


def forget(tags: Collection[str]) -> None:
    """What was kept of these creators holds no longer, nor what is being gathered now. Called with every bump, inside its unit."""
    names = sorted(tag.removeprefix(TAG) for tag in tags if tag.startswith(TAG))
    if not names:
        return
    theirs = sa.select(Creator.id, sa.literal(1)).where(Creator.username.in_(names)).order_by(Creator.id)
    rows = insert(Display).from_select(["creator_id", "version"], theirs)
    raised = {"version": Display.version + 1, "body": sa.null()}
    db.session.execute(rows.on_conflict_do_update(index_elements=[Display.creator_id], set_=raised))
