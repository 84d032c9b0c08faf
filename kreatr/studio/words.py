"""The words of the studio: who would pay, why something cannot be chosen, what was asked."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from kreatr.ai.actions.asking import Estimate
from kreatr.ai.models import Payer
from kreatr.ai.queries.offers import Offer
from kreatr.kernel import money
from kreatr.kernel.i18n import number
from kreatr.studio.models import StudioRun
from kreatr.studio.tasks import TASKS

REASONS = {
    "NO_KEY": _l("no key yet"),
    "KEY_REFUSED": _l("its key is refused"),
    "KEY_EXPIRED": _l("its key has expired"),
    "NO_CREDITS": _l("no credits left"),
    "NOT_OFFERED": _l("not for credits, takes an own key"),
    "MODEL_UNKNOWN": _l("not known"),
}
# What helps after a call that failed: its page, and its words. Everything else is worth another try.
KEYS_PAGE = ("/dashboard/api-keys", _l("Open AI keys"))
REMEDIES = dict.fromkeys(("KEY_REFUSED", "KEY_EXPIRED", "KEY_LOCKED", "NO_KEY", "ADDRESS"), KEYS_PAGE)
NOT_AGAIN = {*REMEDIES, "MODEL_UNKNOWN", "TOO_LONG", "BLOCKED", "BAD_REQUEST", "FORBIDDEN", "NO_MONEY"}


class Price(NamedTuple):
    """What something may cost at most: `text` is what is read first (rupiah or credits; "" where it is unknown), `more` the rest."""

    text: str
    more: str


def reason(code: str) -> str:
    """Why a model cannot be chosen."""
    return str(REASONS.get(code, _l("not possible now")))


def payer(offer: Offer) -> str:
    """Who would pay for a model."""
    if offer.payer is Payer.CREDITS:
        return _("paid with credits")
    if offer.key and offer.key.hint:
        return _("paid by your key …%(hint)s", hint=offer.key.hint)
    return _("paid by your own key")


def price(offer: Offer, guess: Estimate) -> Price:
    """What a question may cost at most, in the money of whoever pays."""
    if guess.cost is None:
        return Price("", "")
    rupiah = money.rupiah(money.micro_idr(guess.cost, current_app.config["KREATR"].ai.usd_idr))
    if offer.payer is Payer.CREDITS and guess.credits is not None:
        return Price(ngettext("%(n)s credit", "%(n)s credits", guess.credits, n=number(guess.credits)), "")
    return Price(rupiah, money.dollars(guess.cost))


def each_million(offer: Offer) -> str:
    """A model's prices for a million tokens, question and answer, in rupiah; "" where they are unknown."""
    model, rate = offer.model, current_app.config["KREATR"].ai.usd_idr
    if model.input_price is None or model.output_price is None:
        return ""
    prices = [money.rupiah(money.micro_idr(price, rate)) for price in (model.input_price, model.output_price)]
    return f"{prices[0]} / {prices[1].partition(' ')[2] or prices[1]}"


def tokens(count: int) -> str:
    """How much a model takes at once: `128 rb token`, `1 jt token`."""
    if count >= 1_000_000:
        return _("%(n)sm tokens", n=number(round(count / 1_000_000, 1)))
    return (
        _("%(n)sk tokens", n=number(round(count / 1000)))
        if count >= 1000
        else _("%(n)s tokens", n=number(count))
    )


def task(run: StudioRun) -> str:
    """What kind of work a run is."""
    return str(TASKS[run.task].label) if run.task in TASKS else run.task


def asked(run: StudioRun) -> list[tuple[str, str]]:
    """What was typed, field by field, in the words of the form."""
    if run.task not in TASKS:
        return [("", str(value)) for value in run.given.values() if value]
    form = TASKS[run.task].form(data=run.given)
    said = [(str(field.label.text), _said(field, run)) for field in [*form.asked, form.length]]
    return [(label, text) for label, text in said if text]


def _said(field: Any, run: StudioRun) -> str:
    value = str(run.given.get(field.name, ""))
    if field.name == "work":
        return str(run.given.get("work_title", "")) or _("Untitled")
    if not hasattr(field, "choices"):
        return value
    return next((str(one.label) for one in field.choices if one.value == value), value)
