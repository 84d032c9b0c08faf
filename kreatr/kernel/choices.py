"""Choices among a few: what a field offers, and whether what came is one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext as _
from wtforms import Form, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError


def choices(words: Mapping[Any, Any]) -> list[SelectChoice]:
    """What a field offers, from value → words, in their order."""
    return [SelectChoice(value, word) for value, word in words.items()]


def bare(values: Iterable[str]) -> list[SelectChoice]:
    """What a field offers whose page has its own words for each value."""
    return [SelectChoice(value) for value in values]


def offered(field: SelectField) -> bool:
    """Whether what was sent is among the field's choices."""
    return field.data in {choice.value for choice in field.choices or ()}


class OneOf:
    """One of the offered choices, or a kind word about it. For fields with `validate_choice=False`."""

    field_flags = {"required": True}

    def __call__(self, form: Form, field: SelectField) -> None:
        if not offered(field):
            raise ValidationError(_("Please choose one."))
