"""`/dashboard/studio/runs/<id>`: an answer, while it comes and afterwards, and what can be done with it."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError

from kreatr.ai.actions import stopping
from kreatr.ai.queries import relaying
from kreatr.kernel import access, current, errors, limits, respond, streams
from kreatr.kernel.errors import KreatrError, StaleForm
from kreatr.studio import tasks, words
from kreatr.studio.actions import beginning, handing, removing
from kreatr.studio.actions.beginning import Work
from kreatr.studio.models import StudioRun
from kreatr.studio.queries import receipts, runs
from kreatr.studio.routes import desk
from kreatr.studio.routes.desk import HOME
from kreatr.studio.routes.telling import told
from kreatr.studio.routes.writing import address

blueprint = Blueprint("studio_runs", __name__)
ONE = f"{HOME}/runs/<uuid:run_id>"
PAGE, ANSWER, NEXT = "studio/run.html", "studio/_answer.html", "studio/_next.html"


@blueprint.get(ONE)
@access.signed_in
def show(run_id: uuid.UUID) -> Any:
    """The answer; a turn of a thread is shown there."""
    run = runs.find(current.viewer(), run_id)
    if run.thread_id:
        return respond.moved(f"{HOME}/threads/{run.thread_id}#giliran-{run.id}")
    return respond.page(
        PAGE, **_told(run), asked=words.asked(run), title=run.title, task_word=words.task(run)
    )


@blueprint.get(f"{ONE}/answer")
@access.signed_in
def answer(run_id: uuid.UUID) -> Any:
    """The answer alone, for a page that waits for its end; in a thread with the field for the next message."""
    run = runs.find(current.viewer(), run_id)
    if not respond.wants_part():
        return respond.moved(f"{HOME}/runs/{run_id}")
    if run.thread_id and not run.call.under_way:
        turns = runs.thread(current.viewer(), run.thread_id)
        found = desk.fresh(tasks.find(run.task), {}, turns=turns)
        return respond.fragments(
            ANSWER, NEXT, **_told(run), **desk.context(found), error=None, ways=[], swap=True
        )
    return respond.page(PAGE, part=ANSWER, **_told(run))


@blueprint.get(f"{ONE}/stream")
@access.signed_in
def stream(run_id: uuid.UUID) -> Response:
    """The answer as it comes, for whoever has the page open; a browser that was cut off goes on where it was."""
    run = runs.find(current.viewer(), run_id)
    return streams.answer(relaying.source(run.call, streams.last_id()))


@blueprint.post(f"{ONE}/stop")
@access.signed_in
def stop(run_id: uuid.UUID) -> Any:
    """No more, please."""
    run = runs.find(current.viewer(), run_id)
    stopping.stop(current.viewer(), run.call_id)
    if not respond.wants_part():
        return respond.moved(f"{HOME}/runs/{run_id}")
    return respond.page(PAGE, part=ANSWER, **_told(runs.find(current.viewer(), run_id)))


@blueprint.post(f"{ONE}/repetition")
@access.signed_in
def repeat(run_id: uuid.UUID) -> Any:
    """The same once more, of the same model."""
    viewer = current.viewer()
    run = runs.find(viewer, run_id)
    turns = _before(run)
    work = Work(
        task=tasks.find(run.task),
        given=run.given,
        language=run.language,
        model=f"{run.call.provider.value}:{run.call.model}",
        form_id=request.form.get("form_id", ""),
        thread_id=run.thread_id,
        turns=tuple(runs.remembered(turns)),
        title=run.title,
    )
    try:
        limits.hit("ai-calls", str(viewer.id))
        return respond.moved(address(beginning.begin(viewer, work)))
    except KreatrError as error:
        return respond.moved(f"{HOME}/{run.task}?from={run.id}", error.message)


@blueprint.post(f"{ONE}/draft")
@access.signed_in
def hand_over(run_id: uuid.UUID) -> Any:
    """On to the portfolio, where its creator goes on writing."""
    draft_id = handing.hand_over(current.viewer(), run_id)
    return respond.moved(f"/dashboard/portfolio/edit/{draft_id}", _("The text is in the story field."))


@blueprint.post(f"{ONE}/removal")
@access.signed_in
def remove(run_id: uuid.UUID) -> Any:
    """Its words go; what it cost stays in the books."""
    removing.remove(current.viewer(), run_id)
    return respond.moved(f"{HOME}/history", _("Deleted. What it cost stays in your usage."))


@blueprint.errorhandler(CSRFError)
@access.signed_in
def stale(_error: CSRFError) -> Response:
    """Whoever was signed out meanwhile signs in; the others are asked to press again."""
    return errors.answer(StaleForm())


def _told(run: StudioRun) -> dict[str, Any]:
    return told(run, runs.answer(run), receipts.receipt(current.viewer(), run.call))


def _before(run: StudioRun) -> list[runs.Turn]:
    """The turns of its thread that were there before a run."""
    turns = runs.thread(current.viewer(), run.thread_id) if run.thread_id else []
    return [turn for turn in turns if turn.run.id < run.id]
