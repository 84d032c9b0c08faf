"""What a creator may say to a review."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import Form

from kreatr.kernel.fields import Between, Block


class AnswerForm(Form):
    """The creator's answer."""

    answer = Block(_l("Your answer"), [Between(2, 1000)])
