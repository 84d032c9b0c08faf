"""`/dashboard/api-keys`: a person's keys, saving another one, trying one, and who pays."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, request
from flask_babel import gettext as _

from kreatr.ai import words as ai_words
from kreatr.ai.actions import keys as keeping
from kreatr.ai.actions import trying
from kreatr.ai.actions.keys import Typed
from kreatr.ai.queries import keys, usage
from kreatr.byok import actions, queries, words
from kreatr.byok.forms import KeyForm, RoutingForm
from kreatr.kernel import access, current, limits, respond
from kreatr.kernel.errors import KreatrError

blueprint = Blueprint("byok", __name__)
PATH = words.MANAGED
PAGE, OUTCOME = "byok/keys.html", "byok/_outcome.html"
LOOKED, CHANGED = 30 * 60, 15 * 60  # seconds since the password: to look at keys, to change something (S10)


@blueprint.get(PATH)
@access.proved(LOOKED)
def index() -> Any:
    """All providers: those with a key, and a field for each of the others."""
    return shown()


@blueprint.get("/dashboard/settings/api-keys")
@access.signed_in
def settings() -> Any:
    """The page's other name (C02)."""
    return respond.moved(PATH)


@blueprint.post(PATH)
@access.proved(CHANGED)
def save() -> Any:
    """Tries a key and keeps it; one whose provider gives no answer only when that is wanted (C06)."""
    limits.hit("key-saves", str(current.viewer().id))
    form = key_form(request.form)
    if not form.validate() or form.chosen is None:
        return outcome(form)
    try:
        typed = checked(form)
    except KreatrError as error:
        return outcome(form, error)
    key = keeping.save(current.viewer(), form.chosen, typed)
    name = words.MAKERS[key.provider].name
    if key.checked_at is None:
        message = _("%(provider)s: saved, not tested yet. We try it again by ourselves.", provider=name)
    else:
        message = _("%(provider)s: saved. Your key is in use from the next call on.", provider=name)
    return respond.moved(PATH, message)


@blueprint.post(f"{PATH}/test")
@access.proved(CHANGED)
def test() -> Any:
    """Tries a key and keeps nothing (BYOK-09)."""
    form = key_form(request.form)
    if not form.validate() or form.chosen is None:
        return outcome(form)
    try:
        typed = actions.tried(current.viewer(), form.chosen, form.secret, form.address)
    except KreatrError as error:
        return outcome(form, error)
    return outcome(form, worked=len(typed.models or ()))


@blueprint.post(f"{PATH}/choice")
@access.proved(CHANGED)
def choose() -> Any:
    """Who pays (C24)."""
    form = RoutingForm(request.form)
    if not form.validate():
        return shown(422, routing=form)
    keeping.choose(current.viewer(), form.chosen)
    return respond.moved(f"{PATH}#pilihan", _("Saved."))


def key_form(formdata: Any, **more: Any) -> KeyForm:
    """The form, with the rule for addresses that this house has."""
    return KeyForm(formdata, private=current_app.config["KREATR"].ai.private, **more)


def checked(form: KeyForm) -> Typed:
    """What was typed, tried at its provider, or unchecked where that is wanted. Raises KreatrError."""
    assert form.chosen is not None
    if request.form.get("untested") == "1":
        return Typed(form.secret, form.address)
    return actions.tried(current.viewer(), form.chosen, form.secret, form.address)


def outcome(form: KeyForm, error: KreatrError | None = None, worked: int | None = None) -> Any:
    """How it went, beside the form; nothing was kept."""
    context = said(form, error, worked)
    if respond.wants_part():
        return _waiting(respond.page(OUTCOME, part=OUTCOME, **context), error)
    return _waiting(shown(**context), error)


def said(form: KeyForm, error: KreatrError | None = None, worked: int | None = None) -> dict[str, Any]:
    """What an outcome's template and status are made of."""
    if error is not None and error.code == trying.ADDRESS:
        form.base_url.errors = [error.message]
    told = worked is not None and form.chosen is not None
    return {
        "form": form,
        "stays": respond.wants_part(),  # what was typed stays in the field then
        "error": error,
        "doubt": error is not None and error.code == trying.AWAY,
        "worked": words.worked(form.chosen, worked or 0) if told and form.chosen else "",
        "status": 200 if told else 429 if error is not None and error.status == 429 else 422,
    }


def shown(status: int = 200, **context: Any) -> Any:
    """The page."""
    viewer = current.viewer()
    chosen, card = keys.routing(viewer.id), usage.card(viewer)
    kept = {
        "rows": queries.rows(viewer),
        "routing": RoutingForm(data={"routing": chosen.value if chosen else ""}),
        "routes": words.ROUTES,
        "usage": ai_words.shown(card),
        "by_key": card.usage.by_key,
        "private": current_app.config["KREATR"].ai.private,
    }
    return respond.page(PAGE, status=status, **{**kept, **context})


def _waiting(response: Any, error: KreatrError | None) -> Any:
    if error is not None and error.retry_after is not None and error.status == 429:
        response.headers["Retry-After"] = str(error.retry_after)
    return response
