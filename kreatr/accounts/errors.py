"""What can be in the way of an account."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from kreatr.accounts.names import NameFault
from kreatr.accounts.words import NAME_WORDS, WRONG
from kreatr.kernel import clock, i18n
from kreatr.kernel.errors import Conflict, Forbidden, KreatrError, TooManyRequests


class UsernameTaken(Conflict):
    """Usernames are public, so it may be said."""

    code, text = "USERNAME_TAKEN", NAME_WORDS[NameFault.TAKEN]


class RenamedTooOften(TooManyRequests):
    """Names stay a while, so that others find people again. `until` is when another one may be chosen."""

    code = "RENAMED_TOO_OFTEN"

    def __init__(self, until: datetime) -> None:
        day = i18n.day(until).striptags()
        text = _(
            "You have changed your name twice in 30 days. You can choose another one from %(day)s on.",
            day=day,
        )
        super().__init__(text, retry_after=max(1, int((until - clock.now()).total_seconds())))


class EmailTaken(Conflict):
    """Said to operators only, never to visitors."""

    code, text = "EMAIL_TAKEN", _l("There is an account with this e-mail address.")


class SignInRefused(Forbidden):
    """Address and password do not belong together, or the account is closed: one text for all."""

    code, text = "SIGN_IN_REFUSED", WRONG


class Banned(SignInRefused):
    """Said only to whoever typed the right password: that it was wrong would be a lie."""

    code, text = (
        "BANNED",
        _l(
            "This account was closed for good. We wrote to its address why, with a link by which you can answer "
            "and ask for another look."
        ),
    )


class TokenOver(KreatrError):
    """A mailed link that was used, is older than an hour, or never was ours."""

    code, status, text = "LINK_OVER", 410, _l("This link was used already, or it is older than 60 minutes.")
