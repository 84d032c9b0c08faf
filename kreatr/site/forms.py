"""The reader's choices."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField
from wtforms.validators import Optional

from kreatr.kernel.prefs import CONTRASTS, LOCALES, THEMES


class PreferencesForm(FlaskForm):
    """Language, theme, contrast and lite mode; what is not sent stays as it was."""

    locale = RadioField(choices=[(locale, locale) for locale in LOCALES], validators=[Optional()])
    theme = RadioField(choices=[(theme, theme) for theme in THEMES], validators=[Optional()])
    contrast = RadioField(choices=[(contrast, contrast) for contrast in CONTRASTS], validators=[Optional()])
    lite = RadioField(choices=[("0", "0"), ("1", "1")], validators=[Optional()])
    next = HiddenField()

    def chosen(self) -> dict[str, str]:
        """Cookie names and values."""
        fields = (self.locale, self.theme, self.contrast, self.lite)
        return {field.name: field.data for field in fields if field.data}
