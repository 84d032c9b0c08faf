"""A new account."""

from __future__ import annotations

from typing import Any

from flask import redirect, url_for
from flask_babel import gettext as _

from kreatr.accounts import actions, names
from kreatr.accounts.errors import UsernameTaken
from kreatr.accounts.forms import RegisterForm
from kreatr.accounts.names import NameFault
from kreatr.accounts.routes.pages import HOME, REGISTER, blueprint, limit_form
from kreatr.kernel import access, current, prefs, respond


@blueprint.get("/signup")
@access.anyone
def signup() -> Any:
    """The page's other name (C47)."""
    return redirect(url_for("accounts.register"), 301)


@blueprint.get("/register")
@access.anyone
def register() -> Any:
    """The registration form; people who are signed in go on."""
    if current.viewer():
        return respond.moved(HOME)
    return respond.page(REGISTER, form=RegisterForm(formdata=None))


@blueprint.post("/register")
@access.anyone
def create_account() -> Any:
    """Makes the account, or mails the owner of a known address: the answer is the same (S3)."""
    form = RegisterForm()
    limit_form(form.email.data)
    if not form.validate():
        return respond.invalid(REGISTER, form)
    username, email = names.username(form.username.data), names.email(form.email.data) or ""
    try:
        actions.register(username, email, form.password.data, prefs.current().locale)
    except UsernameTaken:
        form.refuse_username(NameFault.TAKEN)
        return respond.invalid(REGISTER, form)
    message = _(
        "If this address is new here, your account is ready: sign in now. We sent you an e-mail either way."
    )
    return respond.moved(url_for("accounts.login"), message)
