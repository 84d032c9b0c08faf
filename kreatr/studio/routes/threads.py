"""`/dashboard/studio/threads/<id>`: a conversation, turn by turn."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError

from kreatr.kernel import access, current, errors, limits, respond
from kreatr.kernel.errors import Conflict, NotFound, StaleForm
from kreatr.studio import tasks
from kreatr.studio.actions import removing
from kreatr.studio.queries import runs
from kreatr.studio.queries.runs import Turn
from kreatr.studio.routes import desk, writing
from kreatr.studio.routes.desk import HOME, Desk

blueprint = Blueprint("studio_threads", __name__)
ONE = f"{HOME}/threads/<uuid:thread_id>"


@blueprint.get(ONE)
@access.signed_in
def show(thread_id: uuid.UUID) -> Response:
    """All of it, and the field for the next message."""
    turns = runs.thread(current.viewer(), thread_id)
    return desk.page(desk.fresh(_task(turns), {}, turns=turns))


@blueprint.post(ONE)
@access.signed_in
def send(thread_id: uuid.UUID) -> Any:
    """The next message; one answer after the other."""
    found = _sent(thread_id)
    if found.turns[-1].run.call.under_way:
        error = Conflict(_("The last answer is still being written. Wait for it, or stop it."))
        return desk.page(found, status=error.status, error=error)
    return writing.asked(found)


@blueprint.post(f"{ONE}/estimate")
@access.signed_in
def weigh(thread_id: uuid.UUID) -> Response:
    """What the next message may cost, with the turns that go along."""
    limits.hit("studio-estimates", str(current.viewer().id))
    return desk.estimated(_sent(thread_id))


@blueprint.post(f"{ONE}/removal")
@access.signed_in
def remove(thread_id: uuid.UUID) -> Any:
    """Its words go; what it cost stays in the books."""
    removing.remove_thread(current.viewer(), thread_id)
    return respond.moved(f"{HOME}/history", _("Deleted. What it cost stays in your usage."))


@blueprint.errorhandler(CSRFError)
@access.signed_in
def stale(_error: CSRFError) -> Response:
    """The thread again, with what was typed and a fresh token."""
    thread_id = uuid.UUID(str((request.view_args or {})["thread_id"]))
    try:
        return desk.page(_sent(thread_id), status=403, error=StaleForm())
    except NotFound as error:
        return errors.answer(error)


def _sent(thread_id: uuid.UUID) -> Desk:
    turns = runs.thread(current.viewer(), thread_id)
    return desk.sent(_task(turns), turns)


def _task(turns: list[Turn]) -> tasks.Task:
    return tasks.find(turns[-1].run.task)
