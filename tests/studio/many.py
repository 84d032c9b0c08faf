"""Runs in numbers, finished and with their texts."""

from __future__ import annotations

import uuid
from typing import Any

import sqlalchemy as sa

from kreatr.accounts.models import User
from kreatr.ai.models import AiCall, CallText
from kreatr.kernel.db import db, unit, uuid7
from kreatr.studio.models import StudioRun
from tests.ai.calls import call_values


def make_runs(user: User, number: int, **fields: Any) -> list[uuid.UUID]:
    """So many answered captions, oldest first; `fields` are the run's."""
    calls = [call_values(user) for _ in range(number)]
    shared = {"user_id": user.id, "task": "caption", "language": "id", "given": {}, **fields}
    runs = [
        {"id": uuid7(), "call_id": call["id"], "title": f"Kopi nomor {n}", **shared}
        for n, call in enumerate(calls)
    ]
    texts = [{"call_id": call["id"], "request": {"messages": []}, "answer": "Halo."} for call in calls]
    with unit() as session:
        for model, rows in ((AiCall, calls), (StudioRun, runs), (CallText, texts)):
            session.execute(sa.insert(model), rows)
    db.session.expire_all()
    return [run["id"] for run in runs]
