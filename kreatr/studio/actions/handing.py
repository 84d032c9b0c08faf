"""Handing a text on to the portfolio, where its creator goes on writing."""

from __future__ import annotations

import uuid

from kreatr.accounts.models import User
from kreatr.kernel.db import action, uuid7
from kreatr.kernel.errors import Conflict, NotFound
from kreatr.portfolio import queries as portfolio
from kreatr.portfolio.actions import drafting
from kreatr.portfolio.models import Licence, Visibility
from kreatr.studio.models import StudioRun
from kreatr.studio.queries import runs

BLANK = {
    "title": "",
    "description": "",
    "category": "",
    "images": [],
    "project_url": "",
    "tags": "",
    "tools": "",
    "prompt": "",
    "human_part": "",
    "licence": Licence.ALL_RIGHTS.value,
    "visibility": Visibility.PUBLIC.value,
    "featured": False,
}
LONGEST_TITLE = 100
BETWEEN = "\n\n---\n\n"  # the new story, and the one there was


@action
def hand_over(viewer: User, run_id: uuid.UUID) -> uuid.UUID:
    """Puts an answer into a draft as its story, once; returns the id under which the editor has it.

    The story of a work goes to that work, above what was written there; everything else begins a new one. Raises NotFound,
    Conflict while there is no answer, and what `drafting.save` raises.
    """
    run = runs.find(viewer, run_id)
    text = "" if run.call.under_way else runs.answer(run)
    if not text.strip():
        raise Conflict
    if run.draft_id is None or not there(viewer, run.draft_id):
        run.draft_id = _into(viewer, run, text.strip())
    return run.draft_id


def there(viewer: User, id_: uuid.UUID) -> bool:
    """Whether the viewer still has this work or draft."""
    try:
        portfolio.editing(viewer, id_)
    except NotFound:
        return False
    return True


def _into(viewer: User, run: StudioRun, text: str) -> uuid.UUID:
    drafting.complete(viewer)
    work = run.given.get("work", "")
    if work and there(viewer, uuid.UUID(work)):
        edited = portfolio.editing(viewer, uuid.UUID(work))
        before = str(edited.content.get("description", "")).strip()
        story = f"{text}{BETWEEN}{before}" if before and before != text else text
        drafting.save(viewer, edited.id, {**edited.content, "description": story}, edited.version)
        return edited.id
    content = {**BLANK, "title": run.title[:LONGEST_TITLE], "description": text}
    return drafting.save(viewer, uuid7(), content, 0, new=True).id
