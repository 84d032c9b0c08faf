"""Confirming an e-mail address. Opening the mailed link changes nothing; the button does."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import gettext as _

from kreatr.accounts import actions, queries
from kreatr.accounts.errors import TokenOver
from kreatr.accounts.forms import ButtonForm
from kreatr.accounts.models import TokenPurpose
from kreatr.accounts.routes.pages import HOME, blueprint, limit_form
from kreatr.kernel import access, current, limits, respond


@blueprint.get("/confirm/<string:token>")
@access.anyone
def confirmation(token: str) -> Any:
    """The page behind the mailed link."""
    if queries.token_owner(TokenPurpose.CONFIRM, token) is None:
        return _over()
    return respond.page("accounts/confirm.html", form=ButtonForm())


@blueprint.post("/confirm/<string:token>")
@access.anyone
def confirm(token: str) -> Any:
    """Marks the address as confirmed. Signs nobody in."""
    limits.hit("form-client", limits.client_address())
    try:
        actions.confirm(token)
    except TokenOver:
        return _over()
    message = _("Your e-mail address is confirmed.")
    return respond.moved(HOME if current.viewer() else url_for("accounts.login"), message)


@blueprint.get("/confirm")
@access.signed_in
def resend_confirmation() -> Any:
    """Asks for another mail."""
    if current.viewer().email_confirmed_at is not None:
        return respond.moved(HOME, _("Your e-mail address is confirmed."))
    return respond.page("accounts/confirm_again.html", form=ButtonForm())


@blueprint.post("/confirm")
@access.signed_in
def send_confirmation() -> Any:
    """Owes the signed-in person another mail."""
    viewer = current.viewer()
    limit_form(viewer.email)
    if viewer.email_confirmed_at is None:
        actions.request_confirmation(viewer.id)
    return respond.moved(HOME, _("The e-mail is on its way. Its link works for 60 minutes."))


def _over() -> Any:
    message = _("This link was used already, or it is older than 60 minutes. You can ask for a new one.")
    return respond.moved(url_for("accounts.resend_confirmation"), message)
