"""Trying again what failed, and letting go of it."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint
from flask_babel import gettext as _
from flask_babel import ngettext

from kreatr.accounts.access import may_administer
from kreatr.kernel import access, current, respond
from kreatr.operations.actions import tending

blueprint = Blueprint("tending", __name__, url_prefix="/operations")
PATH = "/admin/operations"


@blueprint.post("/deliveries/tries")
@access.allow(may_administer)
def retry_all() -> Any:
    """Everything that was given up, once more."""
    number = tending.retry_all(current.viewer())
    said = ngettext("%(num)s is tried again now.", "%(num)s are tried again now.", number)
    return respond.moved(PATH, said if number else _("Nothing was given up."))


@blueprint.post("/deliveries/<uuid:delivery_id>/tries")
@access.allow(may_administer)
def retry(delivery_id: uuid.UUID) -> Any:
    """One delivery, once more."""
    tending.retry(current.viewer(), delivery_id)
    return respond.moved(PATH, _("It is tried again now. Open this page again in a few seconds."))


@blueprint.post("/deliveries/<uuid:delivery_id>/dismissal")
@access.allow(may_administer)
def dismiss(delivery_id: uuid.UUID) -> Any:
    """One delivery that nobody needs any more."""
    tending.dismiss(current.viewer(), delivery_id)
    return respond.moved(PATH, _("It is off the list and will not be tried again."))


@blueprint.post("/jobs/<string:job_id>/tries")
@access.allow(may_administer)
def retry_job(job_id: str) -> Any:
    """One job of the queue, once more."""
    tending.retry_job(current.viewer(), job_id)
    return respond.moved(PATH, _("It is tried again now. Open this page again in a few seconds."))
