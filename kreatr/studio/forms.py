"""What every piece of work asks; the tasks add their own fields."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Form, HiddenField, RadioField

from kreatr.kernel.choices import OneOf, choices, offered
from kreatr.kernel.fields import Between, Line

LENGTHS = ("short", "middle", "long")
LANGUAGES = {"id": "Bahasa Indonesia", "en": "English"}  # each in its own words
COMMON = ("model", "length", "form_id")  # what is not part of the work itself


def choice(label: Any, words: Mapping[str, Any], default: str | None = None) -> RadioField:
    """A choice among few; the first one unless another is the default."""
    return RadioField(
        label,
        [OneOf()],
        choices=choices(words),
        validate_choice=False,
        default=next(iter(words)) if default is None else default,
    )


class TaskForm(Form):
    """`model` is "PROVIDER:name of the model". `form_id` makes a form that is sent twice one run."""

    model = Line(_l("Model"), [Between(0, 160)])
    length = choice(
        _l("Length of the answer"),
        {"short": _l("Short"), "middle": _l("Medium"), "long": _l("Long")},
        "middle",
    )
    form_id = HiddenField()

    @property
    def asked(self) -> list[Any]:
        """The fields of the task itself, in order."""
        return [field for field in self if field.name not in COMMON]

    def given(self) -> dict[str, str]:
        """What was typed, by field, as a run keeps it."""
        fields = [*self.asked, self.length]
        return {field.name: _stored(field) for field in fields}


def _stored(field: Any) -> str:
    """A choice that nobody offered, in a form that was not checked yet, counts as the usual one."""
    if hasattr(field, "stored"):
        return str(field.stored)
    return str(field.data if offered(field) else field.default or "")


def fresh() -> dict[str, str]:
    """The values of a form nobody has typed into yet."""
    return {"form_id": str(uuid.uuid4())}
