"""Signing in and out."""

from __future__ import annotations

from typing import Any

import structlog
from flask import request, session

from kreatr.accounts import actions, browser, queries
from kreatr.accounts.errors import SignInRefused
from kreatr.accounts.forms import LoginForm
from kreatr.accounts.routes.pages import HOME, LOGIN, account_key, blueprint
from kreatr.kernel import access, current, limits, respond
from kreatr.kernel.redirects import inside

log = structlog.get_logger()
RESET_OF = "reset_of"  # in the cookie of whoever set a new password: which account it was


@blueprint.get("/login")
@access.anyone
def login() -> Any:
    """The sign-in form; people who are signed in go on."""
    target = request.args.get("next")
    if current.viewer():
        return respond.moved(_onward(target))
    return respond.page(LOGIN, form=LoginForm(formdata=None, next=inside(target, "")))


@blueprint.post("/login")
@access.anyone
def sign_in() -> Any:
    """Begins a session. Whatever is wrong gets the same answer after the same work (S3)."""
    form = LoginForm()
    _limit(form.email.data)
    if not form.validate():
        return respond.invalid(LOGIN, form)
    try:
        user = queries.authenticated(form.email.data, form.password.data)
        if user is None:
            raise SignInRefused
        remembered, device = form.remember.data, browser.device()
        token = actions.sign_in(user, form.password.data, remembered=remembered, device=device)
    except SignInRefused as refused:
        log.info("sign_in_refused", account=account_key(form.email.data)[:12])
        form.form_errors.append(refused.message)
        return respond.invalid(LOGIN, form)
    browser.begin(user, token, remembered=remembered)
    log.info("signed_in", user=str(user.id))
    return respond.moved(_onward(form.next.data or request.args.get("next")))


@blueprint.post("/logout")
@access.anyone
def logout() -> Any:
    """Ends the session on the server, empties the cookie, and has the browser forget what it kept."""
    browser.end()
    response = respond.moved("/")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def remember_reset(email: str) -> None:
    """Notes in the cookie that this browser proved whose account it is, by setting a new password."""
    session[RESET_OF] = account_key(email)


def _limit(typed_email: str) -> None:
    limits.hit("login-client", limits.client_address())
    account = account_key(typed_email)
    # Strangers can use up an account's tries; whoever has just reset its password has tries of their own (S4).
    limits.hit("login-account", f"reset:{account}" if session.get(RESET_OF) == account else account)
    limits.hit("login-everybody", "")


def _onward(wanted: str | None) -> str:
    target = inside(wanted, HOME)
    return HOME if target.startswith(("/login", "/logout", "/register")) else target
