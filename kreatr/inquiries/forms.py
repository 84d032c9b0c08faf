"""What visitors and creators may type. Fields show again exactly what was typed and hand on what will be stored."""

from __future__ import annotations

import re
import uuid
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, Form, HiddenField, StringField, TextAreaField
from wtforms.validators import ValidationError

from kreatr.kernel import text

LONGEST_EMAIL = 254
NOT_IN_A_LINE = re.compile(r"[\r\n\x00]")


class _Typed:
    """Shows again what was typed, without the characters HTML cannot hold."""

    data: str | None

    def _value(self) -> str:
        return text.CONTROLS.sub("", self.data or "")


class Line(_Typed, StringField):
    """One line. A line break cannot be typed into it, so one that arrives was forged (it could split a mail header)."""

    forbidden = NOT_IN_A_LINE

    @property
    def stored(self) -> str:
        """The text as it will be kept."""
        return text.clean(self.data)


class Block(_Typed, TextAreaField):
    """Several lines."""

    forbidden = re.compile(r"\x00")

    @property
    def stored(self) -> str:
        """The text as it will be kept."""
        return text.clean_block(self.data)


class Between:
    """A text of `least` to `most` characters, counted as it will be stored; with least 0 it may stay empty."""

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most
        self.field_flags: dict[str, Any] = {"maxlength": most}
        if least:
            self.field_flags.update(required=True, minlength=least)

    def __call__(self, form: Form, field: Any) -> None:
        if field.forbidden.search((field.data or "")[: text.LONGEST]):
            raise ValidationError(_("This holds characters that do not belong here. Please type it again."))
        length = len(field.stored)
        if not length and self.least:
            raise ValidationError(_("Please fill this in."))
        if length < self.least:
            words = _(
                "Tell a little more: at least %(least)s characters, %(n)s so far.", least=self.least, n=length
            )
            raise ValidationError(words)
        if length > self.most:
            raise ValidationError(
                _(
                    "A little shorter, please: at most %(most)s characters, %(n)s so far.",
                    most=self.most,
                    n=length,
                )
            )


class Address(_Typed, EmailField):
    """An e-mail address; its domain is not looked up."""

    @property
    def stored(self) -> str:
        """The address as it will be kept: ASCII, lower case. Raises EmailNotValidError."""
        # .test is what demos and tests use; nobody can own such an address outside.
        checked = validate_email(
            (self.data or "").strip(" "),
            check_deliverability=False,
            allow_smtputf8=False,
            test_environment=True,
            strict=True,
        )
        return str(checked.ascii_email).lower()


class Reachable:
    """A complete e-mail address that mail can be sent to."""

    field_flags = {"required": True, "maxlength": LONGEST_EMAIL}

    def __call__(self, form: Form, field: Address) -> None:
        if not (field.data or "").strip():
            raise ValidationError(_("Please fill this in."))
        try:
            fits = len(field.stored) <= LONGEST_EMAIL
        except EmailNotValidError:
            fits = False
        if not fits:
            raise ValidationError(_("This address is incomplete. Example: name@company.com"))


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
