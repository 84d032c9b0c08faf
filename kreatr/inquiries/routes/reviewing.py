"""Writing a review of a creator: from their page, or from the private page of an inquiry.

The right comes from inquiries (REV-06), so these pages live here; the reviews themselves are another room's.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from kreatr.creators import queries as creators
from kreatr.creators.models import Creator
from kreatr.inquiries import queries, words
from kreatr.inquiries.forms import ReviewForm
from kreatr.kernel import access, current, limits, respond
from kreatr.kernel.errors import Forbidden
from kreatr.reviews import actions
from kreatr.reviews import queries as reviews

blueprint = Blueprint("reviewing", __name__)
PUBLIC, PRIVATE = "/portfolio/<string:username>/review", "/inquiries/<string:token>/review"
PAGE = "inquiries/review.html"


@blueprint.get(PUBLIC)
@access.signed_in
def write(username: str) -> Response:
    """The form, with what was written before."""
    return _form(creators.shown(current.viewer(), username))


@blueprint.post(PUBLIC)
@access.signed_in
def send(username: str) -> Any:
    """Keeps the review and shows it where it stands."""
    creator = creators.shown(current.viewer(), username)
    return _keep(creator, f"/portfolio/{creator.username}#ulasan")


@blueprint.post(f"{PUBLIC}/removal")
@access.signed_in
def remove(username: str) -> Any:
    """Takes one's own review away."""
    creator = creators.shown(current.viewer(), username)
    actions.remove(creator.id, current.viewer())
    return respond.moved(f"/portfolio/{creator.username}#ulasan", _("Your review was removed."))


@blueprint.get(PRIVATE)
@access.anyone
def write_from_inquiry(token: str) -> Any:
    """The same form, from the private page; that page tells visitors how. Its address goes through no sign-in page."""
    inquiry = queries.by_token(token)
    if current.viewer() is None:
        return respond.moved(f"{queries.status_path(inquiry)}#menilai")
    return _form(inquiry.creator)


@blueprint.post(PRIVATE)
@access.signed_in
def send_from_inquiry(token: str) -> Any:
    """Keeps the review and goes back to the conversation."""
    inquiry = queries.by_token(token)
    return _keep(inquiry.creator, queries.status_path(inquiry))


@blueprint.after_request
def keep_private(response: Response) -> Response:
    """A form of one person; the private page's address is a key besides."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _keep(creator: Creator, back: str) -> Any:
    _check(creator)
    form = ReviewForm(request.form)
    if not form.validate():
        return _form(creator, form, 422)
    viewer = current.viewer()
    limits.hit("review-writes", f"user:{viewer.id}", since=viewer.created_at)
    review = actions.write(creator.id, viewer, form.rating.stored, form.comment.stored)
    if review.hidden_at is not None:
        return respond.moved(back, str(words.REVIEW_LOOKED_AT_FIRST))
    return respond.moved(back, _("Thank you. Your review is public now."))


def _check(creator: Creator) -> None:
    """Raises Forbidden for people who may neither write a review nor have written one."""
    viewer = current.viewer()
    if not queries.may_review(viewer, creator) and reviews.by(viewer, creator.id) is None:
        own = creator.user_id == viewer.id
        raise Forbidden(_("You cannot review yourself.") if own else str(words.WHO_REVIEWS))


def _form(creator: Creator, form: ReviewForm | None = None, status: int = 200) -> Response:
    _check(creator)
    written = reviews.by(current.viewer(), creator.id)
    if form is None:
        form = ReviewForm(
            data={"rating": str(written.rating), "comment": written.comment} if written else None
        )
    return respond.page(PAGE, status=status, creator=creator, form=form, written=written, action=request.path)
