"""Many cases at once: the same decision about each, and all of it taken back."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request
from flask_babel import gettext as _
from flask_babel import ngettext

from kreatr.accounts.access import may_moderate
from kreatr.kernel import access, current, respond
from kreatr.kernel.errors import KreatrError
from kreatr.moderation.actions import deciding, undoing
from kreatr.moderation.actions.deciding import Decision
from kreatr.moderation.forms import deciding as forms
from kreatr.moderation.queries import case as cases
from kreatr.moderation.routes import queue

blueprint = Blueprint("bulk", __name__, url_prefix="/marketplace/moderation/decisions")


@blueprint.post("")
@access.allow(may_moderate)
def decide() -> Any:
    """Decides each of the ticked cases for itself; what could not be decided stays, with the reason."""
    tab = queue.tab(request.form)
    form, ticked = queue.blank(tab, request.form), forms.chosen(request.form.getlist("cases"))
    if form is None:
        return respond.moved(queue.url(tab))
    if not ticked:
        form.form_errors = [_("Tick at least one line.")]
        return queue.page(tab, form, status=422)
    if not form.validate() or form.verb is None:
        return queue.page(tab, form, status=422)
    decision = Decision(form.verb, form.why, form.words.stored)
    done, refused = deciding.decide_all(current.viewer(), list(ticked), decision, ticked)
    if not refused:
        return respond.moved(queue.url(tab, done=",".join(str(act.id) for act in done)))
    titles = cases.titles([one.case_id for one in refused])
    missed = [(titles.get(one.case_id, ""), one.why) for one in refused]
    return queue.page(tab, refused=missed, done=done, status=409)


@blueprint.post("/undo")
@access.allow(may_moderate)
def undo() -> Any:
    """Takes back what was just decided, as far as it still can be."""
    tab, back = queue.tab(request.form), 0
    for act_id in forms.ids(request.form.getlist("acts")):
        try:
            undoing.undo(current.viewer(), act_id)
        except KreatrError:
            continue
        back += 1
    news = ngettext("%(num)s decision taken back.", "%(num)s decisions taken back.", back)
    return respond.moved(queue.url(tab), news)
