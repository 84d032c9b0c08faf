"""What administrators may type about somebody's credits."""

from __future__ import annotations

import re
import uuid
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form, HiddenField
from wtforms.validators import ValidationError

from kreatr.kernel import text
from kreatr.kernel.fields import LONGEST_EMAIL, Between, Line

MOST = 100_000_000  # credits in one go


class Count(Line):
    """A whole number above 0; dots, commas and spaces between its digits are taken as typed by a person."""

    @property
    def stored(self) -> int:  # type: ignore[override]
        """The number. Raises ValueError when it is none."""
        typed = text.clean(self.data)
        if not re.fullmatch(r"\d{1,3}(?:[. ,]\d{3})+|\d{1,12}", typed, re.ASCII):
            raise ValueError("not a whole number")
        return int(re.sub(r"\D", "", typed))


class Creditable:
    """A number of credits that can be given or taken at once."""

    field_flags = {"required": True, "maxlength": 20}

    def __call__(self, form: Form, field: Count) -> None:
        try:
            credits = field.stored
        except ValueError:
            credits = 0
        if not 0 < credits <= MOST:
            raise ValidationError(_("Write a whole number of credits, for example 10000."))


class CreditForm(Form):
    """How many, and why. `form_id` makes sending it twice once (D7)."""

    credits = Count(_l("Credits"), [Creditable()])
    reason = Line(_l("Reason"), [Between(3, 200)])
    form_id = HiddenField()

    @property
    def once(self) -> uuid.UUID:
        """The id of the form; one that came without gets one."""
        try:
            return uuid.UUID(self.form_id.data or "")
        except ValueError:
            return uuid.uuid4()


class SearchForm(Form):
    """Whom to look for."""

    who = Line(_l("Username or e-mail address"), [Between(1, LONGEST_EMAIL)])


def fresh() -> dict[str, Any]:
    """The values of a form nobody has typed into yet."""
    return {"form_id": str(uuid.uuid4())}
