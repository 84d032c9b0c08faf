"""Working in the studio in tests: writing forms as people do, and answering as a caller does."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from kreatr.ai.actions import running, settling
from kreatr.ai.actions.settling import Outcome
from kreatr.ai.adapters.protocol import Count
from kreatr.ai.models import CallText
from kreatr.kernel.db import db
from kreatr.studio.models import StudioRun
from tests.judge import Client

HOME = "/dashboard/studio"
TOPIC = "Kopi susu gula aren Bu Tini di Bandung, gelas kecil Rp 18.000."
ANSWER = "Pilihan 1\nManisnya **pelan**, ada rasa kelapa di ujung.\n\n- kecil\n- besar"


def write(client: Client, task: str = "caption", *, button: str = "", query: str = "", **fields: Any) -> Any:
    """Opens the form of a task, fills it in and sends it."""
    typed = {"topic": TOPIC} if task == "caption" and not query else {}
    return client.submit(
        client.get(f"{HOME}/{task}{query}"), "form#tulis", button=button, **{**typed, **fields}
    )


def ask(client: Client, task: str = "caption", **fields: Any) -> StudioRun:
    """The run that a form began."""
    answer = write(client, task, **fields)
    assert answer.status_code == 303, answer.page.text("main")
    return latest()


def latest() -> StudioRun:
    """The newest run of all."""
    db.session.rollback()
    select = sa.select(StudioRun).order_by(StudioRun.id.desc()).limit(1)
    return db.session.scalars(select.execution_options(populate_existing=True)).one()


def count() -> int:
    """How many runs there are."""
    db.session.rollback()
    return db.session.scalar(sa.select(sa.func.count(StudioRun.id))) or 0


def asked() -> list[dict[str, str]]:
    """The messages of the newest run, as its model gets them."""
    text = db.session.get_one(CallText, latest().call_id, populate_existing=True)
    return list(text.request["messages"])


def finish(text: str = ANSWER, error: str = "", **fields: Any) -> None:
    """Ends every call that waits."""
    db.session.rollback()
    for job in running.claim(50):
        settling.settle(job.call_id, Outcome(text, Count(800, 200), error, **fields))
    db.session.rollback()
    db.session.expire_all()
