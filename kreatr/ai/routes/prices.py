"""`/admin/models`: what models cost, here and in credits (CRD-09), and what AI work is set up with. No key is shown, not a character."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, current_app, request, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError

from kreatr.accounts.access import may_administer
from kreatr.ai import words
from kreatr.ai.actions import pricing as actions
from kreatr.ai.forms import prices as forms
from kreatr.ai.forms.prices import PriceForm
from kreatr.ai.models import Provider
from kreatr.ai.queries import pricing as queries
from kreatr.ai.queries.pricing import Line
from kreatr.ai.queries.usage import today
from kreatr.kernel import access, current, respond
from kreatr.kernel.errors import Conflict, Forbidden, NotFound, StaleForm

blueprint = Blueprint("models", __name__, url_prefix="/models")
LONGEST_SEARCH = 100


@blueprint.get("")
@access.allow(may_administer)
def index() -> Response:
    """One provider's models; how credits sell, and what is set up."""
    asked = request.args.get("provider", "")
    provider = next((one for one in Provider if one.value == asked), Provider.OPENAI)
    search = request.args.get("q", "")[:LONGEST_SEARCH]
    settings = current_app.config["KREATR"].ai
    return respond.page(
        "ai/prices.html",
        part="ai/_prices.html",
        provider=provider,
        segments=[_segment(one, one is provider) for one in Provider],
        search=search,
        lines=queries.table(provider, search),
        sale=queries.sale(),
        settings=settings,
        houses=[words.PROVIDERS[one] for one in Provider if one.value in settings.keys],
        rate=words.rate(settings.usd_idr, today()),
    )


@blueprint.get("/price")
@access.allow(may_administer)
def edit() -> Response:
    """One model's price in the form."""
    line = _line()
    return _page(PriceForm(data=forms.shown(line.own)), line)


@blueprint.post("/price")
@access.allow(may_administer)
def save() -> Any:
    """Sets it; what somebody else saved meanwhile is shown beside what was typed."""
    line, form = _line(), PriceForm(request.form)
    if not form.validate():
        return _page(form, line, 422)
    viewer, model = current.viewer(), line.model
    try:
        actions.set_price(viewer.id, model.provider, model.id, form.stored(), form.edition)
    except Conflict as error:
        line = _line()
        saved = forms.shown(line.own)
        form.form_errors, form.version.data = [error.message], saved["version"]
        return _page(form, line, error.status, saved=form.differing(saved))
    return respond.moved(url_for(".index", provider=model.provider.value), _("Price saved."))


@blueprint.errorhandler(CSRFError)
@access.allow(may_administer)
def stale(_error: CSRFError) -> Response:
    """The form again, with everything that was typed and a fresh token."""
    form = PriceForm(request.form)
    form.form_errors = [StaleForm().message]
    return _page(form, _line(), Forbidden.status)


def _line() -> Line:
    """The model the address names. Raises NotFound."""
    chosen = forms.chosen(request.args)
    if chosen is None:
        raise NotFound
    return queries.line(*chosen)


def _segment(provider: Provider, current_one: bool) -> dict[str, Any]:
    url = url_for(".index", provider=provider.value)
    return {"label": words.PROVIDERS[provider], "url": url, "count": None, "current": current_one}


def _page(form: PriceForm, line: Line, status: int = 200, **more: Any) -> Response:
    model = line.model
    action = url_for(".save", provider=model.provider.value, model=model.id)
    name = words.PROVIDERS[model.provider]
    return respond.page(
        "ai/price.html", status=status, form=form, line=line, provider=name, action=action, **more
    )
