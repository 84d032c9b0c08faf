"""Decisions, many decisions at once, and notes."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Form, HiddenField, RadioField, SelectField
from wtforms.validators import ValidationError

from kreatr.kernel.choices import choices, offered
from kreatr.kernel.fields import Between, Block
from kreatr.moderation.models import Reason, Verb
from kreatr.moderation.words import DEED_WORDS, REASON_WORDS

LONGEST_WORDS = LONGEST_NOTE = 2000  # characters
MOST_CASES = 25  # of one decision: a page of the queue


class DecisionForm(Form):
    """One of the decisions that a case allows, why, and what its person reads beside that."""

    decision = RadioField(_l("Decision"), validate_choice=False)
    reason = SelectField(_l("Reason"), validate_choice=False, default="")
    words = Block(_l("Your words to them"), [Between(0, LONGEST_WORDS)])
    version = HiddenField()

    def __init__(
        self,
        *args: Any,
        options: Collection[Verb] = (),
        reasoned: Collection[Verb] = (),
        worded: Collection[Verb] = (),
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.reasoned, self.worded = reasoned, worded
        self.decision.choices = choices({one: DEED_WORDS[one] for one in options})
        self.reason.choices = choices(
            {"": _("Choose a reason"), **{one: REASON_WORDS[one] for one in Reason}}
        )
        self.reason.flags.required = False

    def validate_decision(self, field: RadioField) -> None:
        """One that the case allows."""
        if not offered(field):
            raise ValidationError(_("Please choose one."))

    def validate_reason(self, field: SelectField) -> None:
        """Needed for what people may not agree with."""
        if field.data and not offered(field):
            raise ValidationError(_("Please choose one."))
        if not field.data and self.verb in self.reasoned:
            raise ValidationError(_("Say why: they read it, and may appeal."))

    def validate_words(self, field: Block) -> None:
        """Some decisions are nothing without words, and "another reason" says nothing by itself."""
        needed = self.verb in self.worded or self.reason.data == Reason.OTHER.value
        if needed and not field.stored:
            raise ValidationError(_("Please fill this in."))

    @property
    def needs_reason(self) -> bool:
        """Whether any of its decisions needs one."""
        return any(one.value in self.reasoned for one in self.decision.choices or ())

    @property
    def verb(self) -> Verb | None:
        """What was chosen, or None."""
        return Verb(self.decision.data) if offered(self.decision) else None

    @property
    def why(self) -> Reason | None:
        """The reason, or None."""
        return Reason(self.reason.data) if self.reason.data else None

    @property
    def edition(self) -> int | None:
        """The version that was looked at; None for a case without one."""
        typed = str(self.version.data or "")
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else None


class NoteForm(Form):
    """A line in the thread of a case, for its people or for the house alone."""

    client_id = HiddenField()
    body = Block(_l("Your note"), [Between(2, LONGEST_NOTE)])
    internal = BooleanField(_l("Only for the house: the people in this case do not see it"))

    def validate_client_id(self, field: HiddenField) -> None:
        """A form without its id gets one: it cannot be recognised again, but it is not lost."""
        field.data = str(_uuid(str(field.data or "")) or uuid.uuid4())


def fresh() -> dict[str, Any]:
    """The values of a note nobody has typed yet."""
    return {"client_id": str(uuid.uuid4()), "internal": True}


def chosen(typed: list[str]) -> dict[uuid.UUID, int | None]:
    """The cases of a list that were ticked, each "id" or "id:version", with the version that was shown."""
    found: dict[uuid.UUID, int | None] = {}
    for word in typed[:MOST_CASES]:
        id_, _colon, version = word.partition(":")
        if known := _uuid(id_):
            found[known] = (
                int(version) if version.isascii() and version.isdigit() and len(version) < 9 else None
            )
    return found


def ids(typed: list[str]) -> list[uuid.UUID]:
    """The ids among what was sent, at most a page of them."""
    return [known for word in typed[:MOST_CASES] if (known := _uuid(word))]


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
