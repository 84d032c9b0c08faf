"""The desk where a piece of work is written: reading its form, and drawing it with everything that was typed."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import Response, request
from werkzeug.datastructures import MultiDict

from kreatr.ai import words as ai_words
from kreatr.ai.actions.asking import Estimate, estimate
from kreatr.ai.errors import OverBudget
from kreatr.credits.actions import NotEnoughCredits
from kreatr.kernel import current, prefs, respond
from kreatr.kernel.choices import choices
from kreatr.kernel.errors import KreatrError
from kreatr.studio import forms, words
from kreatr.studio.actions.beginning import Work
from kreatr.studio.forms import TaskForm
from kreatr.studio.queries import models, runs, works
from kreatr.studio.queries.models import Choice, Way
from kreatr.studio.queries.runs import Turn
from kreatr.studio.routes.telling import told
from kreatr.studio.tasks import Task

HOME = "/dashboard/studio"
PAGE, ESTIMATE, THREAD = "studio/write.html", "studio/_estimate.html", "studio/thread.html"
SWAPS = ("model", "length", "agreed")


@dataclass
class Desk:
    """A task's form as it stands, the models to choose from, and the thread it goes on, oldest turn first."""

    task: Task
    form: TaskForm
    choice: Choice
    turns: Sequence[Turn] = ()
    agreed: bool = False
    thread_id: uuid.UUID | None = None
    given: dict[str, str] = field(default_factory=dict)

    @property
    def work(self) -> Work:
        """What would be begun."""
        language = self.given.get("language") or prefs.current().locale
        return Work(
            task=self.task,
            given=self.given,
            language=language,
            model=models.key(self.choice.chosen) if self.choice.chosen else "",
            form_id=str(self.form.form_id.data or ""),
            agreed=self.agreed,
            thread_id=self.thread_id,
            turns=tuple(runs.remembered(self.turns)),
            title=self.turns[0].run.title if self.turns else "",
        )

    @property
    def guess(self) -> Estimate | None:
        """What it may cost at most."""
        chosen = self.choice.chosen
        return estimate(chosen.model, self.work.messages, self.work.most_tokens) if chosen else None

    def ways(self, error: KreatrError) -> list[Way]:
        """How to stay within what is left."""
        if not isinstance(error, OverBudget | NotEnoughCredits):
            return []
        return models.ways(
            self.choice, self.work.messages, self.task.tokens, self.given["length"], error.left
        )


def fresh(task: Task, data: dict[str, Any], model: str = "", turns: Sequence[Turn] = ()) -> Desk:
    """A desk nobody has typed at yet, but for `data`."""
    usual = {"language": prefs.current().locale, **data, **forms.fresh()}
    if task.key == "translation" and "language" not in data:
        usual.pop("language")
    return _desk(task, task.form(data=usual), model or _kept(turns), turns)


def sent(task: Task, turns: Sequence[Turn] = ()) -> Desk:
    """The desk as it was sent; a button may say that one thing is to be another ("model=…", "length=…", "agreed=1")."""
    typed: MultiDict[str, str] = request.form.copy()
    name, _, value = typed.pop("swap", "").partition("=")
    if name in SWAPS and value:
        typed.setlist(name, [value])
    found = _desk(task, task.form(typed), typed.get("model", ""), turns)
    found.agreed = name == "agreed"
    return found


def page(desk: Desk, *, status: int = 200, error: KreatrError | None = None) -> Response:
    """The form, with why it was not taken, and what to do then."""
    response = respond.page(
        THREAD if desk.turns else PAGE,
        status=status,
        **context(desk),
        error=error,
        ways=[(way, words.price(way.offer, way.estimate)) for way in desk.ways(error)] if error else [],
    )
    if error is not None and error.retry_after is not None:
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def estimated(desk: Desk) -> Response:
    """What it may cost, as the page shows it while one types."""
    return respond.page(
        THREAD if desk.turns else PAGE,
        part=ESTIMATE,
        error=None,
        ways=[],
        **context(desk),
        live=respond.wants_part(),
    )


def context(desk: Desk) -> dict[str, Any]:
    """What the form's template needs."""
    guess, chosen = desk.guess, desk.choice.chosen
    return {
        "task": desk.task,
        "form": desk.form,
        "choice": desk.choice,
        "chosen": chosen,
        "guess": guess,
        "price": words.price(chosen, guess) if chosen and guess else None,
        "key_of": models.key,
        "words": words,
        "provider_names": ai_words.PROVIDERS,
        "turns": desk.turns,
        "told": [told(turn.run, turn.answer, ai_words.receipt(turn.run.call)) for turn in desk.turns],
        "last": desk.turns[-1].run if desk.turns else None,
        "action": f"{HOME}/threads/{desk.thread_id}" if desk.turns else f"{HOME}/{desk.task.key}",
    }


def _kept(turns: Sequence[Turn]) -> str:
    """A thread goes on with the model it has."""
    return f"{turns[-1].run.call.provider.value}:{turns[-1].run.call.model}" if turns else ""


def _desk(task: Task, form: TaskForm, model: str, turns: Sequence[Turn]) -> Desk:
    viewer = current.viewer()
    mine = works.own(viewer) if task.own_work else []
    if task.own_work:
        form.work.choices = choices({str(work.id): work.title for work in mine})
        form.work.default = str(mine[0].id) if mine else ""
    given = form.given()
    for work in mine:
        if str(work.id) == given["work"]:
            given |= works.material(work)
    choice = models.choice(viewer, model)
    thread_id = turns[0].run.thread_id if turns else None
    return Desk(task, form, choice, turns, thread_id=thread_id, given=given)
