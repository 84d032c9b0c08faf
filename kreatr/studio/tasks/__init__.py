"""The kinds of work, each with its fields and its prompt in both languages; and what a model is sent for one of them."""

from __future__ import annotations

from collections.abc import Sequence

from kreatr.ai.actions.asking import Message
from kreatr.kernel.errors import NotFound
from kreatr.kernel.text import shorten
from kreatr.studio.tasks.caption import CAPTION
from kreatr.studio.tasks.chat import CHAT
from kreatr.studio.tasks.product import PRODUCT
from kreatr.studio.tasks.prompt import PROMPT
from kreatr.studio.tasks.script import SCRIPT
from kreatr.studio.tasks.story import STORY
from kreatr.studio.tasks.task import Given, Task
from kreatr.studio.tasks.translation import TRANSLATION

__all__ = ["TASKS", "Given", "Task", "find", "messages", "title"]

TASKS: dict[str, Task] = {
    task.key: task for task in (CAPTION, SCRIPT, PRODUCT, PROMPT, STORY, TRANSLATION, CHAT)
}
LONGEST_TITLE = 80  # characters


def find(key: str) -> Task:
    """The task with this key. Raises NotFound."""
    if key not in TASKS:
        raise NotFound
    return TASKS[key]


def messages(
    task: Task, given: Given, language: str, turns: Sequence[tuple[str, str]] = ()
) -> tuple[Message, ...]:
    """What the model is sent: its part, the turns before (question, answer), oldest first, and what was typed."""
    part, material = task.prompts[language](given)
    before = [
        Message(role, text)
        for turn in turns
        for role, text in zip(("user", "assistant"), turn, strict=True)
        if text
    ]
    return (Message("system", part), *before, Message("user", material))


def title(task: Task, given: Given) -> str:
    """What a run is called in the history."""
    return shorten(" ".join(given.get(task.topic, "").split()), LONGEST_TITLE)
