"""`/dashboard/studio`: which kinds of work there are; `/dashboard/studio/<task>`: writing one down, what it may cost, asking."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError

from kreatr.ai import words as ai_words
from kreatr.ai.actions.asking import estimate
from kreatr.ai.errors import NoPayer
from kreatr.kernel import access, current, errors, limits, prefs, respond
from kreatr.kernel.errors import KreatrError, NotFound, StaleForm
from kreatr.studio import tasks, words
from kreatr.studio.actions import beginning
from kreatr.studio.models import StudioRun
from kreatr.studio.queries import models, runs
from kreatr.studio.queries.models import Choice
from kreatr.studio.routes import desk
from kreatr.studio.routes.desk import HOME, Desk
from kreatr.studio.tasks import TASKS, Task

blueprint = Blueprint("studio", __name__)
ONE = f"{HOME}/<string:task>"


@blueprint.get(HOME)
@access.signed_in
def home() -> Response:
    """The kinds of work as a price list, and what was made last."""
    viewer = current.viewer()
    choice = models.choice(viewer)
    latest = runs.history(viewer, limit=runs.LATEST)
    return respond.page(
        "studio/home.html",
        tasks=[(task, _usual(task, choice)) for task in TASKS.values()],
        choice=choice,
        rows=[(run, ai_words.receipt(run.call)) for run in latest.rows],
        task_word=words.task,
    )


def _usual(task: Task, choice: Choice) -> words.Price | None:
    """What a piece of this work costs at most when its answer is of middle length and nothing long is typed."""
    if choice.chosen is None:
        return None
    given = task.form(data={}).given()
    said = tasks.messages(task, given, prefs.current().locale)
    return words.price(choice.chosen, estimate(choice.chosen.model, said, task.tokens["middle"]))


@blueprint.get(ONE)
@access.signed_in
def write(task: str) -> Response:
    """The form; `?from=` fills in what one of the viewer's runs was asked."""
    chosen, again = tasks.find(task), _from()
    if again is None:
        return desk.page(desk.fresh(chosen, {}))
    model = f"{again.call.provider.value}:{again.call.model}"
    return desk.page(desk.fresh(chosen, again.given if again.task == task else {}, model))


@blueprint.post(ONE)
@access.signed_in
def send(task: str) -> Any:
    """Asks, and goes on to where the answer comes."""
    return asked(desk.sent(tasks.find(task)))


@blueprint.post(f"{ONE}/estimate")
@access.signed_in
def weigh(task: str) -> Response:
    """What it may cost as it stands; asks nobody."""
    limits.hit("studio-estimates", str(current.viewer().id))
    return desk.estimated(desk.sent(tasks.find(task)))


@blueprint.errorhandler(CSRFError)
@access.signed_in
def stale(_error: CSRFError) -> Response:
    """The form again, with everything that was typed and a fresh token."""
    try:
        found = tasks.find(str((request.view_args or {})["task"]))
    except NotFound as error:
        return errors.answer(error)
    return desk.page(desk.sent(found), status=403, error=StaleForm())


def asked(found: Desk) -> Any:
    """Begins what a desk holds, or draws it again with what is missing."""
    if not found.choice.possible:
        nobody = NoPayer("NO_KEY")
        return desk.page(found, status=nobody.status, error=nobody)
    valid = found.form.validate()
    if found.choice.chosen is None:
        found.form.model.errors = [_("Choose a model that can be used now.")]
        valid = False
    if not valid:
        return desk.page(found, status=422)
    try:
        limits.hit("ai-calls", str(current.viewer().id))
        run = beginning.begin(current.viewer(), found.work)
    except KreatrError as error:
        return desk.page(found, status=error.status, error=error)
    return respond.moved(f"{address(run)}")


def address(run: StudioRun) -> str:
    """Where a run is read: a turn of a thread among the others."""
    if run.thread_id:
        return f"{HOME}/threads/{run.thread_id}?sent=1#giliran-{run.id}"
    return f"{HOME}/runs/{run.id}?sent=1"


def _from() -> StudioRun | None:
    given = request.args.get("from", "")
    if not given:
        return None
    try:
        return runs.find(current.viewer(), uuid.UUID(given))
    except ValueError:
        raise NotFound from None
