"""`/dashboard/settings`: what can be set and how it stands, and the account itself."""

from __future__ import annotations

from typing import Any

from flask import current_app, make_response, redirect
from flask_babel import gettext as _

from kreatr.accounts import actions, names
from kreatr.accounts.errors import RenamedTooOften, UsernameTaken
from kreatr.accounts.forms import AccountForm
from kreatr.accounts.routes.pages import blueprint
from kreatr.kernel import access, current, i18n, limits, prefs, respond

PATH, ACCOUNT = "/dashboard/settings", "/dashboard/settings/account"


@blueprint.get(PATH)
@access.signed_in
def settings() -> Any:
    """Every setting with its state; each room has its own page."""
    return respond.page("accounts/settings.html")


@blueprint.get("/settings")
@access.anyone
def settings_other_name() -> Any:
    """The page's other name (C36)."""
    return redirect(PATH, 301)


@blueprint.get("/settings/<string:name>")
@access.anyone
def setting_other_name(name: str) -> Any:
    """The other name of a settings page (C36)."""
    return redirect(f"{PATH}/{name}", 301)


@blueprint.get(ACCOUNT)
@access.signed_in
def account() -> Any:
    """Name, language and time zone."""
    return respond.page("accounts/account.html", form=AccountForm(current.viewer()))


@blueprint.post(ACCOUNT)
@access.signed_in
def change_account() -> Any:
    """Keeps them; the language also on this device."""
    viewer = current.viewer()
    limits.hit("form-client", limits.client_address())
    form = AccountForm(viewer)
    if not form.validate():
        return respond.invalid("accounts/account.html", form)
    chosen = {"locale": form.locale.data, "timezone": form.timezone.data}
    try:
        actions.change_account(viewer.id, username=names.username(form.username.data), **chosen)
    except (UsernameTaken, RenamedTooOften) as error:
        form.refuse_username(error.message)
        return respond.page("accounts/account.html", status=error.status, form=form)
    with i18n.speaking(form.locale.data):
        response = make_response(respond.moved(ACCOUNT, _("Saved.")))
    return prefs.keep(response, secure=current_app.config["KREATR"].secure, locale=form.locale.data)
