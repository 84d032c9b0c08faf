"""`/dashboard/notices`: what somebody was told, and `/dashboard/settings/notifications`: what they want to be told."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from kreatr.kernel import access, current, redirects, respond
from kreatr.notices import actions, forms, queries

blueprint = Blueprint("notices", __name__)
PATH, SETTINGS = "/dashboard/notices", "/dashboard/settings/notifications"


@blueprint.get(PATH)
@access.signed_in
def notices() -> Response:
    """The lines, newest first."""
    page = queries.page(current.viewer(), _before())
    next_url = f"{PATH}?before={page.next}" if page.next else None
    return respond.page("notices/list.html", rows=page.rows, next_url=next_url)


@blueprint.get(f"{PATH}/unread")
@access.signed_in
def unread() -> Response:
    """The numbers of the dashboard's header, asked for by pages that are looked at."""
    return respond.polled("notices/_unread.html", unread=queries.unread(current.viewer()))


@blueprint.post(f"{PATH}/<uuid:notice_id>/opening")
@access.signed_in
def follow(notice_id: uuid.UUID) -> Any:
    """Marks a line as read and goes where it leads."""
    notice = actions.read(current.viewer(), notice_id)
    return respond.moved(redirects.inside(notice.url, PATH))


@blueprint.post(f"{PATH}/<uuid:notice_id>/reading")
@access.signed_in
def read(notice_id: uuid.UUID) -> Any:
    """Marks a line as read, and stays."""
    notice = actions.read(current.viewer(), notice_id)
    if not respond.wants_part():
        return respond.moved(PATH)
    left = queries.unread(current.viewer())
    return respond.fragments("notices/_row.html", "notices/_count.html", notice=notice, unread=left)


@blueprint.post(f"{PATH}/reading")
@access.signed_in
def read_all() -> Any:
    """Marks all lines as read."""
    actions.read_all(current.viewer())
    return respond.moved(PATH, _("All read."))


@blueprint.get(SETTINGS)
@access.signed_in
def settings() -> Response:
    """Two switches for each kind."""
    return respond.page("notices/settings.html", wishes=queries.wishes(current.viewer()))


@blueprint.post(SETTINGS)
@access.signed_in
def choose() -> Any:
    """Keeps the switches."""
    viewer = current.viewer()
    actions.choose(viewer, forms.wanted(request.form, queries.wishes(viewer)))
    return respond.moved(SETTINGS, _("Saved."))


def _before() -> uuid.UUID | None:
    try:
        return uuid.UUID(request.args.get("before", ""))
    except ValueError:
        return None
