"""`/dashboard/settings/push`: which devices ring for somebody, and for what."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, Response, current_app, request
from flask_babel import gettext as _

from kreatr.kernel import access, current, limits, respond, vapid
from kreatr.pwa import forms, queries
from kreatr.pwa.actions import devices, ringing
from kreatr.pwa.actions.devices import TooManyDevices
from kreatr.pwa.words import KIND_WORDS

blueprint = Blueprint("push", __name__)
PATH = "/dashboard/settings/push"
ONE = f"{PATH}/<uuid:subscription_id>"


@blueprint.get(PATH)
@access.signed_in
def index() -> Response:
    """What it is, this device's button, and the others."""
    return _page()


@blueprint.post(PATH)
@access.signed_in
def add() -> Any:
    """Has this browser ring. Without `chosen` (a browser that renews its address) the kinds stay."""
    viewer = current.viewer()
    limits.hit("push-saves", str(viewer.id))
    private = current_app.config["KREATR"].push_private
    browser = forms.browser(request.form, request.user_agent.string, private=private)
    if browser is None:
        return _page(_("Your browser gave us an address we may not ask. Nothing was switched on."), 422)
    try:
        devices.let_ring(viewer, browser, forms.kinds(request.form) if "chosen" in request.form else None)
    except TooManyDevices as full:
        return _page(full.message, full.status)
    return respond.moved(PATH, _("This device rings now."))


@blueprint.post(f"{ONE}/kinds")
@access.signed_in
def choose(subscription_id: uuid.UUID) -> Any:
    """What one device rings for."""
    devices.choose(current.viewer(), subscription_id, forms.kinds(request.form))
    return respond.moved(PATH, _("Saved."))


@blueprint.post(f"{ONE}/test")
@access.signed_in
def test(subscription_id: uuid.UUID) -> Any:
    """Has one device ring once."""
    viewer = current.viewer()
    queries.find(viewer, subscription_id)  # what is not theirs uses up nothing
    limits.hit("push-tests", str(viewer.id))
    ringing.test(viewer, subscription_id)
    return respond.moved(PATH, _("On its way. It should ring within a few seconds."))


@blueprint.post(f"{ONE}/removal")
@access.signed_in
def remove(subscription_id: uuid.UUID) -> Any:
    """One device rings no more."""
    devices.let_go(current.viewer(), subscription_id)
    return respond.moved(PATH, _("It rings no more."))


def _page(refused: str = "", status: int = 200) -> Response:
    viewer = current.viewer()
    rows, (session_id, lasting) = queries.devices(viewer), queries.session_of(viewer)
    current_key = vapid.mark(vapid.own())
    mine = (row for row in rows if row.session_id == session_id and row.server_key == current_key)
    return respond.page(
        "pwa/push.html",
        status=status,
        rows=rows,
        here=next(mine, None),
        lasting=lasting,
        server_key=vapid.own(),
        kinds={kind.value: words for kind, words in KIND_WORDS.items()},
        refused=refused,
    )
