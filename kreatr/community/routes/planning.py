"""`/admin/community/events`: what administrators plan."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from kreatr.accounts.access import may_administer
from kreatr.community import queries
from kreatr.community.actions import planning
from kreatr.community.actions.planning import ChangedMeanwhile, MadeAlready, Plan
from kreatr.community.forms.events import EventForm, shown
from kreatr.kernel import access, current, i18n, paging, respond
from kreatr.kernel.errors import NotFound

blueprint = Blueprint("planning", __name__)
PATH = "/community/events"
HOME, FORM = f"/admin{PATH}", "community/planned_event.html"


@blueprint.get(PATH)
@access.allow(may_administer)
def index() -> Response:
    """What comes, or with `?state=past` what was, ten a page."""
    past = request.args.get("state") == "past"
    read = queries.past_events if past else queries.coming_events
    rows, mark = read(paging.place(request.args.get("beyond")))
    more = url_for("admin.planning.index", state="past" if past else None, beyond=mark) if mark else None
    return respond.page("community/planned.html", rows=rows, more=more, past=past)


@blueprint.get(f"{PATH}/new")
@access.allow(may_administer)
def new() -> Response:
    """An empty form; with `?from=` it begins with what another event says."""
    values: dict[str, Any] = {"timezone": i18n.zone()}
    if model := _id(request.args.get("from")):
        values = shown(queries.event(model))
    return _form(EventForm(data={**values, "version": "", "key": planning.form_id()}))


@blueprint.post(PATH)
@access.allow(may_administer)
def add() -> Any:
    """One more event."""
    form = EventForm(request.form)
    if not form.validate():
        return _form(form, 422)
    try:
        event = planning.add_event(current.viewer(), form.key.data or "", Plan(**form.stored()))
    except MadeAlready as error:
        form.key.data = planning.form_id()
        form.form_errors = [error.message]
        return _form(form, error.status)
    return respond.moved(HOME, _("“%(title)s” is in the calendar.", title=event.title))


@blueprint.get(f"{PATH}/<uuid:event_id>")
@access.allow(may_administer)
def edit(event_id: uuid.UUID) -> Response:
    """One of them in the form."""
    return _form(EventForm(data=shown(queries.event(event_id))), event_id=event_id)


@blueprint.post(f"{PATH}/<uuid:event_id>")
@access.allow(may_administer)
def change(event_id: uuid.UUID) -> Any:
    """Other words or times for it, or everything back with what is to be mended."""
    event = queries.event(event_id)
    form = EventForm(request.form, written=True)
    if not form.validate():
        return _form(form, 422, event_id=event_id)
    try:
        planning.change_event(current.viewer(), event_id, Plan(**form.stored()), form.seen_version)
    except ChangedMeanwhile as error:
        event = queries.event(event_id)
        form.form_errors, form.version.data = [error.message], str(event.version)
        return _form(form, error.status, event_id=event_id, saved=form.differing(event))
    return respond.moved(HOME, _("Event saved."))


@blueprint.get(f"{PATH}/<uuid:event_id>/removal")
@access.allow(may_administer)
def removal(event_id: uuid.UUID) -> Response:
    """Asks once more."""
    return respond.page("community/planned_removal.html", event=queries.event(event_id))


@blueprint.post(f"{PATH}/<uuid:event_id>/removal")
@access.allow(may_administer)
def remove(event_id: uuid.UUID) -> Any:
    """Away with it."""
    planning.remove_event(current.viewer(), event_id)
    return respond.moved(HOME, _("Event removed."))


def _form(form: EventForm, status: int = 200, event_id: uuid.UUID | None = None, **more: Any) -> Response:
    return respond.page(FORM, status=status, form=form, event_id=event_id, **more)


def _id(text: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(text) if text else None
    except ValueError:
        raise NotFound from None
