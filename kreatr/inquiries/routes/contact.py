"""`/portfolio/<username>/contact`: the way to a creator, open to everybody."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request
from flask_wtf.csrf import CSRFError

from kreatr.creators import queries as creators
from kreatr.creators.models import Creator
from kreatr.inquiries import forms, queries, words
from kreatr.inquiries.actions import sending
from kreatr.inquiries.forms import ContactForm
from kreatr.kernel import access, current, errors, limits, prefs, respond
from kreatr.kernel.errors import Forbidden, KreatrError, StaleForm, Suspended, TooManyRequests, Unavailable

blueprint = Blueprint("contact", __name__)
PATH = "/portfolio/<string:username>/contact"
PAGE, FORM, SENT = "inquiries/contact.html", "inquiries/_contact_form.html", "inquiries/_contact_sent.html"


@blueprint.get(PATH)
@access.anyone
def write(username: str) -> Response:
    """The form, as a page or as the part a dialog shows."""
    creator = _creator(username)
    return _form(creator, ContactForm(data=forms.fresh() | _known()))


@blueprint.post(PATH)
@access.anyone
def send(username: str) -> Any:
    """Stores the message and says so; the mails follow."""
    _check_standing()
    form = ContactForm(request.form)
    if not form.validate():
        return respond.invalid(PAGE, form, part=FORM, creator=_creator(username))
    try:
        inquiry = sending.send_inquiry(
            username,
            sending.Draft(**form.stored()),
            sender=current.viewer(),
            address=limits.client_address(),
            locale=prefs.current().locale,
        )
    except (TooManyRequests, Unavailable) as error:
        return _refused(_creator(username), form, error)
    status_url = queries.status_path(inquiry)
    if respond.wants_part():
        return respond.page(
            PAGE, part=SENT, creator=_creator(username), inquiry=inquiry, status_url=status_url
        )
    return respond.moved(f"{status_url}?sent=1")


@blueprint.errorhandler(CSRFError)
def stale(_error: CSRFError) -> Response:
    """The form again, with everything that was typed and a fresh token."""
    try:
        creator = _creator(str((request.view_args or {})["username"]))
    except KreatrError as error:
        return errors.answer(error)
    return _refused(creator, ContactForm(request.form), StaleForm())


def _creator(username: str) -> Creator:
    creator, viewer = creators.shown(current.viewer(), username), current.viewer()
    if viewer is not None and creator.user_id == viewer.id:
        raise Forbidden(str(words.OWN_PORTFOLIO))
    _check_standing()
    return creator


def _check_standing() -> None:
    viewer = current.viewer()
    if viewer is not None and not viewer.is_active:
        raise Suspended


def _known() -> dict[str, str]:
    viewer = current.viewer()
    if viewer is None:
        return {}
    profile = creators.of(viewer)
    return {"email": viewer.email, "name": profile.display_name if profile else ""}


def _form(creator: Creator, form: ContactForm, status: int = 200) -> Response:
    return respond.page(PAGE, part=FORM, status=status, creator=creator, form=form)


def _refused(creator: Creator, form: ContactForm, error: KreatrError) -> Response:
    """The form again with everything that was typed, and why it was not taken."""
    form.form_errors = [error.message]
    response = _form(creator, form, error.status)
    if error.retry_after is not None:
        response.headers["Retry-After"] = str(error.retry_after)
    return response
