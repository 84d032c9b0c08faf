"""Beginning a piece of work: the call and the run that is shown are written together, or neither."""

from __future__ import annotations

import hashlib
import json
import uuid
from dataclasses import dataclass, field

from kreatr.accounts.models import User
from kreatr.ai.actions import asking
from kreatr.ai.actions.asking import Message, Question
from kreatr.ai.models import Provider
from kreatr.kernel.db import action, db, uuid7
from kreatr.studio import tasks
from kreatr.studio.models import StudioRun
from kreatr.studio.queries import runs
from kreatr.studio.tasks import Task


@dataclass(frozen=True)
class Work:
    """What is to be done: what was typed, the language, the model ("PROVIDER:name"), and the turns of a thread before it.

    `form_id` is the form's; `agreed` the person's word that a limit may be passed.
    """

    task: Task
    given: dict[str, str]
    language: str
    model: str
    form_id: str
    agreed: bool = False
    thread_id: uuid.UUID | None = None
    turns: tuple[tuple[str, str], ...] = ()
    title: str = field(default="")

    @property
    def messages(self) -> tuple[Message, ...]:
        return tasks.messages(self.task, self.given, self.language, self.turns)

    @property
    def most_tokens(self) -> int:
        return self.task.tokens[self.given["length"]]


@action
def begin(viewer: User, work: Work) -> StudioRun:
    """Asks, and keeps what was asked; the same form with the same words again is the same run.

    Raises what `asking.ask` raises; then nothing was written.
    """
    provider, _, name = work.model.partition(":")
    question = Question(
        provider=Provider(provider),
        model=name,
        messages=work.messages,
        most_tokens=work.most_tokens,
        task=work.task.key,
        ask_key=_key(viewer, work),
        agreed=work.agreed,
    )
    call = asking.ask(viewer, question)
    run = runs.of_call(call.id)
    if run is None:
        run = StudioRun(
            id=uuid7(),
            user_id=viewer.id,
            call=call,
            task=work.task.key,
            language=work.language,
            given=work.given,
            title=work.title or tasks.title(work.task, work.given),
            thread_id=(work.thread_id or uuid7()) if work.task.talks else None,
        )
        db.session.add(run)
        db.session.flush()
    return run


def _key(viewer: User, work: Work) -> str:
    """Of the form and of all that is in it: who goes back, changes a word and sends again, asks something else."""
    said = [
        viewer.id.hex,
        work.form_id,
        work.task.key,
        work.language,
        work.model,
        work.given,
        str(work.thread_id),
    ]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
