"""`/admin/community/sources`: how the measuring of the outside communities stands, and asking by hand (HUB-12)."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response
from flask_babel import gettext as _

from kreatr.accounts.access import may_administer
from kreatr.community import queries
from kreatr.community.actions import measuring
from kreatr.kernel import access, clock, jobs, limits, respond
from kreatr.kernel.errors import NotFound

blueprint = Blueprint("sources", __name__, url_prefix="/community/sources")
PATH = "/admin/community/sources"


@blueprint.get("")
@access.allow(may_administer)
def index() -> Response:
    """One row per platform."""
    return respond.page("community/sources.html", sources=queries.sources())


@blueprint.post("/<string:platform>/refresh")
@access.allow(may_administer)
def refresh(platform: str) -> Any:
    """Has a platform asked now, by the worker; the page says how it went when it is opened again."""
    found = queries.find_source(platform)
    if found is None:
        raise NotFound
    limits.hit("source-refresh", platform)
    if not measuring.make_due(found):
        return respond.moved(PATH, _("It asked us for a pause. Below stands until when."))
    job_id = f"source-{platform}-{int(clock.now().timestamp())}"
    jobs.enqueue("kreatr.community.jobs.refresh", job_id=job_id, seconds=60)
    return respond.moved(PATH, _("It is being asked. Open this page again in a few seconds."))
