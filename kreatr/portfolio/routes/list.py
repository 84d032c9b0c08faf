"""`/dashboard/portfolio`: the creator's own works as a list, by state, in their order."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from kreatr.creators import queries as creators
from kreatr.kernel import access, current, respond
from kreatr.kernel.errors import BadRequest
from kreatr.portfolio import queries, words
from kreatr.portfolio.actions import arranging
from kreatr.portfolio.models import Visibility
from kreatr.portfolio.routes import sheet
from kreatr.portfolio.routes.sheet import PATH

blueprint = Blueprint("works", __name__)
blueprint.before_request(sheet.find_first)
ONE = f"{PATH}/<uuid:item_id>"
PAGE, LIST, ROW = "portfolio/list.html", "portfolio/_list.html", "portfolio/_row.html"


@blueprint.get(PATH)
@access.signed_in
def index() -> Response:
    """The list; people without a complete profile learn what comes first."""
    return respond.page(PAGE, **_overview())


@blueprint.post(f"{ONE}/visibility")
@access.signed_in
def set_visibility(item_id: uuid.UUID) -> Any:
    """To everybody, or to nobody else: what `visibility` says."""
    wanted = request.form.get("visibility", "")
    if wanted not in {one.value for one in Visibility}:
        raise BadRequest
    arranging.set_visibility(current.viewer(), item_id, Visibility(wanted))
    return _row(item_id, _("Public now.") if wanted == "PUBLIC" else _("Private now."))


@blueprint.post(f"{ONE}/featured")
@access.signed_in
def set_featured(item_id: uuid.UUID) -> Any:
    """Featured (`featured=1`), or not any more (`featured=0`)."""
    wanted = request.form.get("featured", "")
    if wanted not in ("0", "1"):
        raise BadRequest
    arranging.set_featured(current.viewer(), item_id, wanted == "1")
    return _row(item_id, _("Featured now.") if wanted == "1" else _("Not featured any more."))


@blueprint.post(f"{ONE}/position")
@access.signed_in
def move(item_id: uuid.UUID) -> Any:
    """One place `up` or `down`."""
    step = {"up": -1, "down": 1}.get(request.form.get("move", ""))
    if step is None:
        raise BadRequest
    arranging.move(current.viewer(), item_id, step)
    if not respond.wants_part():
        return respond.moved(f"{PATH}#karya-{item_id}")
    return respond.page(PAGE, part=LIST, **_overview())


@blueprint.post(f"{PATH}/order")
@access.signed_in
def put_in_order() -> Any:
    """The whole order at once: `item` once for each, in order."""
    try:
        ids = [uuid.UUID(text) for text in request.form.getlist("item")]
    except ValueError:
        raise BadRequest from None
    arranging.put_in_order(current.viewer(), ids)
    if not respond.wants_part():
        return respond.moved(PATH, _("Order saved."))
    return respond.page(PAGE, part=LIST, **_overview())


@blueprint.get(f"{ONE}/removal")
@access.signed_in
def ask(item_id: uuid.UUID) -> Response:
    """Asks before something is removed."""
    edited = queries.editing(current.viewer(), item_id)
    alone = edited.draft is not None and edited.draft.id == item_id
    return respond.page("portfolio/remove.html", edited=edited, alone=alone, item_id=item_id)


@blueprint.post(f"{ONE}/removal")
@access.signed_in
def remove(item_id: uuid.UUID) -> Any:
    """A work with its pictures, or a draft alone."""
    arranging.remove(current.viewer(), item_id)
    return respond.moved(f"{PATH}?stored={item_id}", _("Removed."))


def _row(item_id: uuid.UUID, news: str) -> Any:
    if not respond.wants_part():
        return respond.moved(f"{PATH}#karya-{item_id}", news)
    found = queries.rows(current.viewer())
    row = next(one for one in found if one.id == item_id)
    place = found.index(row)
    ends = {"first": place == 0 or found[place - 1].item is None, "last": row is found[-1]}
    return respond.page(PAGE, part=ROW, row=row, news=news, swap=True, **ends, **_words(), **_segments(found))


def _overview() -> dict[str, Any]:
    found, state = queries.rows(current.viewer()), _state()
    return {
        "creator": creators.of(current.viewer()),
        "rows": queries.filtered(found, state),
        "stored": request.args.get("stored", ""),
        **_words(),
        **_segments(found),
    }


def _segments(found: list[queries.Row]) -> dict[str, Any]:
    return {"counts": queries.segments(found), "state": _state()}


def _words() -> dict[str, Any]:
    return {"category_words": words.CATEGORY_WORDS}


def _state() -> str:
    state = request.args.get("state", "")
    return state if state in queries.SEGMENTS else ""
