"""`/inquiries/<token>/…`: the client says whether the project is done. Whoever holds the link is the client."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from flask import Blueprint
from flask_babel import gettext as _

from kreatr.inquiries import forms, queries
from kreatr.inquiries.actions import project
from kreatr.inquiries.forms import ReplyForm
from kreatr.inquiries.models import Inquiry
from kreatr.inquiries.routes import status
from kreatr.kernel import access, respond
from kreatr.kernel.errors import Conflict

blueprint = Blueprint("inquiry_project", __name__)
blueprint.after_request(status.keep_private)


@blueprint.post("/inquiries/<string:token>/confirmation")
@access.anyone
def confirm(token: str) -> Any:
    """It is done."""
    return _say(token, project.confirm, _("Confirmed. Thank you."))


@blueprint.post("/inquiries/<string:token>/denial")
@access.anyone
def decline(token: str) -> Any:
    """It is not done yet."""
    return _say(token, project.decline, _("Thank you. We told them that it is not done yet."))


def _say(token: str, verb: Callable[[uuid.UUID], Inquiry], news: str) -> Any:
    inquiry = queries.by_token(token)
    try:
        verb(inquiry.id)
    except Conflict as error:
        return status.refused(queries.by_token(token), ReplyForm(data=forms.fresh()), error)
    if respond.wants_part():
        return status.page(queries.by_token(token), ReplyForm(data=forms.fresh()), news=news)
    return respond.moved(queries.status_path(inquiry), news)
