"""`/admin/community/creators`: the creators that stand first on the hub (MKT-16)."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from kreatr.accounts.access import may_administer
from kreatr.community.forms.highlights import CreatorForm
from kreatr.creators import actions, queries
from kreatr.kernel import access, respond
from kreatr.kernel.errors import NotFound

blueprint = Blueprint("featured", __name__, url_prefix="/community/creators")
PATH = "/admin/community/creators"


@blueprint.get("")
@access.allow(may_administer)
def index() -> Response:
    """Who was chosen, and a form for one more."""
    return _page(CreatorForm())


@blueprint.post("")
@access.allow(may_administer)
def add() -> Any:
    """One more, by username."""
    form = CreatorForm(request.form)
    if not form.validate():
        return _page(form, 422)
    try:
        creator = queries.shown(None, form.username())
    except NotFound:
        form.name.errors = [_("No creator that everybody can see goes by this name.")]
        return _page(form, 422)
    actions.feature(creator.id, True)
    return respond.moved(
        PATH, _("%(name)s stands first on the community page now.", name=creator.display_name)
    )


@blueprint.post("/<uuid:person_id>/removal")
@access.allow(may_administer)
def remove(person_id: Any) -> Any:
    """Not among them any more; the profile itself stays as it is."""
    creator = actions.feature(person_id, False)
    return respond.moved(PATH, _("%(name)s is not featured any more.", name=creator.display_name))


def _page(form: CreatorForm, status: int = 200) -> Response:
    return respond.page("community/featured.html", status=status, form=form, creators=queries.featured())
