"""`/dashboard/inquiries`: the creator's inbox, as its own pages and as what the acts on a message answer with.

A GET changes nothing: reading is told by a POST of its own. With htmx the opened message sends it by itself; without, a
button does. Every other act on a message reads it too.
"""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, request

from kreatr.creators import queries as creators
from kreatr.inquiries import forms, queries, words
from kreatr.inquiries.forms import ReplyForm
from kreatr.inquiries.models import Inquiry
from kreatr.kernel import access, current, limits, respond
from kreatr.kernel.errors import KreatrError

blueprint = Blueprint("inbox", __name__)
PATH = "/dashboard/inquiries"
ONE = f"{PATH}/<uuid:inquiry_id>"
PAGE, PART = "inquiries/inbox.html", "inquiries/_inbox.html"
LONGEST_QUERY = 100  # characters


@blueprint.get(PATH)
@access.signed_in
def inbox() -> Response:
    """The list, by state and words, newest first; people without a profile learn what would arrive here."""
    if creators.of(current.viewer()) is None:
        return respond.page("inquiries/no_profile.html")
    if _q():
        limits.hit("search-client", f"inbox:{current.viewer().id}")
    return page()


@blueprint.get(f"{PATH}/unread")
@access.signed_in
def unread() -> Response:
    """What arrived after the newest message of an open list: a line to press, or nothing."""
    arrived = queries.arrived_after(current.viewer(), _id("after"))
    return respond.polled("inquiries/_arrived.html", arrived=arrived)


@blueprint.get(ONE)
@access.signed_in
def show(inquiry_id: uuid.UUID) -> Response:
    """One message beside the list; on narrow screens alone. `?template=` puts an answer at hand into the reply."""
    inquiry = queries.find(current.viewer(), inquiry_id)
    chosen = _id("template")
    body = words.filled(queries.template(current.viewer(), chosen).body, inquiry) if chosen else ""
    return page(inquiry, ReplyForm(data={**forms.fresh(), "body": body}))


def page(
    selected: Inquiry | None = None, form: ReplyForm | None = None, *, status: int = 200, **more: Any
) -> Response:
    """The inbox as it was asked for, with one message open; for htmx only what changes of it."""
    viewer = current.viewer()
    found = queries.inbox(viewer, _state(), _id("before"), q=_q())
    return respond.page(
        PAGE,
        part=PART,
        status=status,
        rows=found.rows,
        next_url=f"{PATH}{_suffix(before=str(found.next))}" if found.next else None,
        poll_url=f"{PATH}/unread?after={queries.newest(viewer) or ''}",
        selected=selected,
        form=form,
        templates=queries.templates(viewer) if selected else [],
        fragment=respond.wants_part(),
        **more,
        **overview(),
    )


def overview() -> dict[str, Any]:
    """What heading and rows need: how many there are of each state, what was asked for, and how links keep it."""
    viewer, q = current.viewer(), _q()
    counts = queries.counts(viewer, q)
    return {
        "counts": counts,
        "unread": queries.unread(viewer) if q else counts["UNREAD"],
        "state": _state(),
        "q": q,
        "suffix": _suffix(),
        "urls": {state: f"{PATH}{_suffix(state=state)}" for state in queries.STATES},
    }


def done(inquiry_id: uuid.UUID, news: str, *, sent: bool = False) -> Any:
    """After an act on a message: the message again, with the news of it."""
    if not respond.wants_part():
        return respond.moved(url(inquiry_id), news)
    inquiry = queries.find(current.viewer(), inquiry_id)
    return page(inquiry, ReplyForm(data=forms.fresh()), news=news, sent=sent)


def refused(inquiry: Inquiry, form: ReplyForm, error: KreatrError) -> Response:
    """The message with everything that was typed, and why it was not taken."""
    form.form_errors = [error.message]
    response = page(inquiry, form, status=error.status)
    if error.retry_after is not None:
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def url(inquiry_id: uuid.UUID | None = None) -> str:
    """The address of a message, or of the list, as it was asked for."""
    return (f"{PATH}/{inquiry_id}" if inquiry_id else PATH) + _suffix()


def _suffix(**changed: str) -> str:
    asked = {"state": _state(), "q": _q(), **changed}
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"?{query}" if query else ""


def _state() -> str:
    state = request.args.get("state", "")
    return state if state in queries.STATES else ""


def _q() -> str:
    return " ".join(request.args.get("q", "").replace("\0", " ").split())[:LONGEST_QUERY]


def _id(name: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.args.get(name, ""))
    except ValueError:
        return None
