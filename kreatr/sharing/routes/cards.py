"""`/media/cards/<name>.jpg`: the cards that chat groups show, under names made of their bytes."""

from __future__ import annotations

import re

from flask import Blueprint, Response, abort, request

from kreatr.kernel import access, storage
from kreatr.kernel.assets import FOREVER
from kreatr.sharing.actions.drawing import WIDTH
from kreatr.sharing.queries import cards

blueprint = Blueprint("cards", __name__)
NAME = re.compile(r"([0-9a-f]{32})\.jpg")


@blueprint.get("/media/cards/<string:filename>")
@access.anyone
def card(filename: str) -> Response:
    """One card. Other sites may show it, that is what it is for."""
    found = NAME.fullmatch(filename)
    if found is None or not cards.visible(found[1]):
        abort(404)
    data = storage.current().get(f"{found[1]}-{WIDTH}.jpg")
    if data is None:
        abort(404)
    response = Response(data, mimetype="image/jpeg")
    response.set_etag(found[1])
    response.headers["Cache-Control"] = FOREVER
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.make_conditional(request)
    return response
