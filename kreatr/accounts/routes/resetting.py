"""A new password by a mailed link, which works once and for an hour."""

from __future__ import annotations

from typing import Any

import structlog
from flask import url_for
from flask_babel import gettext as _

from kreatr.accounts import actions, names, queries
from kreatr.accounts.errors import TokenOver
from kreatr.accounts.forms import ForgotForm, ResetForm
from kreatr.accounts.models import TokenPurpose
from kreatr.accounts.routes.pages import FORGOT, RESET, blueprint, limit_form
from kreatr.accounts.routes.signing_in import remember_reset
from kreatr.kernel import access, limits, respond

log = structlog.get_logger()


@blueprint.get("/forgot-password")
@access.anyone
def forgot_password() -> Any:
    """Asks where the link should go."""
    return respond.page(FORGOT, form=ForgotForm(formdata=None))


@blueprint.post("/forgot-password")
@access.anyone
def request_reset() -> Any:
    """Notes the wish; whether the address is known is found out after the answer (S3)."""
    form = ForgotForm()
    limit_form(form.email.data)
    if not form.validate():
        return respond.invalid(FORGOT, form)
    actions.request_reset(names.email(form.email.data) or "")
    message = _(
        "If there is an account with this address, a link is on its way to it. It works for 60 minutes."
    )
    return respond.moved(url_for("accounts.login"), message)


@blueprint.get("/reset-password")
@access.anyone
def reset_without_link() -> Any:
    """A link that lost its end."""
    return respond.moved(url_for("accounts.forgot_password"))


@blueprint.get("/reset-password/<string:token>")
@access.anyone
def new_password(token: str) -> Any:
    """The page behind the mailed link."""
    if queries.token_owner(TokenPurpose.RESET, token) is None:
        return _over()
    return respond.page(RESET, form=ResetForm())


@blueprint.post("/reset-password/<string:token>")
@access.anyone
def reset_password(token: str) -> Any:
    """Takes the new password and ends all sessions. Signs nobody in."""
    limits.hit("form-client", limits.client_address())
    owner = queries.token_owner(TokenPurpose.RESET, token)
    if owner is None:
        return _over()
    form = ResetForm(owner.own_words)
    if not form.validate():
        return respond.invalid(RESET, form)
    try:
        user = actions.reset_password(token, form.password.data)
    except TokenOver:
        return _over()
    remember_reset(user.email)
    log.info("new_credentials", user=str(user.id))
    return respond.moved(url_for("accounts.login"), _("Your new password is saved. Sign in with it."))


def _over() -> Any:
    message = _("This link was used already, or it is older than 60 minutes. You can ask for a new one.")
    return respond.moved(url_for("accounts.forgot_password"), message)
