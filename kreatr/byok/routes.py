"""`/dashboard/api-keys`: where a person's AI provider keys will live."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from kreatr.ai import words
from kreatr.ai.queries import usage
from kreatr.kernel import access, current, respond

blueprint = Blueprint("byok", __name__)
PATH = "/dashboard/api-keys"


@blueprint.get(PATH)
@access.signed_in
def keys() -> Any:
    """Says what will be here, and that no key is asked for yet."""
    return respond.page("byok/keys.html", usage=words.shown(usage.card(current.viewer())))


@blueprint.get("/dashboard/settings/api-keys")
@access.signed_in
def settings() -> Any:
    """The page's other name (C02)."""
    return respond.moved(PATH)
