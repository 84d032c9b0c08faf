"""`/admin/ai-keys`: how many keys there are and how they are kept. Nobody sees a key here (A8)."""

from __future__ import annotations

from flask import Blueprint, Response, current_app

from kreatr.accounts.access import may_administer
from kreatr.ai.actions import rotating
from kreatr.byok import queries, words
from kreatr.kernel import access, respond

blueprint = Blueprint("ai_keys", __name__, url_prefix="/ai-keys")


@blueprint.get("")
@access.allow(may_administer)
def index() -> Response:
    """Numbers by status, what waits for `keys rotate`, and whether private addresses are open."""
    return respond.page(
        "byok/admin.html",
        counts=queries.counts(),
        states=words.STATES,
        outdated=rotating.waiting(),
        private=current_app.config["KREATR"].ai.private,
    )
