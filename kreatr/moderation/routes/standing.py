"""What suspended people see instead of everything that is closed to them."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from kreatr.accounts.models import Standing
from kreatr.kernel import current, errors, respond
from kreatr.kernel.errors import Suspended
from kreatr.moderation import words
from kreatr.moderation.models import Verb
from kreatr.moderation.queries import people

blueprint = Blueprint("standing", __name__)


@blueprint.app_errorhandler(Suspended)
def closed(error: Suspended) -> Any:
    """Until when, why, and where to answer; for programs the error alone."""
    if errors.wants_json():
        return errors.answer(error)
    viewer = current.viewer()
    act = people.last_act(viewer.id, Verb.SUSPEND) if viewer.standing is Standing.SUSPENDED else None
    reason = words.REASON_WORDS[act.reason] if act and act.reason else None
    response = respond.page(
        "moderation/suspended.html", status=error.status, until=viewer.suspended_until, act=act, reason=reason
    )
    response.headers["Cache-Control"] = "no-store"
    return response
