"""`/admin/people/<person_id>`: one person, and what can be done about them: each deed on a page of its own, with a reason."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any, NamedTuple

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError

from kreatr.accounts.access import may_administer
from kreatr.accounts.models import Standing, User
from kreatr.kernel import access, current, respond
from kreatr.kernel.errors import Conflict, Forbidden, KreatrError, NotFound, StaleForm
from kreatr.moderation import words
from kreatr.moderation.actions import standing
from kreatr.moderation.actions.ranking import GIVES, outranks
from kreatr.moderation.forms.people import ROLES, LiftingForm, Reasoned, RoleForm, SuspensionForm, Why
from kreatr.moderation.queries import people
from kreatr.moderation.queries.strikes import COUNTS_FOR, strikes

blueprint = Blueprint("person", __name__, url_prefix="/people")
PROVED = 15 * 60  # seconds since the password was typed
ONE = "/<uuid:person_id>"
DEED = f"{ONE}/<any(suspension, lifting, ban, unbanning, role, sessions, muting, unmuting):deed>"


class Deed(NamedTuple):
    """What can be done: its form and verb, and what is said when it is done."""

    form: type[Why]
    act: Callable[..., Any]
    done: Any


DEEDS = {
    "suspension": Deed(SuspensionForm, standing.suspend, _l("Suspended. The sessions have ended.")),
    "lifting": Deed(LiftingForm, standing.lift, _l("The suspension is lifted.")),
    "ban": Deed(Reasoned, standing.propose_ban, _l("Proposed. Another administrator decides.")),
    "unbanning": Deed(Why, standing.undo_last_ban, _l("The ban is taken back.")),
    "role": Deed(RoleForm, standing.change_role, _l("The role is changed.")),
    "sessions": Deed(Why, standing.end_sessions, _l("Signed out everywhere.")),
    "muting": Deed(Why, standing.mute, _l("Their reports count nothing from now on.")),
    "unmuting": Deed(Why, standing.unmute, _l("Their reports count again.")),
}


@blueprint.get(ONE)
@access.allow(may_administer)
def show(person_id: uuid.UUID) -> Response:
    """How somebody stands, and what was done about them."""
    person = people.person(person_id)
    page = people.history(person.id, request.args.get("before", None, type=uuid.UUID))
    return respond.page(
        "moderation/person.html",
        person=person,
        card=people.card(person),
        strikes=[(act, act.created_at + COUNTS_FOR) for act in strikes(person.id)],
        may=outranks(current.viewer(), person),
        unban=person.standing is Standing.BANNED and people.ban_to_undo(person.id),
        acts=page.rows,
        more=f"/admin/people/{person.id}?before={page.next}#riwayat" if page.next else None,
        roles=ROLES,
        verbs=words.VERB_WORDS,
        reasons=words.REASON_WORDS,
        subjects=words.SUBJECT_WORDS,
    )


@blueprint.get(DEED)
@access.allow(may_administer)
@access.proved(PROVED)
def ask(person_id: uuid.UUID, deed: str) -> Response:
    """The form of a deed."""
    return _page(people.person(person_id), deed, _form(deed, None))


@blueprint.post(DEED)
@access.allow(may_administer)
@access.proved(PROVED)
def do(person_id: uuid.UUID, deed: str) -> Any:
    """Does it, and goes back to the person."""
    person, form = people.person(person_id), _form(deed, request.form)
    if isinstance(form, RoleForm):
        form.offer(GIVES[current.viewer().role], person.role)
    if not form.validate():
        return _page(person, deed, form, 422)
    try:
        DEEDS[deed].act(current.viewer(), person.id, **form.stored())
    except (Conflict, Forbidden) as error:
        return _refused(person_id, deed, form, error)
    return respond.moved(f"/admin/people/{person_id}", str(DEEDS[deed].done))


@blueprint.errorhandler(CSRFError)
@access.allow(may_administer)
def stale(_error: CSRFError) -> Response:
    """The form again, with everything that was typed and a fresh token."""
    named = request.view_args or {}
    if named.get("deed") not in DEEDS:
        raise NotFound
    return _refused(named["person_id"], named["deed"], _form(named["deed"], request.form), StaleForm())


def _form(deed: str, typed: Any) -> Why:
    return DEEDS[deed].form(typed)


def _refused(person_id: uuid.UUID, deed: str, form: Why, error: KreatrError) -> Response:
    form.form_errors = [error.message]
    return _page(people.person(person_id), deed, form, error.status)


def _page(person: User, deed: str, form: Why, status: int = 200) -> Response:
    """A deed that the viewer cannot do is refused before anybody types."""
    viewer = current.viewer()
    if not outranks(viewer, person):
        raise Forbidden(_("You can do this only to people whose role is below yours"))
    if isinstance(form, RoleForm):
        form.offer(GIVES[viewer.role], person.role)
    return respond.page(
        "moderation/deed.html", status=status, person=person, deed=deed, form=form, roles=ROLES
    )
