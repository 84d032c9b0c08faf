"""`/login/again`: the password once more, before what a borrowed phone must not be able to do (S10).

Whoever looks is sent here and comes back. What somebody was sending travels along in the form and is handed back, to be sent
by their own hand; secrets do not.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import structlog
from flask import render_template, request, session, url_for
from flask_babel import gettext as _

from kreatr.accounts import actions, browser, passwords
from kreatr.accounts.errors import SignInRefused
from kreatr.accounts.forms import AgainForm
from kreatr.accounts.routes.pages import AGAIN, HOME, account_key, blueprint, travelling
from kreatr.kernel import access, csrf, current, errors, limits, respond
from kreatr.kernel.errors import ProofNeeded
from kreatr.kernel.redirects import inside

log = structlog.get_logger()


@blueprint.get("/login/again")
@access.signed_in
def again() -> Any:
    """The form."""
    form = AgainForm(formdata=None, next=inside(request.args.get("next"), HOME))
    return respond.page(AGAIN, form=form)


@blueprint.post("/login/again")
@access.signed_in
def prove() -> Any:
    """Compares the password, gives the session a new token, and goes on."""
    user, form = current.viewer(), AgainForm()
    limits.hit("login-client", limits.client_address())
    limits.hit("login-account", f"again:{account_key(user.email)}")
    if not form.validate():
        return respond.invalid(AGAIN, form, **travelling())
    try:
        compared = user.password_hash
        if not passwords.matches(compared, form.password.data or ""):
            raise SignInRefused(_("That is not your password. Check it, or ask for a new one."))
        token = actions.prove(user, compared, session["_user_id"])
    except SignInRefused as refused:
        log.info("proof_refused", user=str(user.id))
        form.form_errors.append(refused.message)
        return respond.invalid(AGAIN, form, **travelling())
    browser.renew(user, token)
    log.info("proved", user=str(user.id))
    return _onward(form)


@blueprint.app_errorhandler(ProofNeeded)
def ask(error: ProofNeeded) -> Any:
    """Sends whoever looks to the form; whoever was sending something gets the form at once, with what was typed."""
    if errors.wants_json():
        return errors.answer(error)
    if request.method == "GET" and not respond.wants_part():
        return respond.moved(url_for("accounts.again", next=request.full_path.rstrip("?")))
    form = AgainForm(formdata=None, next=_page())
    context: dict[str, Any] = {"typed": csrf.typed(), "secrets": csrf.secrets(), "action": request.path}
    response = respond.page(AGAIN, status=error.status, form=form, **context)
    response.headers["Cache-Control"] = "no-store"
    return response


def _page() -> str:
    """The page the form stood on."""
    parts = urlsplit(request.referrer or "")
    ours = parts.netloc == request.host
    return inside(f"{parts.path}{'?' if parts.query else ''}{parts.query}" if ours else None, HOME)


def _onward(form: AgainForm) -> Any:
    sent = travelling()
    if not sent["action"] or not (sent["typed"] or sent["secrets"]):
        return respond.moved(inside(form.next.data, HOME))
    message = _("Thank you. Here is what you were sending; nothing of it was lost.")
    if sent["secrets"]:
        message = _(
            "Thank you. Here is what you were sending. Secrets are kept nowhere: please type them again."
        )
    return render_template("errors/form.html", message=message, **sent)
