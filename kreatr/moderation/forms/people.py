"""Why administrators do something about a person, as they type it. The person reads the words."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form, RadioField, SelectField
from wtforms.validators import ValidationError

from kreatr.accounts.models import Role
from kreatr.kernel.choices import choices
from kreatr.kernel.fields import LONGEST_EMAIL, Between, Block, Line, Switch
from kreatr.moderation.actions.ranking import LEAST_WORDS, MOST_WORDS
from kreatr.moderation.actions.standing import LONGEST_DAYS
from kreatr.moderation.models import Reason
from kreatr.moderation.words import REASON_WORDS

ROLES = {
    Role.USER: _l("Member"),
    Role.MODERATOR: _l("Moderator"),
    Role.ADMIN: _l("Administrator"),
    Role.OWNER: _l("Owner"),
}


REASONS = choices({"": _l("Choose…"), **REASON_WORDS})


class SearchForm(Form):
    """Whom to look for."""

    who = Line(_l("Name or e-mail"), [Between(1, LONGEST_EMAIL)])


class Days(Line):
    """A whole number of days."""

    @property
    def stored(self) -> int:  # type: ignore[override]
        """The number, 0 for anything else."""
        typed = (self.data or "").strip()
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else 0


class Lasting:
    """From 1 to 365 days."""

    field_flags = {"required": True, "maxlength": 3}

    def __call__(self, form: Form, field: Days) -> None:
        if not 1 <= field.stored <= LONGEST_DAYS:
            raise ValidationError(_("Write a number of days from 1 to 365."))


class Chosen:
    """One of the list; the empty line at its beginning is none."""

    field_flags = {"required": True}

    def __call__(self, form: Form, field: SelectField | RadioField) -> None:
        if not field.data:
            raise ValidationError(_("Please choose a reason."))


class Why(Form):
    """Words alone."""

    words = Block(_l("Why, in your words"), [Between(LEAST_WORDS, MOST_WORDS)])

    def stored(self) -> dict[str, Any]:
        """What the action takes."""
        return {"words": self.words.stored}


class Reasoned(Why):
    """A reason from the list, and words."""

    reason = SelectField(
        _l("Reason"),
        [Chosen()],
        choices=REASONS,
    )

    def stored(self) -> dict[str, Any]:
        """What the action takes."""
        return {"reason": Reason(self.reason.data), **super().stored()}


class SuspensionForm(Reasoned):
    """For how many days, and why."""

    days = Days(_l("Days"), [Lasting()], default="7")

    def stored(self) -> dict[str, Any]:
        """What the action takes."""
        return {"days": self.days.stored, **super().stored()}


class LiftingForm(Why):
    """Why it ends early; whether it was wrong from the start."""

    forgive = Switch(_l("It was a mistake: take the strike back too"))

    def stored(self) -> dict[str, Any]:
        """What the action takes."""
        return {"forgive": self.forgive.data, **super().stored()}


class RoleForm(Why):
    """Which role, and why; the page offers those that the viewer may give."""

    role = RadioField(_l("Role"), [Chosen()], choices=[])

    def offer(self, roles: tuple[Role, ...], now: Role) -> None:
        """What can be chosen; the present role is."""
        self.role.choices = choices({role: ROLES[role] for role in roles})
        self.role.data = self.role.data or now.value

    def stored(self) -> dict[str, Any]:
        """What the action takes."""
        return {"role": Role(self.role.data), **super().stored()}
