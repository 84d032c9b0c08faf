"""`/cases/<token>`: a case room for people who cannot sign in any more. Whoever holds the link is whom the case is about."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, Response

from kreatr.kernel import access
from kreatr.moderation.models import Act, Case
from kreatr.moderation.queries import rooms
from kreatr.moderation.routes import room
from kreatr.moderation.routes.room import Door

blueprint = Blueprint("signed_rooms", __name__)
ONE = "/cases/<string:token>"
DECISION = f"{ONE}/decisions/<uuid:signed_id>"


@blueprint.get(ONE)
@access.anyone
def show(token: str) -> Response:
    """The case."""
    door, case = _door(token)
    return room.page(door, rooms.room(door.person, case.id))


@blueprint.post(f"{ONE}/messages")
@access.anyone
def say(token: str) -> Any:
    """One more message in its thread."""
    door, case = _door(token)
    return room.say(door, case.id)


@blueprint.get(DECISION)
@access.anyone
def decision(token: str, signed_id: uuid.UUID) -> Response:
    """One decision, and the form for another look at it."""
    door, act = _decision(token, signed_id)
    return room.decision_page(door, act)


@blueprint.post(f"{DECISION}/appeal")
@access.anyone
def appeal(token: str, signed_id: uuid.UUID) -> Any:
    """Asks for another look by somebody else."""
    door, act = _decision(token, signed_id)
    return room.appeal(door, act)


@blueprint.after_request
def keep_private(response: Response) -> Response:
    """The address is the key: it must not be stored, found or passed on."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _door(token: str) -> tuple[Door, Case]:
    person, case = rooms.by_token(token)
    return Door(person, token), case


def _decision(token: str, act_id: uuid.UUID) -> tuple[Door, Act]:
    door, _case = _door(token)
    return door, rooms.decision(door.person, act_id)
