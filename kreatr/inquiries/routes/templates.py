"""`/dashboard/inquiries/templates`: answers a creator keeps at hand."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from kreatr.creators import queries as creators
from kreatr.inquiries import queries
from kreatr.inquiries.actions import writing
from kreatr.inquiries.forms import TemplateForm
from kreatr.kernel import access, current, respond
from kreatr.kernel.errors import Conflict

blueprint = Blueprint("reply_templates", __name__)
PATH = "/dashboard/inquiries/templates"
LIST, EDIT = "inquiries/templates.html", "inquiries/template.html"


@blueprint.get(PATH)
@access.signed_in
def index() -> Response:
    """All of them, by title; people without a profile learn what the inbox is for."""
    if creators.of(current.viewer()) is None:
        return respond.page("inquiries/no_profile.html")
    return respond.page(LIST, templates=queries.templates(current.viewer()), most=writing.MOST_TEMPLATES)


@blueprint.get(f"{PATH}/new")
@access.signed_in
def new() -> Response:
    """An empty form."""
    return respond.page(EDIT, form=TemplateForm(), action=PATH)


@blueprint.post(PATH)
@access.signed_in
def add() -> Any:
    """One more."""
    form = TemplateForm(request.form)
    if not form.validate():
        return respond.invalid(EDIT, form, action=PATH)
    try:
        writing.add_template(current.viewer(), form.title.stored, form.body.stored)
    except Conflict as error:
        form.form_errors = [error.message]
        return respond.page(EDIT, status=error.status, form=form, action=PATH)
    return respond.moved(PATH, _("Template saved."))


@blueprint.get(f"{PATH}/<uuid:template_id>")
@access.signed_in
def edit(template_id: uuid.UUID) -> Response:
    """One of them in the form."""
    template = queries.template(current.viewer(), template_id)
    form = TemplateForm(data={"title": template.title, "body": template.body})
    return respond.page(EDIT, form=form, action=f"{PATH}/{template_id}", written=template)


@blueprint.post(f"{PATH}/<uuid:template_id>")
@access.signed_in
def change(template_id: uuid.UUID) -> Any:
    """Other words for it."""
    template = queries.template(current.viewer(), template_id)
    form = TemplateForm(request.form)
    if not form.validate():
        return respond.invalid(EDIT, form, action=f"{PATH}/{template_id}", written=template)
    writing.change_template(current.viewer(), template_id, form.title.stored, form.body.stored)
    return respond.moved(PATH, _("Template saved."))


@blueprint.post(f"{PATH}/<uuid:template_id>/removal")
@access.signed_in
def remove(template_id: uuid.UUID) -> Any:
    """Away with it."""
    writing.remove_template(current.viewer(), template_id)
    return respond.moved(PATH, _("Template removed."))
