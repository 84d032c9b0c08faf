"""`/dashboard/cases`: what is looked at, what was decided about it and why, and another look. Open to suspended people."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, Response, request

from kreatr.kernel import access, current, paging, respond
from kreatr.moderation import words
from kreatr.moderation.queries import appeals, rooms
from kreatr.moderation.routes import room
from kreatr.moderation.routes.room import Door

blueprint = Blueprint("rooms", __name__)
PATH = "/dashboard/cases"
ONE = f"{PATH}/<uuid:room_id>"
DECISION = f"{PATH}/decisions/<uuid:decision_id>"


@blueprint.get(PATH)
@access.suspended_too
def index() -> Response:
    """The viewer's cases, the newest first, and decisions about their account."""
    viewer = current.viewer()
    before = paging.place(request.args.get("before"))
    found = rooms.page(viewer, before)
    loose = [] if before else rooms.loose(viewer)
    return respond.page(
        "moderation/rooms.html",
        rows=found.rows,
        next_url=f"{PATH}?before={found.next}" if found.next else None,
        loose=loose,
        words=words,
        appealable=appeals.appealable(viewer, loose),
    )


@blueprint.get(ONE)
@access.suspended_too
def show(room_id: uuid.UUID) -> Response:
    """One case."""
    return room.page(_door(), rooms.room(current.viewer(), room_id))


@blueprint.post(f"{ONE}/messages")
@access.suspended_too
def say(room_id: uuid.UUID) -> Any:
    """One more message in its thread."""
    return room.say(_door(), room_id)


@blueprint.get(DECISION)
@access.suspended_too
def decision(decision_id: uuid.UUID) -> Response:
    """One decision, and the form for another look at it."""
    return room.decision_page(_door(), rooms.decision(current.viewer(), decision_id))


@blueprint.post(f"{DECISION}/appeal")
@access.suspended_too
def appeal(decision_id: uuid.UUID) -> Any:
    """Asks for another look by somebody else."""
    return room.appeal(_door(), rooms.decision(current.viewer(), decision_id))


@blueprint.after_request
def keep_private(response: Response) -> Response:
    """What concerns one person stays with them."""
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _door() -> Door:
    return Door(current.viewer(), None)
