"""What the pages of accounts share: limits, and the form again when a limit is reached."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from kreatr.accounts import browser, forms, names
from kreatr.kernel import errors, limits, respond, tokens
from kreatr.kernel.errors import TooManyRequests
from kreatr.kernel.redirects import inside

blueprint = Blueprint("accounts", __name__)
blueprint.after_app_request(browser.note_seen)

HOME = "/dashboard"
KEPT, SECRET = "kept.", "secret."  # what the names of fields begin with that travel along to `/login/again`
LOGIN, REGISTER = "accounts/login.html", "accounts/register.html"
FORGOT, RESET = "accounts/forgot_password.html", "accounts/reset_password.html"
AGAIN = "accounts/again.html"
LIMITED = {
    "/login/again": (AGAIN, forms.AgainForm),
    "/login": (LOGIN, forms.LoginForm),
    "/register": (REGISTER, forms.RegisterForm),
    "/forgot-password": (FORGOT, forms.ForgotForm),
}


@blueprint.errorhandler(TooManyRequests)
def wait(error: TooManyRequests) -> Response:
    """429 with what was typed and when to try again."""
    if request.path not in LIMITED:
        return errors.answer(error)
    template, kind = LIMITED[request.path]
    form: Any = kind()
    often = _("That was too often in a short time.")
    form.form_errors.append(f"{often} {limits.wait_text(error.retry_after or 60)}")
    response = respond.page(template, status=429, form=form, **travelling())
    response.headers["Retry-After"] = str(error.retry_after or 60)
    return response


def limit_form(typed_email: str) -> None:
    """Counts one use of a form that sends mail: per client, and per address it would go to."""
    limits.hit("auth-client", limits.client_address())
    limits.hit("auth-account", account_key(typed_email))


def account_key(typed_email: str) -> str:
    """One account for counting, known or not, without keeping the address."""
    return tokens.digest(names.email(typed_email) or typed_email.strip().lower())


def travelling() -> dict[str, Any]:
    """What somebody was sending as they were asked for their password, and where to."""
    typed = [(name[len(KEPT) :], value) for name, value in request.form.items() if name.startswith(KEPT)]
    secrets = [name[len(SECRET) :] for name in request.form if name.startswith(SECRET)]
    return {"typed": typed, "secrets": secrets, "action": inside(request.form.get("action"), "")}
