"""`/admin/people`: who is here, and how they stand. An e-mail address is looked for, and stands in no address of ours."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError

from kreatr.accounts import queries as accounts
from kreatr.accounts.access import may_administer
from kreatr.kernel import access, respond
from kreatr.kernel.errors import Forbidden, StaleForm
from kreatr.moderation.forms.people import ROLES, SearchForm
from kreatr.moderation.queries import people

blueprint = Blueprint("people", __name__, url_prefix="/people")
PATH = "/admin/people"
SHOWN = {
    "": _l("All"),
    "suspended": _l("Suspended"),
    "banned": _l("Banned"),
    "house": _l("Team"),
}
LONGEST = 100  # characters


@blueprint.get("")
@access.allow(may_administer)
def index() -> Response:
    """The newest accounts first, or those a search finds."""
    words = request.args.get("q", "").strip()[:LONGEST]
    form = SearchForm(data={"who": words})
    return _page(form, words)


@blueprint.post("/search")
@access.allow(may_administer)
def search() -> Any:
    """An e-mail address leads to its person, other words to the list."""
    form = SearchForm(request.form)
    if not form.validate():
        return _page(form, "", 422)
    typed = form.who.stored
    if "@" not in typed[1:]:
        return respond.moved(_address("", typed[:LONGEST]))
    known = accounts.by_email(typed.lower())
    if known is None:
        form.who.errors = [_("Nobody has this e-mail address.")]
        return _page(form, "", 422)
    return respond.moved(f"{PATH}/{known.id}")


@blueprint.errorhandler(CSRFError)
@access.allow(may_administer)
def stale(_error: CSRFError) -> Response:
    """The search again, with what was typed and a fresh token."""
    form = SearchForm(request.form)
    form.form_errors = [StaleForm().message]
    return _page(form, "", Forbidden.status)


def _page(form: SearchForm, words: str, status: int = 200) -> Response:
    show = request.args.get("show", "")
    show = show if show in SHOWN else ""
    page = people.found(show, words, request.args.get("after", None, type=uuid.UUID))
    segments = [
        {"label": label, "url": _address(key, words), "count": None, "current": key == show}
        for key, label in SHOWN.items()
    ]
    return respond.page(
        "moderation/people.html",
        status=status,
        form=form,
        words=words,
        people=page.rows,
        roles=ROLES,
        segments=segments,
        more=_address(show, words, page.next) if page.next else None,
    )


def _address(show: str, words: str, after: uuid.UUID | None = None) -> str:
    return url_for("admin.people.index", show=show or None, q=words or None, after=after)
