"""The log: `/admin/marketplace/moderation/history` for the house, `/community/moderation-log` for everybody."""

from __future__ import annotations

import uuid
from urllib.parse import urlencode

from flask import Blueprint, Response, request

from kreatr.accounts.access import may_moderate
from kreatr.kernel import access, cache, current, respond
from kreatr.moderation import words
from kreatr.moderation.models import Verb
from kreatr.moderation.queries import log
from kreatr.moderation.queries.log import Wanted

blueprint = Blueprint("moderation_log", __name__)
admin = Blueprint("moderation_history", __name__, url_prefix="/marketplace/moderation/history")


@blueprint.get("/community/moderation-log")
@access.anyone
@cache.public("moderation-log")
def index() -> Response:
    """What was decided lately and why, without names of people or works."""
    page = min(max(1, request.args.get("page", 1, type=int)), log.MOST_PAGES)
    rows, last = log.told(page)
    return respond.page(
        "moderation/log.html",
        rows=rows,
        page=page,
        last=last,
        sums=log.sums() if page == 1 else {},
        words=words,
    )


@admin.get("")
@access.allow(may_moderate)
def history() -> Response:
    """Every line, newest first, by subject, person, moderator and deed."""
    verb = request.args.get("verb", "")
    wanted = Wanted(
        subject_id=request.args.get("subject", None, type=uuid.UUID),
        person=request.args.get("person", "").strip()[:40],
        moderator=request.args.get("moderator", "").strip()[:40],
        verb=Verb(verb) if verb in list(Verb) else None,
    )
    page = log.page(current.viewer(), wanted, request.args.get("before", None, type=uuid.UUID))
    more = f"{request.path}?{_asked(page.next)}" if page.next else None
    return respond.page("moderation/history.html", rows=page.rows, wanted=wanted, more=more, words=words)


def _asked(before: uuid.UUID) -> str:
    """What was asked for, from there on."""
    kept = {name: value for name, value in request.args.items() if value and name != "before"}
    return urlencode({**kept, "before": before})
