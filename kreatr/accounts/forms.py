"""What people type about their accounts. Fields that are not named here change nothing."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    EmailField,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
)
from wtforms.validators import InputRequired, StopValidation, ValidationError

from kreatr.accounts import names, passwords
from kreatr.accounts.models import User
from kreatr.accounts.words import EMAIL_INCOMPLETE, LANGUAGES, MISSING, NAME_WORDS, PASSWORD_WORDS
from kreatr.kernel import i18n
from kreatr.kernel.choices import choices
from kreatr.kernel.text import CONTROLS


def _stripped(value: str | None) -> str:
    """Trimmed; a control character, which nobody types, stays as a mark that can be shown and is refused."""
    return CONTROLS.sub("\ufffd", (value or "").strip())


def _address(_form: FlaskForm, field: Any) -> None:
    if names.email(field.data) is None:
        raise ValidationError(EMAIL_INCOMPLETE)


def _email() -> EmailField:
    render = {"maxlength": names.LONGEST_EMAIL}
    return EmailField(_l("E-mail"), [InputRequired(MISSING), _address], [_stripped], render_kw=render)


class LoginForm(FlaskForm):
    """Signing in. Says nothing about an address's shape: whatever is wrong gets the same answer."""

    email = EmailField(_l("E-mail"), [InputRequired(MISSING)], [_stripped])
    password = PasswordField(_l("Password"), [InputRequired(MISSING)])
    remember = BooleanField(_l("Stay signed in on this device"))
    next = HiddenField()  # where to go afterwards, if that is on this site


class AgainForm(FlaskForm):
    """The password of somebody who is signed in, and where to go afterwards."""

    password = PasswordField(_l("Password"), [InputRequired(MISSING)])
    next = HiddenField()


class RegisterForm(FlaskForm):
    """A new account. A password is taken as it was typed."""

    username = StringField(_l("Username"), [InputRequired(MISSING)], [_stripped], render_kw={"maxlength": 30})
    email = _email()
    password = PasswordField(_l("Password"), [InputRequired(MISSING)])

    def validate_username(self, field: Any) -> None:
        if fault := names.fault(names.username(field.data)):
            raise ValidationError(NAME_WORDS[fault])

    def validate_password(self, field: Any) -> None:
        local_part = (self.email.data or "").partition("@")[0]
        _refuse_weak(field, names.username(self.username.data or ""), local_part)

    def refuse_username(self, fault: names.NameFault) -> None:
        """Puts what only the database knew beside the field."""
        self.username.errors = [*self.username.errors, str(NAME_WORDS[fault])]


class AccountForm(FlaskForm):
    """Name, language and time zone of somebody who is signed in."""

    username = StringField(_l("Username"), [InputRequired(MISSING)], [_stripped], render_kw={"maxlength": 30})
    locale = RadioField(_l("Language"), [InputRequired(MISSING)], choices=choices(LANGUAGES))
    timezone = SelectField(_l("Time zone"), [InputRequired(MISSING)])

    def __init__(self, user: User) -> None:
        super().__init__(data={"username": user.username, "locale": user.locale, "timezone": user.timezone})
        self.user = user
        self.timezone.choices = choices({zone: i18n.zone_words(zone) for zone in i18n.zones()})

    def validate_username(self, field: Any) -> None:
        name = names.username(field.data)
        if name != self.user.username and (fault := names.fault(name)):
            raise ValidationError(NAME_WORDS[fault])

    def refuse_username(self, why: Any) -> None:
        """Puts what only the database knew beside the field."""
        self.username.errors = [*self.username.errors, str(why)]


class ForgotForm(FlaskForm):
    """Where the link for a new password goes."""

    email = _email()


class ResetForm(FlaskForm):
    """A new password for a known person, whose own words make it easy to guess."""

    password = PasswordField(_l("New password"), [InputRequired(MISSING)])

    def __init__(self, words: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.words = words

    def validate_password(self, field: Any) -> None:
        _refuse_weak(field, *self.words)


class ButtonForm(FlaskForm):
    """Only a button."""


def _refuse_weak(field: Any, *words: str) -> None:
    if weakness := passwords.weakness(field.data, *words):
        raise StopValidation(PASSWORD_WORDS[weakness])
