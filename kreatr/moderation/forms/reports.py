"""What people may send about something public, and in a case that concerns them."""

from __future__ import annotations

import uuid
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form, HiddenField, RadioField
from wtforms.validators import ValidationError

from kreatr.kernel.choices import choices
from kreatr.kernel.fields import Between, Block
from kreatr.moderation.models import ReportReason, SubjectKind
from kreatr.moderation.words.reports import REPORT_WORDS


class _Reason(RadioField):
    """Why something is reported; `stored` is the reason."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, choices=choices(REPORT_WORDS), **more)
        self.flags.required = True

    def pre_validate(self, form: Any) -> None:
        """Says in a sentence what is missing."""
        if self.data not in set(ReportReason):
            raise ValidationError(_("Please choose a reason."))

    @property
    def stored(self) -> ReportReason:
        """The chosen reason."""
        return ReportReason(self.data)


class ReportForm(Form):
    """What is wrong with something public (MOD-15)."""

    reason = _Reason(_l("What is wrong?"))
    words = Block(_l("In your own words"), [Between(10, 1000)])


class SayForm(Form):
    """A message in the thread of a case, with an id of its own so that sending it twice is once."""

    client_id = HiddenField()
    body = Block(_l("Your message"), [Between(2, 2000)])

    def validate_client_id(self, field: HiddenField) -> None:
        """A form without its id gets one: it cannot be recognised again, but it is not lost."""
        try:
            field.data = str(uuid.UUID(field.data or ""))
        except ValueError:
            field.data = str(uuid.uuid4())


class AppealForm(Form):
    """Why a decision should be looked at again (MOD-18)."""

    words = Block(_l("Why should we look again?"), [Between(20, 2000)])


def subject(values: Any) -> tuple[SubjectKind, uuid.UUID] | None:
    """What `kind` and `id` of an address or a form name; None for anything else."""
    try:
        return SubjectKind(values.get("kind", "")), uuid.UUID(values.get("id", ""))
    except ValueError:
        return None


def fresh() -> dict[str, str]:
    """The values of a message nobody has typed yet."""
    return {"client_id": str(uuid.uuid4())}
