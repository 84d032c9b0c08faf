"""What visitors and creators may type."""

from __future__ import annotations

import uuid
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form, HiddenField, RadioField
from wtforms.validators import ValidationError

from kreatr.kernel.choices import bare
from kreatr.kernel.fields import Address, Between, Block, Line, Reachable


class _Sent(Form):
    """A form with an id of its own, so that sending it twice is recognised as once."""

    client_id = HiddenField()

    def validate_client_id(self, field: HiddenField) -> None:
        """A form without its id gets one: it cannot be recognised again, but it is not lost."""
        try:
            field.data = str(uuid.UUID(field.data or ""))
        except ValueError:
            field.data = str(uuid.uuid4())


class ContactForm(_Sent):
    """An inquiry (INQ-03 to INQ-07). `website` is a trap: people do not see it, programs fill it in."""

    name = Line(_l("Your name"), [Between(2, 100)])
    email = Address(_l("E-mail"), [Reachable()])
    subject = Line(_l("Subject"), [Between(5, 200)])
    message = Block(_l("Message"), [Between(50, 1000)])
    budget = Line(_l("Budget"), [Between(0, 100)])
    timeline = Line(_l("Timeline"), [Between(0, 100)])
    website = Line(_l("Leave this empty"))

    def stored(self) -> dict[str, Any]:
        """The checked values under the names of `actions.Draft`."""
        names = ("name", "email", "subject", "message", "budget", "timeline")
        values = {name: self[name].stored for name in names}
        return {**values, "client_id": self.client_id.data, "trapped": bool(self.website.data)}


def blank_contact(client_id: str) -> ContactForm:
    """The contact form before anybody typed, for pages that are kept on devices: nothing in it is of one session."""
    return ContactForm(data={"client_id": client_id})


class ReplyForm(_Sent):
    """One more message of a conversation."""

    body = Block(_l("Your reply"), [Between(2, 2000)])


class TemplateForm(Form):
    """An answer to keep at hand."""

    title = Line(_l("Title"), [Between(2, 60)])
    body = Block(_l("Text"), [Between(2, 2000)])


class Stars(RadioField):
    """One to five stars; `stored` is the number."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, choices=bare(str(n) for n in range(1, 6)), **more)
        self.flags.required = True

    def pre_validate(self, form: Any) -> None:
        """Says in a sentence what is missing."""
        if self.data not in ("1", "2", "3", "4", "5"):
            raise ValidationError(_("Choose one to five stars."))

    @property
    def stored(self) -> int:
        """The number of stars."""
        return int(self.data)


class ReviewForm(Form):
    """Stars and words about a creator (REV-01, REV-02)."""

    rating = Stars(_l("Stars"))
    comment = Block(_l("Your words"), [Between(0, 1000)])


def fresh() -> dict[str, str]:
    """The values of a form nobody has typed into yet."""
    return {"client_id": str(uuid.uuid4())}
