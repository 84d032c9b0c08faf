"""The reader's choices."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField
from wtforms.validators import Optional

from kreatr.kernel.choices import bare
from kreatr.kernel.prefs import CONTRASTS, LOCALES, THEMES


class PreferencesForm(FlaskForm):
    """Language, theme, contrast and lite mode; what is not sent stays as it was."""

    locale = RadioField(choices=bare(LOCALES), validators=[Optional()])
    theme = RadioField(choices=bare(THEMES), validators=[Optional()])
    contrast = RadioField(choices=bare(CONTRASTS), validators=[Optional()])
    lite = RadioField(choices=bare(("0", "1")), validators=[Optional()])
    next = HiddenField()

    def chosen(self) -> dict[str, str]:
        """Cookie names and values."""
        fields = (self.locale, self.theme, self.contrast, self.lite)
        return {field.name: field.data for field in fields if field.data}
