"""Fields of forms. They show again exactly what was typed and hand on what will be stored."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Any
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _
from wtforms import BooleanField, EmailField, Form, StringField, TextAreaField, URLField
from wtforms.validators import ValidationError
from wtforms.widgets import DateInput, TimeInput

from kreatr.kernel import leaks, text

LONGEST_EMAIL = 254
LONGEST_URL = 300
MOST_IDR = 1_000_000_000  # what the filters of the marketplace reach, and a column of 32 bits holds
NOT_IN_A_LINE = re.compile(r"[\r\n\x00]")


class _Typed(leaks.Guarded):
    """Shows again what was typed, without the characters HTML cannot hold. Holds keys back."""

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


class Markdown(Block):
    """Several lines of Markdown; `counted` is what a reader sees of it (C30)."""

    @property
    def counted(self) -> str:
        """The text without its marks, for counting."""
        return text.visible(self.stored)


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
        length = len(getattr(field, "counted", field.stored))
        if not length and self.least:
            raise ValidationError(_("Please fill this in."))
        if length < self.least:
            raise ValidationError(self.too_short(length))
        if length > self.most:
            raise ValidationError(self.too_long(length))

    def too_short(self, length: int) -> str:
        """What to say to somebody who typed `length` characters."""
        return _(
            "Tell a little more: at least %(least)s characters, %(n)s so far.", least=self.least, n=length
        )

    def too_long(self, length: int) -> str:
        """What to say to somebody who typed `length` characters."""
        return _(
            "A little shorter, please: at most %(most)s characters, %(n)s so far.", most=self.most, n=length
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
    """A complete e-mail address that mail can be sent to; one that is not `required` may stay empty."""

    def __init__(self, required: bool = True) -> None:
        self.required = required
        self.field_flags = {"maxlength": LONGEST_EMAIL, **({"required": True} if required else {})}

    def __call__(self, form: Form, field: Address) -> None:
        if not (field.data or "").strip():
            if self.required:
                raise ValidationError(_("Please fill this in."))
            return
        try:
            fits = len(field.stored) <= LONGEST_EMAIL
        except EmailNotValidError:
            fits = False
        if not fits:
            raise ValidationError(_("This address is incomplete. Example: name@company.com"))


class Link(_Typed, URLField):
    """An address on the web that may stay empty; https, parsed once (W7)."""

    forbidden = NOT_IN_A_LINE

    @property
    def stored(self) -> str | None:
        """The address as it will be kept, or None."""
        return text.clean(self.data) or None


class Secure:
    """A whole https address of a named host, without a user or password in it."""

    field_flags = {"maxlength": LONGEST_URL}

    def __call__(self, form: Form, field: Link) -> None:
        address = field.stored
        if address is None:
            return
        try:
            parts = urlsplit(address)
            host, _port = parts.hostname or "", parts.port
        except ValueError:
            parts, host = urlsplit(""), ""
        if parts.scheme != "https" or "." not in host or " " in address or parts.username is not None:
            raise ValidationError(_("Start with https://"))
        if len(address) > LONGEST_URL:
            raise ValidationError(Between(0, LONGEST_URL).too_long(len(address)))


class Rupiah(_Typed, StringField):
    """A whole positive number of rupiah that may stay empty; dots and spaces between its digits are taken as typed by a person."""

    @property
    def stored(self) -> int | None:
        """The amount in IDR, or None. Raises ValueError when it is none."""
        typed = re.sub(r"^(?:Rp|IDR)\.?\s*", "", text.clean(self.data), flags=re.IGNORECASE)
        if not typed:
            return None
        if not re.fullmatch(r"\d{1,3}(?:[. ,]\d{3})+|\d{1,12}", typed, re.ASCII):
            raise ValueError("not a whole number")
        return int(re.sub(r"\D", "", typed))


class Amount:
    """A whole amount from 1 IDR up."""

    def __call__(self, form: Form, field: Rupiah) -> None:
        try:
            amount = field.stored
        except ValueError:
            amount = 0
        if amount is not None and not 0 < amount <= MOST_IDR:
            raise ValidationError(_("Write a whole number of rupiah, for example 150000."))


class Switch(BooleanField):
    """Yes or no. The page sends an empty value along, so that "off" can be told from "not asked": what is not sent stays."""

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist:
            self.data = valuelist[-1] not in self.false_values
        else:
            self.data = bool(self.object_data)

    def _value(self) -> str:
        return "y"  # not the empty value that was sent first


class LastDay(_Typed, StringField):
    """The day with which something ends; it may stay empty."""

    widget = DateInput()

    @property
    def stored(self) -> date | None:
        """The day, or None. Raises ValueError when it is none."""
        typed = text.clean(self.data)
        return date.fromisoformat(typed) if typed else None


class OnCalendar:
    """A day that exists, of this age."""

    def __call__(self, form: Form, field: LastDay) -> None:
        try:
            day = field.stored
        except ValueError:
            day = date.min
        if day is not None and not 2000 <= day.year <= 2100:
            raise ValidationError(_("Write a day as in 2026-12-31."))


class Phone(_Typed, StringField):
    """A number for WhatsApp that may stay empty; without a country it is Indonesian."""

    @property
    def stored(self) -> str | None:
        """Country code and number as digits, `6281234567890`, or None. Raises ValueError when it is no mobile number."""
        typed = re.sub(r"[\s().\-\u2010-\u2015]", "", text.clean(self.data))
        if not typed:
            return None
        digits = re.sub(r"^(?:\+|00)", "", typed)
        if digits == typed:
            digits = re.sub(r"^(?:62)?0?(?=8)", "62", typed)
        elif digits.startswith("620"):
            digits = f"62{digits[3:]}"  # +62 (0)812 …
        shape = r"628\d{7,11}" if digits.startswith("62") else r"[1-9]\d{7,14}"
        if not re.fullmatch(shape, digits, re.ASCII) or (digits == typed and not digits.startswith("62")):
            raise ValueError("not a mobile number")
        return digits


class Dialled:
    """A number somebody can be reached under."""

    field_flags = {"maxlength": 30}

    def __call__(self, form: Form, field: Phone) -> None:
        try:
            _number = field.stored
        except ValueError:
            raise ValidationError(_("Write a mobile number, for example 0812 3456 7890.")) from None


class Day(_Typed, StringField):
    """A date, by the browser's own way of choosing one."""

    widget = DateInput()

    @property
    def stored(self) -> date:
        """The date. Raises ValueError when it is none."""
        return date.fromisoformat(text.clean(self.data))


class Hour(_Typed, StringField):
    """A time of day, by the browser's own way of choosing one; seconds do not count."""

    widget = TimeInput()

    @property
    def stored(self) -> time:
        """The time of day. Raises ValueError when it is none."""
        return time.fromisoformat(text.clean(self.data)).replace(second=0, microsecond=0, tzinfo=None)


class Given:
    """A date or a time of day that is one."""

    field_flags = {"required": True}

    def __call__(self, form: Form, field: Day | Hour) -> None:
        try:
            _value = field.stored
        except ValueError:
            example = "2026-11-26" if isinstance(field, Day) else "19:00"
            raise ValidationError(
                _("Please fill this in, for example %(example)s.", example=example)
            ) from None
