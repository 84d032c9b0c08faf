"""`/dashboard/usage`: what a person's AI work came to, every call of it, and all of it as a file (USE-01 to USE-11)."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from kreatr.accounts.models import User
from kreatr.ai import words
from kreatr.ai.forms import usage as forms
from kreatr.ai.forms.usage import UsageForm
from kreatr.ai.models import CallStatus, Payer
from kreatr.ai.queries import calls
from kreatr.ai.queries import usage as queries
from kreatr.ai.queries.usage import Filter
from kreatr.kernel import access, current, limits, money, respond, spreadsheet

blueprint = Blueprint("usage", __name__)
PAGE = "ai/usage.html"
MOST_ROWS = 200_000
HEAD = (
    *("date", "time", "provider", "model", "operation", "task", "tokens_in", "tokens_out"),
    *("cost_usd", "cost_idr", "usd_idr", "paid_by", "credits", "success", "error"),
)


@blueprint.get("/dashboard/usage")
@access.signed_in
def index() -> Response:
    """The calls of a filter with their sums; with htmx, the next rows of the log."""
    form = _form()
    if not form.validate():
        return respond.page(PAGE, status=422, form=form, wanted=None)
    viewer, wanted = current.viewer(), form.wanted()
    form.process(data=forms.query(wanted))
    log = _log(viewer, wanted)
    if respond.wants_part():
        return respond.page(PAGE, part="ai/_log.html", log=log)
    found = queries.totals(viewer, wanted)
    return respond.page(
        PAGE,
        form=form,
        wanted=wanted,
        period=words.period(wanted),
        total=found.total,
        unknown=words.unknown(found.total),
        providers=words.providers(found),
        models=words.models(found),
        log=log,
        under_way=[words.receipt(call) for call in queries.under_way(viewer)],
        file=url_for("usage.file", **forms.query(wanted)),
    )


@blueprint.get("/dashboard/usage/<uuid:call_id>")
@access.signed_in
def show(call_id: uuid.UUID) -> Response:
    """One call's receipt."""
    call = calls.find(current.viewer(), call_id)
    return respond.page("ai/call.html", call=call, receipt=words.receipt(call))


@blueprint.get("/dashboard/usage.csv")
@access.signed_in
def file() -> Any:
    """The same calls as a file, newest first."""
    form = _form()
    if not form.validate():
        return respond.page(PAGE, status=422, form=form, wanted=None)
    viewer, wanted = current.viewer(), form.wanted()
    limits.hit("usage-files", str(viewer.id))
    if queries.totals(viewer, wanted).total.calls > limits.amount(MOST_ROWS):
        form.form_errors = [_("These are too many calls for one file. Choose fewer days.")]
        return respond.page(PAGE, status=422, form=form, wanted=None)
    name = f"kreatr-usage-{wanted.start:%Y-%m-%d}-{wanted.end:%Y-%m-%d}.csv"
    rows = (_row(call) for call in queries.filed(viewer, wanted))
    return spreadsheet.attachment(name, [HEAD], rows)


def _form() -> UsageForm:
    return UsageForm(request.args)


def _log(viewer: User, wanted: Filter) -> dict[str, Any]:
    page = queries.log(viewer, wanted, forms.before(request.args.get("before")))
    more = url_for("usage.index", **forms.query(wanted), before=page.next) if page.next else None
    return {"rows": [(call, words.receipt(call)) for call in page.rows], "next": more}


def _row(call: Any) -> tuple[object, ...]:
    """One call. Money is exact: micro-USD and millionths of a rupiah as decimals; empty where it is not known."""
    moment = call.created_at.astimezone(queries.ZONE)
    return (
        *(call.day.isoformat(), f"{moment:%H:%M:%S}", call.provider.value, call.model),
        *(call.operation.value, call.task, call.tokens_in, call.tokens_out),
        _decimal(call.cost),
        _decimal(None if call.cost is None else money.micro_idr(call.cost, call.usd_idr)),
        *(
            call.usd_idr,
            _paid(call),
            call.credits,
            "no" if call.status is CallStatus.FAILED else "yes",
            call.error,
        ),
    )


def _paid(call: Any) -> str:
    return "credits" if call.payer is Payer.CREDITS else f"key ...{call.key_hint}"


def _decimal(micro: int | None) -> Decimal | None:
    return None if micro is None else Decimal(micro).scaleb(-6)
