"""What changes accounts."""

from kreatr.accounts.actions.changing import change_account
from kreatr.accounts.actions.mailed import confirm, issue, request_confirmation, request_reset, reset_password
from kreatr.accounts.actions.making import create_user, register
from kreatr.accounts.actions.sessions import prove, prune, see, sign_in, sign_out

__all__ = [
    "change_account",
    "confirm",
    "create_user",
    "issue",
    "prove",
    "prune",
    "register",
    "request_confirmation",
    "request_reset",
    "reset_password",
    "see",
    "sign_in",
    "sign_out",
]
