"""What people made in the studio. Everything is found through the viewer (A8: nobody else sees it)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from kreatr.accounts.models import User
from kreatr.ai.models import AiCall, CallText
from kreatr.ai.queries import calls, catalogue
from kreatr.kernel.db import db
from kreatr.kernel.errors import NotFound
from kreatr.studio.models import StudioRun

PAGE = 20
LATEST = 4
MOST_TURNS = 200  # of a thread, that are shown
REMEMBERED = 6000  # tokens of older turns that are sent along
MOST_WORDS = 6  # of a search


class Page(NamedTuple):
    """Some runs, newest first; `next` is the id to go on before, or None at the end."""

    rows: list[StudioRun]
    next: uuid.UUID | None


class Turn(NamedTuple):
    """One question of a thread and its answer, as much of it as there is; `sent` is whether the next one takes it along."""

    run: StudioRun
    answer: str
    sent: bool


def find(viewer: User, run_id: uuid.UUID) -> StudioRun:
    """One of the viewer's runs. Raises NotFound."""
    run = db.session.scalar(_mine(viewer).where(StudioRun.id == run_id))
    if run is None:
        raise NotFound
    return run


def of_call(call_id: uuid.UUID) -> StudioRun | None:
    """The run that a call belongs to."""
    return db.session.scalar(sa.select(StudioRun).where(StudioRun.call_id == call_id))


def history(
    viewer: User, task: str = "", q: str = "", before: uuid.UUID | None = None, limit: int = PAGE
) -> Page:
    """The viewer's runs of a task ("": all) whose titles hold every word of `q`. A thread stands there once, by its last turn."""
    later = aliased(StudioRun)
    followed = sa.exists().where(later.thread_id == StudioRun.thread_id, later.id > StudioRun.id)
    select = _mine(viewer).where(~followed)
    if task:
        select = select.where(StudioRun.task == task)
    for word in q.lower().split()[:MOST_WORDS]:
        select = select.where(sa.func.lower(StudioRun.title).contains(word, autoescape=True))
    if before is not None:
        select = select.where(StudioRun.id < before)
    rows = list(db.session.scalars(select.order_by(StudioRun.id.desc()).limit(limit + 1)))
    return Page(rows[:limit], rows[limit - 1].id if len(rows) > limit else None)


def any_of(viewer: User) -> bool:
    """Whether the viewer has made anything."""
    return bool(db.session.scalar(sa.select(_mine(viewer).exists())))


def thread(viewer: User, thread_id: uuid.UUID) -> list[Turn]:
    """The turns of one of the viewer's threads, oldest first. Raises NotFound."""
    newest = (
        _mine(viewer).where(StudioRun.thread_id == thread_id).order_by(StudioRun.id.desc()).limit(MOST_TURNS)
    )
    rows = list(db.session.scalars(newest))
    if not rows:
        raise NotFound
    answers = _answers(rows)
    turns, room = [], REMEMBERED
    for run in rows:
        answer = answers[run.call_id]
        room -= catalogue.estimated_tokens(run.given.get("message", ""), answer)
        turns.append(Turn(run, answer, room >= 0))
    return turns[::-1]


def remembered(turns: Iterable[Turn]) -> list[tuple[str, str]]:
    """What of a thread is sent along with the next message: its newest turns, as many as there is room for."""
    return [(turn.run.given.get("message", ""), turn.answer) for turn in turns if turn.sent and turn.answer]


def answer(run: StudioRun) -> str:
    """The answer, as much of it as there is."""
    return calls.text(run.call)


def last_model(viewer: User) -> str:
    """The model the viewer used last, as forms write it; "" before the first time."""
    select = sa.select(AiCall.provider, AiCall.model).where(AiCall.user_id == viewer.id, AiCall.task != "")
    row = db.session.execute(select.order_by(AiCall.id.desc()).limit(1)).one_or_none()
    return f"{row.provider.value}:{row.model}" if row else ""


def _mine(viewer: User) -> sa.Select[Any]:
    return sa.select(StudioRun).where(StudioRun.user_id == viewer.id)


def _answers(rows: list[StudioRun]) -> dict[uuid.UUID, str]:
    over = [run.call_id for run in rows if not run.call.under_way]
    select = sa.select(CallText.call_id, CallText.answer).where(CallText.call_id.in_(over))
    found: dict[uuid.UUID, str] = (
        {row.call_id: row.answer for row in db.session.execute(select)} if over else {}
    )
    return {
        run.call_id: found.get(run.call_id, "") if run.call_id in over else calls.text(run.call)
        for run in rows
    }
