"""What can be in the way of an account."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from kreatr.accounts.names import NameFault
from kreatr.accounts.words import NAME_WORDS, WRONG
from kreatr.kernel.errors import Conflict, Forbidden, KreatrError


class UsernameTaken(Conflict):
    """Usernames are public, so it may be said."""

    code, text = "USERNAME_TAKEN", NAME_WORDS[NameFault.TAKEN]


class EmailTaken(Conflict):
    """Said to operators only, never to visitors."""

    code, text = "EMAIL_TAKEN", _l("There is an account with this e-mail address.")


class SignInRefused(Forbidden):
    """Address and password do not belong together, or the account is closed: one text for all."""

    code, text = "SIGN_IN_REFUSED", WRONG


class TokenOver(KreatrError):
    """A mailed link that was used, is older than an hour, or never was ours."""

    code, status, text = "LINK_OVER", 410, _l("This link was used already, or it is older than 60 minutes.")
