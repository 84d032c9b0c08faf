"""`/admin`: what can be done here."""

from __future__ import annotations

from flask import Blueprint, Response

from kreatr.accounts.access import may_moderate
from kreatr.kernel import access, respond

blueprint = Blueprint("home", __name__)


@blueprint.get("")
@access.allow(may_moderate)
def index() -> Response:
    """The rooms of the admin area that the viewer may enter."""
    return respond.page("admin/home.html")
