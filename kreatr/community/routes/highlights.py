"""`/admin/community/highlights`: the works that stand on the hub."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from kreatr.accounts.access import may_administer
from kreatr.community import queries
from kreatr.community.actions import highlighting
from kreatr.community.forms.highlights import WorkForm
from kreatr.kernel import access, current, respond
from kreatr.kernel.errors import BadRequest, KreatrError

blueprint = Blueprint("highlights", __name__, url_prefix="/community/highlights")
PATH = "/admin/community/highlights"
PAGE, LIST = "community/highlights.html", "community/_chosen.html"
ONE = "/<uuid:highlight_id>"


@blueprint.get("")
@access.allow(may_administer)
def index() -> Response:
    """The chosen works in their order, and a form for one more."""
    return _page(WorkForm())


@blueprint.post("")
@access.allow(may_administer)
def add() -> Any:
    """One more, by its address."""
    form = WorkForm(request.form)
    if not form.validate():
        return _page(form, 422)
    try:
        highlighting.choose(current.viewer(), *form.work(current.hosts()))
    except KreatrError as error:
        form.address.errors = [error.message]
        return _page(form, error.status)
    return respond.moved(PATH, _("Chosen. It stands on the community page now."))


@blueprint.post(f"{ONE}/position")
@access.allow(may_administer)
def move(highlight_id: uuid.UUID) -> Any:
    """One place `up` or `down`."""
    step = {"up": -1, "down": 1}.get(request.form.get("move", ""))
    if step is None:
        raise BadRequest
    highlighting.move(highlight_id, step)
    if not respond.wants_part():
        return respond.moved(f"{PATH}#karya-{highlight_id}")
    return _page(WorkForm())


@blueprint.post(f"{ONE}/removal")
@access.allow(may_administer)
def remove(highlight_id: uuid.UUID) -> Any:
    """Not among them any more; the work itself stays as it is."""
    highlighting.remove(highlight_id)
    return respond.moved(PATH, _("Not among the featured works any more."))


def _page(form: WorkForm, status: int = 200) -> Response:
    rows, most = queries.chosen(), highlighting.MOST
    return respond.page(PAGE, part=LIST, status=status, form=form, rows=rows, most=most)
