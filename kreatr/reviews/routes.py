"""`/dashboard/reviews`: what clients said, with the creator's answers and pins."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from kreatr.creators import queries as creators
from kreatr.kernel import access, current, respond
from kreatr.kernel.errors import Conflict
from kreatr.reviews import actions, queries
from kreatr.reviews.forms import AnswerForm
from kreatr.reviews.models import Review

blueprint = Blueprint("reviews", __name__)
PATH = "/dashboard/reviews"
ONE = f"{PATH}/<uuid:review_id>"
PAGE, PART = "reviews/mine.html", "reviews/_changed.html"


@blueprint.get(PATH)
@access.signed_in
def index() -> Response:
    """All of them, newest first."""
    return _page()


@blueprint.post(f"{ONE}/answer")
@access.signed_in
def answer(review_id: uuid.UUID) -> Any:
    """What the creator says to it; it stands below the review on the public page."""
    review = queries.find(current.viewer(), review_id)
    form = AnswerForm(request.form)
    if not form.validate():
        return _page(review, form, 422)
    actions.answer(current.viewer(), review_id, form.answer.stored)
    return _done(review_id, _("Answer saved."))


@blueprint.post(f"{ONE}/pin")
@access.signed_in
def pin(review_id: uuid.UUID) -> Any:
    """To the testimonials."""
    try:
        actions.pin(current.viewer(), review_id)
    except Conflict as error:
        return _page(queries.find(current.viewer(), review_id), status=error.status, fault=error.message)
    return _done(review_id, _("Pinned. It stands first on your public page."))


@blueprint.post(f"{ONE}/unpin")
@access.signed_in
def unpin(review_id: uuid.UUID) -> Any:
    """Back among the others."""
    actions.unpin(current.viewer(), review_id)
    return _done(review_id, _("Unpinned."))


def _done(review_id: uuid.UUID, news: str) -> Any:
    if not respond.wants_part():
        page = f"?page={_number()}" if _number() > 1 else ""
        return respond.moved(f"{PATH}{page}#ulasan-{review_id}", news)
    return _page(queries.find(current.viewer(), review_id), news=news)


def _page(
    touched: Review | None = None, form: AnswerForm | None = None, status: int = 200, **more: Any
) -> Response:
    """The list; for htmx only the review that was touched, and the heading."""
    viewer = current.viewer()
    creator = creators.of(viewer)
    pages = queries.pages(creator.review_count) if creator else 0
    number = min(_number(), max(1, pages))
    return respond.page(
        PAGE,
        part=PART if touched else None,
        status=status,
        creator=creator,
        reviews=queries.mine(viewer, number) if creator else [],
        number=number,
        pages=pages,
        pinned=queries.count_pinned(viewer),
        most_pinned=actions.MOST_PINNED,
        touched=touched,
        form=form,
        **more,
    )


def _number() -> int:
    text = request.args.get("page", "1")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 5 else 1
