"""`/admin/marketplace/moderation/<case_id>`: one case, what is decided about it, and what is said in it."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError

from kreatr.accounts.access import may_moderate
from kreatr.kernel import access, clock, current, errors, limits, respond
from kreatr.kernel.errors import KreatrError, StaleForm
from kreatr.moderation import words
from kreatr.moderation.actions import cases as acting
from kreatr.moderation.actions import deciding, speaking, taking, undoing
from kreatr.moderation.actions.deciding import Decision
from kreatr.moderation.forms import deciding as forms
from kreatr.moderation.forms.deciding import DecisionForm, NoteForm
from kreatr.moderation.models import Act, Case, Verb
from kreatr.moderation.queries import case as cases
from kreatr.moderation.queries import queue
from kreatr.portfolio import words as portfolio

blueprint = Blueprint("case", __name__, url_prefix="/marketplace/moderation")
PATH = "/admin/marketplace/moderation"
ONE = "/<uuid:case_id>"
PAGE, PART = "moderation/case.html", "moderation/_case.html"


@blueprint.get(ONE)
@access.allow(may_moderate)
def show(case_id: uuid.UUID) -> Response:
    """What waits, and everything that is known about it. `?pictures=all` loads all of them."""
    done = cases.just_done(current.viewer(), forms.ids([request.args.get("done", "")]))
    return page(_find(case_id), done=next(iter(done), None))


@blueprint.post(f"{ONE}/claim")
@access.allow(may_moderate)
def claim(case_id: uuid.UUID) -> Any:
    """Keeps it for the viewer."""
    _find(case_id)
    return _did(lambda: taking.take(current.viewer(), case_id), case_id)


@blueprint.post(f"{ONE}/release")
@access.allow(may_moderate)
def release(case_id: uuid.UUID) -> Any:
    """Lets others have it, and leads to the list."""
    case = _find(case_id)
    acting.give_back(current.viewer(), case_id)
    return respond.moved(f"{PATH}?tab={queue.KINDS[case.kind]}", _("Given back: others may take it."))


@blueprint.post(f"{ONE}/decision")
@access.allow(may_moderate)
def decide(case_id: uuid.UUID) -> Any:
    """Decides, and leads to the next case; what was decided can be undone from there."""
    case = _find(case_id)
    form = _form(case, request.form)
    if not form.validate() or form.verb is None:
        return page(case, form, status=422)
    decision = Decision(form.verb, form.why, form.words.stored, form.edition)
    try:
        act = deciding.decide(current.viewer(), case_id, decision)
    except KreatrError as error:
        form.form_errors = [error.message]
        return page(_find(case_id), form, status=error.status)
    if act.verb is Verb.NOTE:
        return opened(case_id, act)
    following = taking.take_next(current.viewer(), queue.KINDS[case.kind], case_id)
    if following is None:
        return respond.moved(f"{PATH}?tab={queue.KINDS[case.kind]}&done={act.id}")
    return opened(following.id, act)


@blueprint.post(f"{ONE}/notes")
@access.allow(may_moderate)
def note(case_id: uuid.UUID) -> Any:
    """Says something in the thread, for its people or for the house alone."""
    case, form = _find(case_id), NoteForm(request.form)
    if not form.validate():
        return page(case, note=form, status=422)
    limits.hit("case-notes", str(current.viewer().id))
    internal, client_id = bool(form.internal.data), str(form.client_id.data)
    speaking.note(current.viewer(), case_id, form.body.stored, internal=internal, client_id=client_id)
    return opened(case_id, news=_("Written down.") if form.internal.data else _("Sent."))


@blueprint.post("/acts/<uuid:act_id>/undo")
@access.allow(may_moderate)
def undo(act_id: uuid.UUID) -> Any:
    """Takes a decision back; the case is open again."""
    act = undoing.undo(current.viewer(), act_id)
    if act.case_id is None:
        return respond.moved(PATH, _("Taken back."))
    return opened(act.case_id, news=_("Taken back. It waits again."))


@blueprint.errorhandler(CSRFError)
@access.allow(may_moderate)
def stale(_error: CSRFError) -> Response:
    """The case again, with everything that was typed and a fresh token."""
    try:
        case = _find((request.view_args or {})["case_id"])
    except (KreatrError, KeyError):
        return errors.answer(StaleForm())
    form, note_ = _form(case, request.form), NoteForm(request.form)
    form.form_errors = [StaleForm().message]
    return page(case, form, note=note_ if "body" in request.form else None, status=StaleForm.status)


def opened(case_id: uuid.UUID, done: Act | None = None, news: str = "") -> Any:
    """On to a case: for htmx the case itself under its address, else the way there."""
    address = f"{PATH}/{case_id}"
    if not respond.wants_part():
        return respond.moved(f"{address}?done={done.id}" if done else address, news or None)
    return respond.addressed(page(_find(case_id), done=done, news=news), address)


def page(
    case: Case,
    form: DecisionForm | None = None,
    *,
    note: NoteForm | None = None,
    done: Act | None = None,
    news: str = "",
    status: int = 200,
) -> Response:
    """A case with everything that is known about it."""
    viewer, moment = current.viewer(), clock.now()
    around = queue.beside(viewer, case) if case.open else queue.Beside(None, [])
    return respond.page(
        PAGE,
        part=PART,
        status=status,
        case=case,
        under=queue.KINDS[case.kind],
        look=cases.look(case),
        strip=around.rows,
        previous=around.previous,
        taken=case.claimed_by_other(viewer, moment),
        mine=_mine(case, moment),
        form=form or _form(case),
        note=note or NoteForm(data=forms.fresh()),
        done=done,
        undoable=done is not None and undoing.undoable(done),
        news=news,
        moment=moment,
        pictures=request.args.get("pictures") == "all",
        fragment=respond.wants_part(),
        **_vocabulary(),
    )


def _vocabulary() -> dict[str, Any]:
    return {
        "kind_words": words.KIND_WORDS,
        "subject_words": words.SUBJECT_WORDS,
        "verb_words": words.VERB_WORDS,
        "outcome_words": words.OUTCOME_WORDS,
        "reason_words": words.REASON_WORDS,
        "field_words": portfolio.FIELD_WORDS,
        "category_words": portfolio.CATEGORY_WORDS,
        "licence_names": portfolio.LICENCE_NAMES,
    }


def _find(case_id: uuid.UUID) -> Case:
    return cases.find(current.viewer(), case_id)


def _mine(case: Case, moment: Any) -> bool:
    held = case.claimed_until is not None and moment < case.claimed_until
    return held and case.claimed_by_id == current.viewer().id


def _form(case: Case, typed: Any = None) -> DecisionForm:
    """The decision, empty or as it was sent."""
    known = {"reasoned": deciding.NEEDS_REASON, "worded": deciding.NEEDS_WORDS}
    return DecisionForm(typed, options=deciding.options(case), data={"version": case.version}, **known)


def _did(verb: Any, case_id: uuid.UUID) -> Any:
    try:
        verb()
    except KreatrError as error:
        case = _find(case_id)
        form = _form(case)
        form.form_errors = [error.message]
        return page(case, form, status=error.status)
    return opened(case_id)
