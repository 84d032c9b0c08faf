"""The reader's choices."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField
from wtforms.validators import Optional

from kreatr.kernel.prefs import LOCALES, THEMES


class PreferencesForm(FlaskForm):
    """Language, theme and lite mode; what is not sent stays as it was."""

    locale = RadioField(choices=[(locale, locale) for locale in LOCALES], validators=[Optional()])
    theme = RadioField(choices=[(theme, theme) for theme in THEMES], validators=[Optional()])
    lite = RadioField(choices=[("0", "0"), ("1", "1")], validators=[Optional()])
    next = HiddenField()

    def chosen(self) -> dict[str, str]:
        """Cookie names and values."""
        fields = (self.locale, self.theme, self.lite)
        return {field.name: field.data for field in fields if field.data}


def local(url: str | None, default: str = "/") -> str:
    """The address if it is a path on this site, else the default (W9)."""
    text = url or ""
    if not text.startswith("/") or text.startswith(("//", "/\\")) or any(ord(letter) < 33 for letter in text):
        return default
    parts = urlsplit(text)
    return text if not parts.scheme and not parts.netloc and "\\" not in text else default
