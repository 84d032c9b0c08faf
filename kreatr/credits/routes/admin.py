"""`/admin/credits`: somebody's balance and ledger in numbers, giving credits, putting right."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError

from kreatr.accounts.access import may_administer
from kreatr.credits import actions, queries, words
from kreatr.credits.forms import CreditForm, SearchForm, fresh
from kreatr.kernel import access, current, respond
from kreatr.kernel.errors import Conflict, Forbidden, StaleForm

blueprint = Blueprint("crediting", __name__, url_prefix="/credits")
PATH = "/admin/credits"
ONE = "/<uuid:person_id>"


@blueprint.get("")
@access.allow(may_administer)
def index() -> Response:
    """Whom to look for."""
    return respond.page("credits/admin.html", form=SearchForm())


@blueprint.post("/search")
@access.allow(may_administer)
def search() -> Any:
    """To the one who goes by that name or has that address: in no address and no log stands what was typed."""
    form = SearchForm(request.form)
    if form.validate():
        found = queries.find(form.who.stored)
        if found is not None:
            return respond.moved(f"{PATH}/{found.id}")
        form.who.errors = [_("Nobody has this username or e-mail address.")]
    return respond.page("credits/admin.html", form=form, status=422)


@blueprint.get(ONE)
@access.allow(may_administer)
def account(person_id: uuid.UUID) -> Response:
    """One person's balance and ledger: numbers, and not what they asked (A8)."""
    person = queries.person(person_id)
    standing = queries.standing(person)
    page = queries.history(person, before=request.args.get("before", None, type=uuid.UUID))
    return respond.page(
        "credits/admin_person.html",
        person=person,
        standing=standing,
        worth=words.worth(standing.balance),
        rate=words.rate(),
        rows=[(deed, words.say(deed, asked=False)) for deed in page.rows],
        next_url=f"{PATH}/{person.id}?before={page.next}" if page.next else None,
    )


@blueprint.get(f"{ONE}/grants")
@access.allow(may_administer)
def giving(person_id: uuid.UUID) -> Response:
    """The form for giving."""
    return _page(person_id, CreditForm(data=fresh()))


@blueprint.post(f"{ONE}/grants")
@access.allow(may_administer)
def give(person_id: uuid.UUID) -> Any:
    """Gives credits; the person reads the reason."""
    return _write(person_id, actions.grant, _("Credits given."))


@blueprint.get(f"{ONE}/corrections")
@access.allow(may_administer)
def correcting(person_id: uuid.UUID) -> Response:
    """The form for taking back."""
    return _page(person_id, CreditForm(data=fresh()))


@blueprint.post(f"{ONE}/corrections")
@access.allow(may_administer)
def correct(person_id: uuid.UUID) -> Any:
    """Takes credits back, never more than there are; the person reads the reason."""
    return _write(person_id, actions.correct, _("Credits taken back."))


@blueprint.errorhandler(CSRFError)
@access.allow(may_administer)
def stale(_error: CSRFError) -> Response:
    """The form again, with everything that was typed and a fresh token."""
    id_ = (request.view_args or {}).get("person_id")
    if id_ is None:
        form = SearchForm(request.form)
        form.form_errors = [StaleForm().message]
        return respond.page("credits/admin.html", form=form, status=Forbidden.status)
    typed = CreditForm(request.form)
    typed.form_errors = [StaleForm().message]
    return _page(id_, typed, Forbidden.status)


def _write(person_id: uuid.UUID, verb: Any, done: str) -> Any:
    person, form = queries.person(person_id), CreditForm(request.form)
    if not form.validate():
        return _page(person_id, form, 422)
    # Of a form one line is written for one person; another person's page has a form of its own.
    once = uuid.uuid5(form.once, str(person.id))
    try:
        verb(person.id, form.credits.stored, form.reason.stored, current.viewer().id, once)
    except Conflict as error:
        form.form_errors = [error.message]
        return _page(person_id, form, error.status)
    return respond.moved(f"{PATH}/{person.id}", done)


def _page(person_id: uuid.UUID, form: CreditForm, status: int = 200) -> Response:
    person = queries.person(person_id)
    taking = request.path.endswith("/corrections")
    balance = queries.balance(person.id)
    return respond.page(
        "credits/admin_form.html", status=status, form=form, person=person, taking=taking, balance=balance
    )
