"""`/dashboard/settings/marketplace`: how a creator appears to everybody."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError

from kreatr.creators import actions, queries, words
from kreatr.creators.actions import ChangedMeanwhile, Profile
from kreatr.creators.forms import ProfileForm, shown
from kreatr.kernel import access, current, limits, respond
from kreatr.kernel.errors import Forbidden

blueprint = Blueprint("creators", __name__)
PATH, PAGE = "/dashboard/settings/marketplace", "creators/profile.html"


@blueprint.get(PATH)
@access.signed_in
def profile() -> Response:
    """The form, with what is saved; empty for somebody who has no profile yet."""
    creator = queries.of(current.viewer())
    return _page(ProfileForm(data={**shown(queries.values(creator)), "version": queries.version(creator)}))


@blueprint.post(PATH)
@access.signed_in
def save() -> Any:
    """Saves the whole profile, or gives everything back with what is to be mended."""
    viewer = current.viewer()
    creator = queries.of(viewer)
    form = ProfileForm(request.form, data=shown(queries.values(creator)))
    if not form.validate():
        return _page(form, 422)
    limits.hit("profile-saves", str(viewer.id))
    first = creator is None
    try:
        actions.save_profile(viewer, Profile(**form.stored()), form.version.data or None)
    except ChangedMeanwhile as error:
        return _conflict(form, error)
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
    form = ProfileForm(request.form, data=shown(queries.values(queries.of(current.viewer()))))
    form.form_errors = [str(words.STALE)]
    return _page(form, Forbidden.status)


def _page(form: ProfileForm, status: int = 200, **more: Any) -> Response:
    creator = queries.of(current.viewer())
    return respond.page(PAGE, status=status, form=form, creator=creator, **more)


def _conflict(form: ProfileForm, error: ChangedMeanwhile) -> Response:
    """Both: what was typed in the fields, and beside each that differs what is saved. Sending again keeps what was typed."""
    creator = queries.of(current.viewer())
    saved = queries.values(creator)
    form.form_errors = [error.message]
    form.version.data = queries.version(creator)
    return _page(form, error.status, saved=form.differing(saved))
