"""Deleting what was typed and answered. The numbers of a call stay in the books: they say what was paid."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

import sqlalchemy as sa

from kreatr.accounts.models import User
from kreatr.ai.actions import stopping
from kreatr.ai.models import CallText
from kreatr.kernel.db import action, db
from kreatr.kernel.errors import NotFound
from kreatr.studio.models import StudioRun
from kreatr.studio.queries import runs


@action
def remove(viewer: User, run_id: uuid.UUID) -> StudioRun:
    """Deletes the texts of one of the viewer's runs; an answer that is still coming is stopped. Raises NotFound."""
    run = runs.find(viewer, run_id)
    _forget(viewer, [run])
    return run


@action
def remove_thread(viewer: User, thread_id: uuid.UUID) -> None:
    """Deletes all turns of one of the viewer's threads. Raises NotFound."""
    found = _rows(viewer, StudioRun.thread_id == thread_id)
    if not found:
        raise NotFound
    _forget(viewer, found)


@action
def remove_all(viewer: User) -> None:
    """Deletes everything the viewer made in the studio."""
    _forget(viewer, _rows(viewer, sa.true()))


def _rows(viewer: User, where: sa.ColumnElement[bool]) -> list[StudioRun]:
    return list(db.session.scalars(sa.select(StudioRun).where(StudioRun.user_id == viewer.id, where)))


def _forget(viewer: User, rows: Iterable[StudioRun]) -> None:
    rows = list(rows)
    for run in rows:
        if run.call.under_way:
            stopping.stop(viewer, run.call_id)
    ids = [run.call_id for run in rows]
    for start in range(0, len(ids), 500):
        some = ids[start : start + 500]
        for model in (StudioRun, CallText):
            gone = sa.delete(model).where(model.call_id.in_(some))
            db.session.execute(gone.execution_options(synchronize_session=False))
