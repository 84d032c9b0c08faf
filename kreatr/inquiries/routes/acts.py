"""What a creator does with a message besides answering it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError

from kreatr.accounts.models import User
from kreatr.inquiries import forms, queries
from kreatr.inquiries.actions import conversation, project
from kreatr.inquiries.forms import ReplyForm
from kreatr.inquiries.models import Inquiry
from kreatr.inquiries.routes import inbox
from kreatr.inquiries.routes.inbox import ONE, PAGE
from kreatr.kernel import access, current, errors, limits, respond
from kreatr.kernel.errors import Conflict, StaleForm

blueprint = Blueprint("inquiry_acts", __name__)


@blueprint.post(f"{ONE}/reading")
@access.signed_in
def read(inquiry_id: uuid.UUID) -> Any:
    """The message was opened."""
    inquiry = conversation.read(current.viewer(), inquiry_id)
    if not respond.wants_part():
        return respond.moved(inbox.url(inquiry_id))
    return respond.page(
        PAGE, part="inquiries/_read.html", inquiry=inquiry, selected=inquiry, **inbox.overview()
    )


@blueprint.post(f"{ONE}/reading/removal")
@access.signed_in
def unread(inquiry_id: uuid.UUID) -> Any:
    """For later. The list comes back, as an open message would be read again at once."""
    conversation.unread(current.viewer(), inquiry_id)
    news = _("Marked as unread.")
    return inbox.page(news=news) if respond.wants_part() else respond.moved(inbox.url(), news)


@blueprint.post(f"{ONE}/archive")
@access.signed_in
def archive(inquiry_id: uuid.UUID) -> Any:
    """Out of the way."""
    return _act(conversation.archive, inquiry_id, _("Archived."))


@blueprint.post(f"{ONE}/restoration")
@access.signed_in
def restore(inquiry_id: uuid.UUID) -> Any:
    """Back from the archive."""
    return _act(conversation.restore, inquiry_id, _("Back in the inbox."))


@blueprint.post(f"{ONE}/closure")
@access.signed_in
def close(inquiry_id: uuid.UUID) -> Any:
    """The end of the conversation, which the client sees on the status page."""
    return _act(conversation.close, inquiry_id, _("Closed. An answer opens it again."))


@blueprint.post(f"{ONE}/completion")
@access.signed_in
def finish(inquiry_id: uuid.UUID) -> Any:
    """The project is done, says the creator; the client is asked."""
    queries.find(current.viewer(), inquiry_id)
    limits.hit("inquiry-replies", f"creator:{inquiry_id}")  # each marking may send a letter
    return _act(project.finish, inquiry_id, _("Marked as done. We asked the client to confirm it."))


@blueprint.post(f"{ONE}/completion/removal")
@access.signed_in
def resume(inquiry_id: uuid.UUID) -> Any:
    """It is not done after all."""
    return _act(project.resume, inquiry_id, _("The project goes on."))


@blueprint.errorhandler(CSRFError)
@access.signed_in
def stale(_error: CSRFError) -> Response:
    """Whoever was signed out meanwhile signs in; the others are asked to press again."""
    return errors.answer(StaleForm())


def _act(verb: Callable[[User, uuid.UUID], Inquiry], inquiry_id: uuid.UUID, news: str) -> Any:
    try:
        verb(current.viewer(), inquiry_id)
    except Conflict as error:
        inquiry = queries.find(current.viewer(), inquiry_id)
        return inbox.refused(inquiry, ReplyForm(data=forms.fresh()), error)
    return inbox.done(inquiry_id, news)
