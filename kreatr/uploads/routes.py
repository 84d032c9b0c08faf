"""`/dashboard/uploads`: pictures on their way into a form. The form's own page works without these, by file parts."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, Response, jsonify, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import RequestEntityTooLarge

from kreatr.kernel import access, current, errors, respond
from kreatr.kernel.errors import BadRequest, KreatrError, StaleForm
from kreatr.uploads import queries, words
from kreatr.uploads.actions import finishing, receiving
from kreatr.uploads.actions.receiving import Refusal
from kreatr.uploads.models import Purpose, Upload, UploadState

blueprint = Blueprint("uploads", __name__)
PATH = "/dashboard/uploads"
ONE = f"{PATH}/<uuid:upload_id>"
TILE, SHOT, REFUSED = "uploads/_tile.html", "uploads/_shot.html", "uploads/_refused.html"


@blueprint.post(PATH)
@access.signed_in
def create() -> Response:
    """One picture, answered by its place in the form; a refusal is a sentence for the same place."""
    try:
        file = request.files.get("file")
        if file is None:
            raise BadRequest
        upload = receiving.receive(current.viewer(), _purpose(), file.stream)
    except KreatrError as error:
        return _refused(error)
    return _answer(upload, TILE, 201)


@blueprint.get(ONE)
@access.signed_in
def show(upload_id: uuid.UUID) -> Response:
    """What the form asks for while a picture is being made: its new state, or 304 while there is none."""
    upload = queries.find(current.viewer(), upload_id)
    if upload.state is UploadState.WAITING and respond.wants_part():
        return Response(status=304)
    return _answer(upload, SHOT)


@blueprint.post(f"{ONE}/removal")
@access.signed_in
def remove(upload_id: uuid.UUID) -> Response:
    """The owner does not want it after all."""
    finishing.remove(current.viewer(), upload_id)
    return Response(status=204)


@blueprint.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> Response:
    """Refused before it was read."""
    return _refused(Refusal(words.TOO_HEAVY, Purpose.WORK))


@blueprint.errorhandler(CSRFError)
def stale(_error: CSRFError) -> Response:
    """The form was open for too long; its text is still there, and so is the file on its owner's disk."""
    return _refused(StaleForm())


def _purpose() -> Purpose:
    try:
        return Purpose(request.form.get("purpose", Purpose.WORK.value))
    except ValueError:
        raise BadRequest from None


def _field() -> str:
    field = request.form.get("field", "images")
    return field if field in ("images", "avatar", "banner") else "images"


def _answer(upload: Upload, part: str, status: int = 200) -> Response:
    tile = queries.tile(upload)
    if _wants_json():
        picture = tile.pic.brief() if tile.pic else None
        body = {"id": str(upload.id), "state": upload.state, "fault": upload.fault, "picture": picture}
        response = jsonify(body)
        response.status_code = status
        return response
    return respond.page(part, status=status, tile=tile, name=_field())


def _refused(error: KreatrError) -> Response:
    if _wants_json():
        return errors.answer(error)
    response = respond.page(REFUSED, status=error.status, message=error.message)
    if error.retry_after is not None:
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _wants_json() -> bool:
    kinds: Any = request.accept_mimetypes
    return bool(kinds.best_match(["text/html", "application/json"], "text/html") == "application/json")
