"""`/reports`: saying that something public is wrong."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError

from kreatr.kernel import access, current, errors, limits, respond
from kreatr.kernel.errors import KreatrError, NotFound, StaleForm, TooManyRequests
from kreatr.moderation.actions import reporting
from kreatr.moderation.forms import reports as forms
from kreatr.moderation.forms.reports import ReportForm
from kreatr.moderation.queries import reports
from kreatr.moderation.queries.reports import Target

blueprint = Blueprint("reports", __name__)
PAGE, FORM, SENT = "moderation/report.html", "moderation/_report_form.html", "moderation/_report_sent.html"


@blueprint.get("/reports/new")
@access.signed_in
def write() -> Response:
    """The form about `kind` and `id`; with what the viewer said before, while it is not decided."""
    target = _target(request.args)
    known = target.report
    data = {"reason": known.reason.value, "words": known.words} if known else None
    return _form(target, ReportForm(data=data))


@blueprint.post("/reports")
@access.signed_in
def send() -> Any:
    """Keeps it and says what comes next."""
    target = _target(request.form)
    form = ReportForm(request.form)
    if not form.validate():
        return _form(target, form, 422)
    viewer = current.viewer()
    try:
        limits.hit("reports", str(viewer.id), since=viewer.created_at)
        made = reporting.report(viewer, target.kind, target.id, form.reason.stored, form.words.stored)
    except TooManyRequests as error:
        return _refused(target, form, error)
    case_path = f"/dashboard/cases/{made.case_id}"
    if respond.wants_part():
        return respond.page(PAGE, part=SENT, target=target, case_path=case_path)
    return respond.moved(case_path, _("Thank you. We look at it and tell you what came of it."))


@blueprint.errorhandler(CSRFError)
def stale(_error: CSRFError) -> Any:
    """The form again, with everything that was typed and a fresh token."""
    if current.viewer() is None:
        return errors.answer(StaleForm())
    try:
        target = _target(request.form)
    except KreatrError as error:
        return errors.answer(error)
    return _refused(target, ReportForm(request.form), StaleForm())


@blueprint.after_request
def keep_private(response: Response) -> Response:
    """A form of one person."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _target(values: Any) -> Target:
    named = forms.subject(values)
    if named is None:
        raise NotFound
    return reports.target(current.viewer(), *named)


def _form(target: Target, form: ReportForm, status: int = 200) -> Response:
    return respond.page(PAGE, part=FORM, status=status, target=target, form=form)


def _refused(target: Target, form: ReportForm, error: KreatrError) -> Response:
    form.form_errors = [error.message]
    response = _form(target, form, error.status)
    if error.retry_after is not None:
        response.headers["Retry-After"] = str(error.retry_after)
    return response
