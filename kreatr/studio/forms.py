"""What every piece of work asks; the tasks add their own fields."""

from __future__ import annotations

import uuid
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form, HiddenField, RadioField, StringField
from wtforms.validators import ValidationError

LENGTHS = ("short", "middle", "long")
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]  # each in its own words
COMMON = ("model", "length", "form_id")  # what is not part of the work itself


class OneOf:
    """One of the offered choices."""

    field_flags = {"required": True}

    def __call__(self, form: Form, field: RadioField) -> None:
        if field.data not in dict(field.choices):
            raise ValidationError(_("Please choose one."))


def choice(label: Any, choices: list[tuple[str, Any]], default: str | None = None) -> RadioField:
    """A choice among few; the first one unless another is the default."""
    first = choices[0][0] if choices else ""
    return RadioField(
        label,
        [OneOf()],
        choices=choices,
        validate_choice=False,
        default=first if default is None else default,
    )


class TaskForm(Form):
    """`model` is "PROVIDER:name of the model". `form_id` makes a form that is sent twice one run."""

    model = StringField(_l("Model"))
    length = choice(
        _l("Length of the answer"),
        [("short", _l("Short")), ("middle", _l("Medium")), ("long", _l("Long"))],
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
    return str(field.data if field.data in dict(field.choices) else field.default or "")


def fresh() -> dict[str, str]:
    """The values of a form nobody has typed into yet."""
    return {"form_id": str(uuid.uuid4())}
