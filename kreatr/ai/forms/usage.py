"""Which calls the usage page shows, read from the address (USE-10)."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form, SelectField
from wtforms.validators import ValidationError

from kreatr.ai.models import Provider
from kreatr.ai.queries.usage import Filter, last_days
from kreatr.ai.words import PROVIDERS
from kreatr.kernel.choices import choices
from kreatr.kernel.fields import Day

LONGEST = 366  # days at once


class Existing:
    """A day of the calendar; left empty, the last thirty days are meant."""

    def __call__(self, form: Form, field: Day) -> None:
        try:
            fits = not field.data or 2020 <= field.stored.year <= 2100
        except ValueError:
            fits = False
        if not fits:
            raise ValidationError(_("Write a day as in 2026-12-31."))


class UsageForm(Form):
    """A provider or all of them, the first day and the last."""

    provider = SelectField(_l("Provider"), choices=choices({"": _l("All"), **PROVIDERS}), default="")
    start = Day(_l("From"), [Existing()])
    end = Day(_l("To"), [Existing()])

    def validate_end(self, field: Day) -> None:
        """A span that goes forward, and not over more than a year."""
        if self.start.errors or not (self.start.data and field.data):
            return
        days = (field.stored - self.start.stored).days
        if days < 0:
            raise ValidationError(_("The last day lies before the first one."))
        if days >= LONGEST:
            raise ValidationError(_("Choose at most a year."))

    def wanted(self) -> Filter:
        """The filter, once it is valid."""
        usual = last_days()
        start, end = _day(self.start), _day(self.end)
        provider = Provider(self.provider.data) if self.provider.data else None
        end = end or max(usual.end, start or usual.start)
        return Filter(start or min(usual.start, end), end, provider)


def _day(field: Day) -> date | None:
    return field.stored if field.data else None


def query(wanted: Filter) -> dict[str, Any]:
    """A filter as it stands in an address."""
    values = {"start": wanted.start.isoformat(), "end": wanted.end.isoformat()}
    return {"provider": wanted.provider.value, **values} if wanted.provider else values


def before(text: str | None) -> uuid.UUID | None:
    """The place in the log from which an address goes on."""
    try:
        return uuid.UUID(text) if text else None
    except ValueError:
        return None
