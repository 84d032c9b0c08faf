"""What the worker does for accounts: mails and tidying. `key` is the delivery's id, the same at each retry."""

from __future__ import annotations

import uuid

from flask import current_app

from kreatr.accounts import actions, queries
from kreatr.accounts.events import (
    AccountRegistered,
    ConfirmationRequested,
    PasswordChanged,
    PasswordResetRequested,
    RegistrationRepeated,
)
from kreatr.accounts.models import TokenPurpose, User
from kreatr.kernel import mail


def mail_confirmation(event: AccountRegistered | ConfirmationRequested, key: uuid.UUID) -> None:
    """Sends the link that confirms an address, unless it is confirmed."""
    user = queries.by_id(event.user_id)
    if user is None or user.email_confirmed_at is not None or not user.may_sign_in:
        return
    if token := actions.issue(user.id, TokenPurpose.CONFIRM, key):
        _send("confirm", user, key, url=_address(f"/confirm/{token}"))


def mail_already_registered(event: RegistrationRepeated, key: uuid.UUID) -> None:
    """Tells the owner of an account that somebody registered with its address."""
    user = queries.by_id(event.user_id)
    if user is not None and user.may_sign_in:
        urls = {"login_url": _address("/login"), "forgot_url": _address("/forgot-password")}
        _send("already_registered", user, key, **urls)


def mail_reset(event: PasswordResetRequested, key: uuid.UUID) -> None:
    """Sends the link for a new password, if the address is an account's."""
    user = queries.by_email(event.email)
    if user is None or not user.may_sign_in:
        return
    if token := actions.issue(user.id, TokenPurpose.RESET, key):
        _send("reset", user, key, url=_address(f"/reset-password/{token}"))


def mail_password_changed(event: PasswordChanged, key: uuid.UUID) -> None:
    """Announces a new password to the account's address."""
    user = queries.by_id(event.user_id)
    if user is not None:
        _send("password_changed", user, key, forgot_url=_address("/forgot-password"))


def prune() -> None:
    """Job, daily: forgets sessions and tokens that are over."""
    actions.prune()


def _send(template: str, user: User, key: uuid.UUID, **context: str) -> None:
    composed = mail.compose(
        template, to=user.email, locale=user.locale, key=key, username=user.username, **context
    )
    mail.send(composed)


def _address(path: str) -> str:
    return f"{current_app.config['KREATR'].base_url}{path}"
