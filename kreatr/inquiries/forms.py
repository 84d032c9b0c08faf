"""What visitors and creators may type."""

from __future__ import annotations

import uuid
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Form, HiddenField

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


class ReplyForm(_Sent):
    """One more message of a conversation."""

    body = Block(_l("Your reply"), [Between(2, 2000)])


def fresh() -> dict[str, str]:
    """The values of a form nobody has typed into yet."""
    return {"client_id": str(uuid.uuid4())}
