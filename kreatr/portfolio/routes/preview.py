"""`/dashboard/portfolio/<id>/preview`: a work's page as everybody will see it, for its owner alone."""

from __future__ import annotations

import uuid

from flask import Blueprint, Response

from kreatr.kernel import access, current
from kreatr.portfolio import queries
from kreatr.portfolio.routes import public, sheet
from kreatr.portfolio.routes.sheet import PATH

blueprint = Blueprint("preview", __name__)


@blueprint.get(f"{PATH}/<uuid:item_id>/preview")
@access.signed_in
def show(item_id: uuid.UUID) -> Response:
    """The page of a work as it is written now, be it a draft, waiting or shown."""
    viewer = current.viewer()
    edited = queries.editing(viewer, item_id)
    tiles = sheet.stored(viewer, edited).tiles
    work = queries.as_item(edited)
    pictures = [(tile.pic, tile.alt or work.title) for tile in tiles if tile.pic]
    response = public.work_page(edited.creator, work, pictures, preview=f"{PATH}/edit/{edited.id}")
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
