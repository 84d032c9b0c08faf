"""`/dashboard/portfolio/drafts`: the editor saves itself while one writes. Nothing is checked yet, only kept."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError

from kreatr.kernel import access, current, errors, limits, respond
from kreatr.kernel.errors import KreatrError, NotFound, StaleForm
from kreatr.portfolio import queries
from kreatr.portfolio.actions import drafting
from kreatr.portfolio.errors import Outdated
from kreatr.portfolio.forms import EditorForm
from kreatr.portfolio.routes import sheet
from kreatr.portfolio.routes.sheet import PAGE, PATH

blueprint = Blueprint("drafts", __name__)
blueprint.before_request(sheet.find_first)
PART = "portfolio/_saved.html"


@blueprint.post(f"{PATH}/drafts")
@access.signed_in
def create() -> Any:
    """The first save of a new work; the same form twice is one draft."""
    return _keep(drafting.new_id(current.viewer(), request.form.get("client_id", "")), new=True)


@blueprint.post(f"{PATH}/drafts/<uuid:draft_id>")
@access.signed_in
def save(draft_id: uuid.UUID) -> Any:
    """A later one. The id is a draft's, or that of the work it is a revision of."""
    return _keep(draft_id, new=False)


@blueprint.errorhandler(CSRFError)
@access.signed_in
def stale(_error: CSRFError) -> Response:
    """A fresh token, with which the script asks again."""
    return _told(StaleForm().message, 403, fresh=True)


def _keep(id_: uuid.UUID, *, new: bool) -> Any:
    viewer, form = current.viewer(), EditorForm(request.form)
    limits.hit("draft-saves", str(viewer.id))
    try:
        drafting.complete(viewer)
        edited = queries.editing(viewer, id_, new=new)
        pictures = sheet.sent(viewer, edited, files=False)
        kept = drafting.save(viewer, id_, form.content(pictures.images), form.edition, new=new)
    except NotFound:
        raise
    except Outdated as error:
        return _told(
            _("%(error)s. Nothing is saved here any more; press a button below.", error=error.message), 409
        )
    except KreatrError as error:
        return _told(error.message, error.status)
    if not respond.wants_part():
        return respond.moved(f"{PATH}/edit/{kept.id}", _("Draft saved."))
    return respond.page(PAGE, part=PART, edited=kept, draft=kept.draft)


def _told(text: str, status: int, *, fresh: bool = False) -> Response:
    if not respond.wants_part():
        refused = KreatrError(text)
        refused.status = status
        return errors.answer(refused)
    return respond.page(PAGE, part=PART, status=status, text=text, fresh=fresh)
