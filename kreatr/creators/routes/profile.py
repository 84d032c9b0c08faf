"""`/dashboard/settings/marketplace`: how a creator appears to everybody."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError

from kreatr.creators import actions, queries, words
from kreatr.creators.actions import ChangedMeanwhile, Profile
from kreatr.creators.forms import ProfileForm, shown
from kreatr.creators.routes import pictures
from kreatr.creators.routes.pictures import Slot
from kreatr.kernel import access, current, limits, respond
from kreatr.kernel.errors import Forbidden, StaleForm
from kreatr.uploads import queries as uploads

blueprint = Blueprint("creators", __name__)
PATH, PAGE = "/dashboard/settings/marketplace", "creators/profile.html"


@blueprint.get(PATH)
@access.signed_in
def profile() -> Response:
    """The form, with what is saved; empty for somebody who has no profile yet."""
    creator = queries.of(current.viewer())
    form = ProfileForm(data={**shown(queries.values(creator)), "version": queries.version(creator)})
    return _page(form, pictures.shown(current.viewer(), creator))


@blueprint.post(PATH)
@access.signed_in
def save() -> Any:
    """Saves the whole profile, or gives everything back with what is to be mended."""
    viewer = current.viewer()
    limits.hit("profile-saves", str(viewer.id))
    creator = queries.of(viewer)
    slots = pictures.read(viewer, creator)
    form = ProfileForm(request.form, data=shown(queries.values(creator)))
    if pictures.command():
        return _page(form, slots)
    if not form.validate() or any(slot.errors for slot in slots.values()):
        return _page(form, slots, 422)
    first = creator is None
    try:
        profile = Profile(**form.stored())
        saved = actions.save_profile(viewer, profile, form.version.data or None, pictures.changes(slots))
    except ChangedMeanwhile as error:
        return _conflict(form, slots, error)
    if saved.hidden_at is not None:
        return respond.moved(PATH, str(words.LOOKED_AT_FIRST))
    return respond.moved(PATH, _("Your profile is ready.") if first else _("Profile saved."))


@blueprint.get("/dashboard/settings/skills")
@access.signed_in
def skills() -> Response:
    """Skills that begin like what is being typed, as options."""
    return respond.page(
        "creators/_skills.html", names=queries.suggested_skills(request.args.get("q", "")[:30])
    )


@blueprint.errorhandler(CSRFError)
@access.signed_in
def stale(_error: CSRFError) -> Response:
    """The form again, with everything that was typed and a fresh token."""
    viewer = current.viewer()
    creator = queries.of(viewer)
    form = ProfileForm(request.form, data=shown(queries.values(creator)))
    form.form_errors = [StaleForm().message]
    return _page(form, pictures.shown(viewer, creator), Forbidden.status)


def _page(form: ProfileForm, slots: dict[str, Slot], status: int = 200, **more: Any) -> Response:
    viewer = current.viewer()
    usage = uploads.usage(viewer)
    return respond.page(
        PAGE, status=status, form=form, slots=slots, usage=usage, creator=queries.of(viewer), **more
    )


def _conflict(form: ProfileForm, slots: dict[str, Slot], error: ChangedMeanwhile) -> Response:
    """Both: what was typed in the fields, and beside each that differs what is saved. Sending again keeps what was typed."""
    creator = queries.of(current.viewer())
    form.form_errors = [error.message]
    form.version.data = queries.version(creator)
    return _page(form, slots, error.status, saved=form.differing(queries.values(creator)))
