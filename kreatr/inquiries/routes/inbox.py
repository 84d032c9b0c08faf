"""`/dashboard/inquiries`: the creator's inbox. A GET changes nothing: reading is told by a POST of its own.

With htmx the opened message sends it by itself; without, a button does. Every other act on a message reads it too.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError

from kreatr.accounts.models import User
from kreatr.creators import queries as creators
from kreatr.inquiries import forms, queries, words
from kreatr.inquiries.actions import conversation
from kreatr.inquiries.forms import ReplyForm
from kreatr.inquiries.models import Inquiry
from kreatr.kernel import access, current, errors, limits, respond
from kreatr.kernel.errors import Forbidden, KreatrError, TooManyRequests

blueprint = Blueprint("inbox", __name__)
PATH = "/dashboard/inquiries"
ONE = f"{PATH}/<uuid:inquiry_id>"
PAGE, PART, READ = "inquiries/inbox.html", "inquiries/_inbox.html", "inquiries/_read.html"


@blueprint.get(PATH)
@access.signed_in
def inbox() -> Response:
    """The list, by state, newest first; people without a profile learn what would arrive here."""
    if creators.of(current.viewer()) is None:
        return respond.page("inquiries/no_profile.html")
    return _page()


@blueprint.get(ONE)
@access.signed_in
def show(inquiry_id: uuid.UUID) -> Response:
    """One message beside the list; on narrow screens alone."""
    inquiry = queries.find(current.viewer(), inquiry_id)
    return _page(inquiry, ReplyForm(data=forms.fresh()))


@blueprint.post(f"{ONE}/reading")
@access.signed_in
def read(inquiry_id: uuid.UUID) -> Any:
    """The message was opened."""
    inquiry = conversation.read(current.viewer(), inquiry_id)
    if not respond.wants_part():
        return respond.moved(_url(inquiry_id))
    return respond.page(PAGE, part=READ, inquiry=inquiry, selected=inquiry, **_overview(current.viewer()))


@blueprint.post(f"{ONE}/replies")
@access.signed_in
def reply(inquiry_id: uuid.UUID) -> Any:
    """An answer to the client."""
    inquiry = queries.find(current.viewer(), inquiry_id)
    form = ReplyForm(request.form)
    if not form.validate():
        return _page(inquiry, form, status=422)
    try:
        limits.hit("inquiry-replies", f"creator:{inquiry_id}")
    except TooManyRequests as error:
        return _refused(inquiry, form, error)
    conversation.answer(current.viewer(), inquiry_id, form.body.stored, str(form.client_id.data))
    return _done(inquiry_id, _("Reply sent."), sent=True)


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


@blueprint.errorhandler(CSRFError)
@access.signed_in
def stale(_error: CSRFError) -> Response:
    """A typed reply comes back with a fresh token; the other acts are asked to be repeated."""
    error = Forbidden(str(words.STALE))
    if request.endpoint != "inbox.reply":
        return errors.answer(error)
    try:
        inquiry = queries.find(current.viewer(), (request.view_args or {})["inquiry_id"])
    except KreatrError as missing:
        return errors.answer(missing)
    return _refused(inquiry, ReplyForm(request.form), error)


def _act(verb: Callable[[User, uuid.UUID], Inquiry], inquiry_id: uuid.UUID, news: str) -> Any:
    verb(current.viewer(), inquiry_id)
    return _done(inquiry_id, news)


def _done(inquiry_id: uuid.UUID, news: str, *, sent: bool = False) -> Any:
    if not respond.wants_part():
        return respond.moved(_url(inquiry_id), news)
    inquiry = queries.find(current.viewer(), inquiry_id)
    return _page(inquiry, ReplyForm(data=forms.fresh()), news=news, sent=sent)


def _refused(inquiry: Inquiry, form: ReplyForm, error: KreatrError) -> Response:
    form.form_errors = [error.message]
    response = _page(inquiry, form, status=error.status)
    if error.retry_after is not None:
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _page(
    selected: Inquiry | None = None, form: ReplyForm | None = None, *, status: int = 200, **more: Any
) -> Response:
    page = queries.inbox(current.viewer(), _state(), _before())
    return respond.page(
        PAGE,
        part=PART,
        status=status,
        rows=page.rows,
        next_url=f"{PATH}?{_query(before=page.next)}" if page.next else None,
        selected=selected,
        form=form,
        fragment=respond.wants_part(),
        **more,
        **_overview(current.viewer()),
    )


def _overview(viewer: User) -> dict[str, Any]:
    state = _state()
    return {"counts": queries.counts(viewer), "state": state, "suffix": f"?state={state}" if state else ""}


def _state() -> str:
    state = request.args.get("state", "")
    return state if state in queries.STATES else ""


def _before() -> uuid.UUID | None:
    try:
        return uuid.UUID(request.args.get("before", ""))
    except ValueError:
        return None


def _query(before: uuid.UUID) -> str:
    return f"state={_state()}&before={before}" if _state() else f"before={before}"


def _url(inquiry_id: uuid.UUID) -> str:
    return f"{PATH}/{inquiry_id}" + (f"?state={_state()}" if _state() else "")
