"""The creator's answer to a message, with templates at hand."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError

from kreatr.inquiries import queries, words
from kreatr.inquiries.actions import conversation
from kreatr.inquiries.forms import ReplyForm
from kreatr.inquiries.routes import inbox
from kreatr.inquiries.routes.inbox import ONE
from kreatr.kernel import access, current, errors, limits
from kreatr.kernel.errors import KreatrError, StaleForm, TooManyRequests

blueprint = Blueprint("replying", __name__)


@blueprint.post(f"{ONE}/replies")
@access.signed_in
def reply(inquiry_id: uuid.UUID) -> Any:
    """An answer to the client."""
    inquiry = queries.find(current.viewer(), inquiry_id)
    form = ReplyForm(request.form)
    if not form.validate():
        return inbox.page(inquiry, form, status=422)
    try:
        limits.hit("inquiry-replies", f"creator:{inquiry_id}")
    except TooManyRequests as error:
        return inbox.refused(inquiry, form, error)
    conversation.answer(current.viewer(), inquiry_id, form.body.stored, str(form.client_id.data))
    return inbox.done(inquiry_id, _("Reply sent."), sent=True)


@blueprint.post(f"{ONE}/insertion")
@access.signed_in
def insert(inquiry_id: uuid.UUID) -> Response:
    """The reply as it was typed, with the chosen template after it. Stores nothing."""
    inquiry = queries.find(current.viewer(), inquiry_id)
    form = ReplyForm(request.form)
    try:
        chosen = uuid.UUID(request.form.get("template", ""))
    except ValueError:
        return inbox.page(inquiry, form)
    text = words.filled(queries.template(current.viewer(), chosen).body, inquiry)
    form.body.data = "\n\n".join(part for part in ((form.body.data or "").rstrip(), text) if part)
    return inbox.page(inquiry, form)


@blueprint.get(f"{ONE}/templates/<uuid:template_id>")
@access.signed_in
def text(inquiry_id: uuid.UUID, template_id: uuid.UUID) -> Response:
    """A template's text for this client, to be put where the cursor stands."""
    inquiry = queries.find(current.viewer(), inquiry_id)
    filled = words.filled(queries.template(current.viewer(), template_id).body, inquiry)
    return Response(filled, mimetype="text/plain", headers={"Cache-Control": "private, no-store"})


@blueprint.errorhandler(CSRFError)
@access.signed_in
def stale(_error: CSRFError) -> Response:
    """A typed reply comes back with a fresh token."""
    try:
        inquiry = queries.find(current.viewer(), (request.view_args or {})["inquiry_id"])
    except KreatrError as missing:
        return errors.answer(missing)
    return inbox.refused(inquiry, ReplyForm(request.form), StaleForm())
