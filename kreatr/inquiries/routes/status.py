"""`/inquiries/<token>`: the client's private page. Whoever holds the link is the client."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError

from kreatr.inquiries import forms, queries
from kreatr.inquiries.actions import conversation
from kreatr.inquiries.forms import ReplyForm
from kreatr.inquiries.models import Inquiry
from kreatr.kernel import access, current, errors, limits, respond
from kreatr.kernel.errors import Conflict, KreatrError, StaleForm, TooManyRequests
from kreatr.reviews import queries as reviews

blueprint = Blueprint("inquiry_status", __name__)
PAGE, PART = "inquiries/status.html", "inquiries/_status.html"


@blueprint.get("/inquiries/<string:token>")
@access.anyone
def show(token: str) -> Response:
    """Where the message is, and the conversation; right after sending, what was sent."""
    inquiry = queries.by_token(token)
    if "sent" in request.args:
        return respond.page(
            "inquiries/contact.html",
            creator=inquiry.creator,
            inquiry=inquiry,
            status_url=queries.status_path(inquiry),
        )
    return page(inquiry, ReplyForm(data=forms.fresh()))


@blueprint.post("/inquiries/<string:token>/replies")
@access.anyone
def reply(token: str) -> Any:
    """One more message of the client."""
    inquiry = queries.by_token(token)
    form = ReplyForm(request.form)
    if not form.validate():
        return page(inquiry, form, 422)
    try:
        limits.hit("inquiry-replies", f"client:{inquiry.id}")
        conversation.continue_(inquiry.id, form.body.stored, str(form.client_id.data))
    except (Conflict, TooManyRequests) as error:
        return refused(inquiry, form, error)
    if respond.wants_part():
        return page(queries.by_token(token), ReplyForm(data=forms.fresh()), news=_("Reply sent."))
    return respond.moved(queries.status_path(inquiry), _("Reply sent."))


@blueprint.errorhandler(CSRFError)
def stale(_error: CSRFError) -> Response:
    """The conversation again, with what was typed and a fresh token."""
    try:
        inquiry = queries.by_token(str((request.view_args or {})["token"]))
    except KreatrError as error:
        return errors.answer(error)
    return refused(inquiry, ReplyForm(request.form), StaleForm())


@blueprint.after_request
def keep_private(response: Response) -> Response:
    """The address is the key: it must not be stored, found or passed on."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def refused(inquiry: Inquiry, form: ReplyForm, error: KreatrError) -> Response:
    """The page with everything that was typed, and why it was not taken."""
    form.form_errors = [error.message]
    response = page(inquiry, form, error.status)
    if error.retry_after is not None:
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def page(inquiry: Inquiry, form: ReplyForm, status: int = 200, news: str = "") -> Response:
    """The private page, or for htmx what changes of it."""
    viewer = current.viewer()
    return respond.page(
        PAGE,
        part=PART,
        status=status,
        inquiry=inquiry,
        creator=inquiry.creator,
        steps=_steps(inquiry),
        messages=inquiry.messages,
        form=form,
        writable=not inquiry.held and inquiry.closed_at is None,
        may_review=viewer is not None and queries.may_review(viewer, inquiry.creator),
        reviewed=viewer is not None and reviews.by(viewer, inquiry.creator_id) is not None,
        path=queries.status_path(inquiry),
        news=news,
    )


def _steps(inquiry: Inquiry) -> list[dict[str, Any]]:
    """The way of a message: each step with its time, or None while it has not happened."""
    arrived = inquiry.delivered_at or inquiry.read_at
    return [
        {"label": _("Sent"), "at": inquiry.created_at},
        {"label": _("Delivered"), "at": arrived},
        {"label": _("Read"), "at": inquiry.read_at},
        {"label": _("Answered"), "at": inquiry.replied_at},
        *([{"label": _("Done"), "at": inquiry.confirmed_at}] if inquiry.confirmed_at else []),
        {"label": _("Closed"), "at": inquiry.closed_at},
    ]
