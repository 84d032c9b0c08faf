"""Notices which step of the way a request was, whichever room answered it, also from the cache."""

from __future__ import annotations

from flask import Blueprint, Response, request

from kreatr.analytics.actions import GATHER
from kreatr.analytics.models import Step
from kreatr.kernel import tally

blueprint = Blueprint("steps", __name__)
STEPS = {
    "site.landing": Step.LANDING,
    "community.hub": Step.HUB,
    "marketplace.browse": Step.MARKETPLACE,
    "portfolio.show": Step.PROFILE,
    "portfolio.item": Step.PROFILE,
    "contact.write": Step.CONTACT,
    "contact.send": Step.INQUIRY,
}
# Sent without JavaScript, the visitor is led on; an unchanged page was looked at too.
TAKEN = {"GET": (200, 304), "POST": (200, 303)}


@blueprint.after_app_request
def notice(response: Response) -> Response:
    """Counts a visitor once per step and day; how it works says `kernel/tally.py`."""
    step = STEPS.get(request.endpoint or "")
    if step and response.status_code in TAKEN.get(request.method, ()):
        tally.count(GATHER, step.value)
    return response
