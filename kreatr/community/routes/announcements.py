"""`/admin/community/announcements`: what the house tells everybody."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError

from kreatr.accounts.access import may_administer
from kreatr.community import queries
from kreatr.community.actions import announcing
from kreatr.community.actions.announcing import Words
from kreatr.community.forms import announcements as forms
from kreatr.community.forms.announcements import AnnouncementForm
from kreatr.community.models import Activity
from kreatr.kernel import access, clock, current, respond
from kreatr.kernel.errors import Conflict, Forbidden, StaleForm

blueprint = Blueprint("announcements", __name__, url_prefix="/community/announcements")
PATH, EDIT = "/admin/community/announcements", "community/announcement.html"
ONE = "/<uuid:announcement_id>"


@blueprint.get("")
@access.allow(may_administer)
def index() -> Response:
    """All of them, newest first."""
    page = max(1, request.args.get("page", 1, type=int))
    lines, last = queries.written(min(page, 10_000))
    return respond.page("community/announcements.html", lines=lines, page=page, last=last, now=clock.now())


@blueprint.get("/new")
@access.allow(may_administer)
def new() -> Response:
    """An empty form."""
    return _page(AnnouncementForm(data=forms.fresh()))


@blueprint.post("")
@access.allow(may_administer)
def add() -> Any:
    """Tells everybody at once."""
    form = AnnouncementForm(request.form)
    if not form.validate():
        return _page(form, status=422)
    words = Words(**form.stored(current.viewer().timezone))
    announcing.announce(forms.known(form), words)
    return respond.moved(PATH, _("Announced."))


@blueprint.get(ONE)
@access.allow(may_administer)
def edit(announcement_id: uuid.UUID) -> Response:
    """One of them in the form."""
    line = queries.announcement(announcement_id)
    return _page(AnnouncementForm(data=forms.shown(line, current.viewer().timezone)), line)


@blueprint.post(ONE)
@access.allow(may_administer)
def change(announcement_id: uuid.UUID) -> Any:
    """Other words, at once everywhere; what somebody else saved meanwhile is shown beside what was typed."""
    line, zone = queries.announcement(announcement_id), current.viewer().timezone
    form = AnnouncementForm(request.form)
    if not form.validate():
        return _page(form, line, 422)
    try:
        words = Words(**form.stored(zone, line.pinned_until))
        announcing.reword(announcement_id, words, forms.edition(form))
    except Conflict as error:
        line = queries.announcement(announcement_id)
        form.form_errors, form.version.data = [error.message], str(line.version)
        return _page(form, line, error.status, saved=form.differing(forms.shown(line, zone)))
    return respond.moved(PATH, _("Announcement saved."))


@blueprint.get(f"{ONE}/removal")
@access.allow(may_administer)
def ask(announcement_id: uuid.UUID) -> Response:
    """Asks before it is gone."""
    line = queries.announcement(announcement_id)
    return respond.page("community/announcement_remove.html", line=line)


@blueprint.post(f"{ONE}/removal")
@access.allow(may_administer)
def remove(announcement_id: uuid.UUID) -> Any:
    """Away with it, everywhere."""
    announcing.withdraw(announcement_id)
    return respond.moved(PATH, _("Announcement removed."))


@blueprint.errorhandler(CSRFError)
@access.allow(may_administer)
def stale(_error: CSRFError) -> Response:
    """The form again, with everything that was typed and a fresh token."""
    id_ = (request.view_args or {}).get("announcement_id")
    form = AnnouncementForm(request.form)
    form.form_errors = [StaleForm().message]
    return _page(form, queries.announcement(id_) if id_ else None, Forbidden.status)


def _page(form: AnnouncementForm, line: Activity | None = None, status: int = 200, **more: Any) -> Response:
    return respond.page(
        EDIT, status=status, form=form, line=line, action=f"{PATH}/{line.id}" if line else PATH, **more
    )
