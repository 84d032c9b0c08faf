"""`/dashboard/portfolio/new` and `/dashboard/portfolio/edit/<id>`: writing a work, keeping it as a draft, handing it in."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError

from kreatr.kernel import access, current, errors, respond
from kreatr.kernel.errors import Forbidden, KreatrError, NotFound, StaleForm
from kreatr.portfolio import queries, words
from kreatr.portfolio.actions import drafting, submitting
from kreatr.portfolio.errors import Outdated, ProfileIncomplete
from kreatr.portfolio.forms import EditorForm
from kreatr.portfolio.routes import sheet
from kreatr.portfolio.routes.sheet import PATH, Pictures

blueprint = Blueprint("editor", __name__)
blueprint.before_request(sheet.find_first)
SAVED = {
    submitting.Outcome.SUBMITTED: words.SUBMITTED,
    submitting.Outcome.APPLIED: words.APPLIED,
}


@blueprint.get(f"{PATH}/new")
@access.signed_in
def new() -> Response:
    """An empty form."""
    viewer = current.viewer()
    drafting.complete(viewer)
    form = EditorForm(data={"client_id": drafting.form_id(), "version": "0"})
    return sheet.page(form, Pictures(), None)


@blueprint.post(f"{PATH}/new")
@access.signed_in
def create() -> Any:
    """A new work, handed in or kept as a draft; the same form twice is one work."""
    return _save(drafting.new_id(current.viewer(), request.form.get("client_id", "")), new=True)


@blueprint.get(f"{PATH}/edit/<uuid:item_id>")
@access.signed_in
def edit(item_id: uuid.UUID) -> Response:
    """What is being written, else the work as it is. The id is a work's, or that of a draft."""
    edited = queries.editing(current.viewer(), item_id)
    values = {**edited.content, "client_id": str(edited.id), "version": str(edited.version)}
    return sheet.page(EditorForm(data=values), sheet.stored(current.viewer(), edited), edited)


@blueprint.post(f"{PATH}/edit/<uuid:item_id>")
@access.signed_in
def update(item_id: uuid.UUID) -> Any:
    """Hands it in again, or keeps a draft."""
    return _save(item_id, new=False)


@blueprint.get(f"{PATH}/tags")
@access.signed_in
def tags() -> Response:
    """Tags in use that begin like the last one typed, for completing it."""
    done, _comma, last = request.args.get("tags", "")[:400].rpartition(",")
    found = queries.known_tags(last.strip())
    done = f"{done.strip()}, " if done.strip() else ""
    return respond.page("portfolio/_tags.html", tags=[(f"{done}{name}", name) for name in found])


@blueprint.errorhandler(CSRFError)
@access.signed_in
def stale(_error: CSRFError) -> Response:
    """The form again, with everything that was typed and a fresh token."""
    form = EditorForm(request.form)
    form.form_errors = [StaleForm().message]
    try:
        edited = _known((request.view_args or {}).get("item_id"))
        pictures = sheet.sent(current.viewer(), edited, files=False)
    except KreatrError as error:
        return errors.answer(error)
    return sheet.page(form, pictures, edited, status=Forbidden.status)


def _known(id_: uuid.UUID | None, *, new: bool = False) -> queries.Edited | None:
    """What is edited, or None for a form that made nothing yet. Raises NotFound for what is somebody else's."""
    viewer = current.viewer()
    if id_ is None:
        return None
    drafting.complete(viewer)
    edited = queries.editing(viewer, id_, new=new)
    return edited if edited.item or edited.draft else None


def _save(id_: uuid.UUID, *, new: bool) -> Any:
    viewer, form = current.viewer(), EditorForm(request.form)
    edited = _known(id_, new=new)
    pictures = sheet.sent(viewer, edited)
    if "picture" in request.form:  # a button of a picture, without JavaScript
        return sheet.page(form, pictures, edited)
    draft = request.form.get("save") == "draft"
    valid = draft or all((form.validate(), pictures.shareable()))  # a draft may hold anything, nobody sees it
    if pictures.errors or not valid:
        return sheet.page(form, pictures, edited, status=422)
    content = form.content(pictures.images)
    try:
        if draft:
            return _drafted(drafting.save(viewer, id_, content, form.edition, new=new), content, form)
        outcome = submitting.submit(viewer, id_, content, form.edition, new=new)
    except (ProfileIncomplete, NotFound):
        raise
    except Outdated as error:
        return sheet.outdated(form, pictures, queries.editing(viewer, id_), content, error)
    except KreatrError as error:
        return sheet.refused(form, pictures, edited, error)
    return respond.moved(f"{PATH}?stored={form.client_id.data}", str(SAVED[outcome]))


def _drafted(edited: queries.Edited, content: dict[str, Any], form: EditorForm) -> Any:
    submitting.place_directly(current.viewer(), edited.id, content)
    return respond.moved(f"{PATH}/edit/{edited.id}?stored={form.client_id.data}", _("Draft saved."))
