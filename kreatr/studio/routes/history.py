"""`/dashboard/studio/history`: everything that was made, newest first."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from kreatr.ai import words as ai_words
from kreatr.kernel import access, current, limits, respond, text
from kreatr.studio import words
from kreatr.studio.actions import removing
from kreatr.studio.queries import runs
from kreatr.studio.routes.desk import HOME
from kreatr.studio.tasks import TASKS

blueprint = Blueprint("studio_history", __name__)
PATH = f"{HOME}/history"
LONGEST_QUERY = 100  # characters


@blueprint.get(PATH)
@access.signed_in
def history() -> Response:
    """The list, by task and by words of the title."""
    viewer, task, q = (
        current.viewer(),
        request.args.get("task", ""),
        text.clean(request.args.get("q"))[:LONGEST_QUERY],
    )
    task = task if task in TASKS else ""
    if q:
        limits.hit("search-client", f"studio:{viewer.id}")
    found = runs.history(viewer, task, q, _id("before"))
    return respond.page(
        "studio/history.html",
        rows=[(run, ai_words.receipt(run.call)) for run in found.rows],
        next_url=_url(task=task, q=q, before=str(found.next)) if found.next else None,
        task=task,
        q=q,
        segments=[_segment(key, task, q) for key in ("", *TASKS)],
        task_word=words.task,
    )


@blueprint.get(f"{PATH}/removal")
@access.signed_in
def ask_removal() -> Response:
    """Are you sure?"""
    return respond.page("studio/remove.html", any=runs.any_of(current.viewer()))


@blueprint.post(f"{PATH}/removal")
@access.signed_in
def remove_all() -> Any:
    """All words go; what they cost stays in the books."""
    removing.remove_all(current.viewer())
    return respond.moved(HOME, _("Your studio is empty again. What it cost stays in your usage."))


def _segment(key: str, task: str, q: str) -> dict[str, Any]:
    label = TASKS[key].label if key else _("All")
    return {"label": label, "url": _url(task=key, q=q), "count": None, "current": key == task}


def _url(**chosen: str) -> str:
    query = urlencode({name: value for name, value in chosen.items() if value})
    return f"{PATH}?{query}" if query else PATH


def _id(name: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.args.get(name, ""))
    except ValueError:
        return None
