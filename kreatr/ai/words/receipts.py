"""The receipt: what one answer cost, who paid, and what is left, in plain values and words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from babel.dates import format_date
from flask import current_app
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from kreatr.ai.models import AiCall, CallStatus, Payer
from kreatr.ai.words import names, trouble
from kreatr.kernel import i18n, money


@dataclass(frozen=True)
class Receipt:
    """Tokens are None until they are counted; `about` says that we counted them. `cost` is micro-USD and `idr` micro-IDR, None: unknown.

    `status` is how it went, in a word, and `dot` its sign; `trouble` why it failed, in a sentence. `left` is what remains, as
    (label, value). `rate` is what a dollar counted, with its day.
    """

    provider: str
    model: str
    status: str
    dot: str
    under_way: bool
    tokens_in: int | None
    tokens_out: int | None
    about: bool
    cost: int | None
    idr: int | None
    paid: str
    left: tuple[str, str] | None
    rate: str
    trouble: str = ""

    @property
    def tokens(self) -> str:
        """`800 + 200 tokens`, what we counted ourselves with "about"."""
        if self.tokens_in is None or self.tokens_out is None:
            return ""
        counts = {"tokens_in": i18n.number(self.tokens_in), "tokens_out": i18n.number(self.tokens_out)}
        text = _("%(tokens_in)s + %(tokens_out)s tokens", **counts)
        return _("about %(amount)s", amount=text) if self.about else text


Left = tuple[str, str]


def receipt(call: AiCall, left: Left | None = None) -> Receipt:
    """The receipt of a call; `left` comes from `left_of_key` or `left_of_credits`."""
    shown = call.estimate if call.under_way else call.cost
    return Receipt(
        provider=str(names.PROVIDERS[call.provider]),
        model=names.model(call.provider, call.model),
        status=str(names.CALLS[call.status]),
        dot=names.DOTS[call.status],
        under_way=call.under_way,
        tokens_in=call.tokens_in,
        tokens_out=call.tokens_out,
        about=not call.counted and not call.under_way,
        cost=shown,
        idr=None if shown is None else money.micro_idr(shown, call.usd_idr),
        paid=paid(call),
        left=left,
        rate=rate(call.usd_idr, call.day),
        trouble=_sentence(call),
    )


def _sentence(call: AiCall) -> str:
    if call.status is not CallStatus.FAILED:
        return ""
    return f"{trouble.of_call(call)} {trouble.free(call)}".strip()


def paid(call: AiCall) -> str:
    """Who paid: `own key …4f2a`, `12 credits`; while it runs, what is reserved at most."""
    if call.payer is Payer.KEY:
        return names.payer(call)
    if call.credits is None:
        return ngettext(
            "at most %(n)s credit", "at most %(n)s credits", call.reserved, n=i18n.number(call.reserved)
        )
    return ngettext("%(n)s credit", "%(n)s credits", call.credits, n=i18n.number(call.credits))


def left_of_key(limit: str, amount: int) -> Left:
    """What is left of what a person allowed a key: `limit` is DAY or MONTH, `amount` micro-IDR."""
    label = _("Left today") if limit == "DAY" else _("Left this month")
    return label, money.rupiah(amount)


def left_of_credits(balance: int) -> Left:
    """What is left of a person's credits."""
    return _("Left"), ngettext("%(n)s credit", "%(n)s credits", balance, n=i18n.number(balance))


def rate(usd_idr: int, day: date) -> str:
    """`$1 = Rp 15.000, rate of 1 Nov 2026`: the rate's own day while it is the present one, else the day (`day`) it counted on."""
    settings = current_app.config["KREATR"].ai
    same = usd_idr == settings.usd_idr and settings.usd_idr_day
    dated = str(format_date(settings.usd_idr_day if same else day, "d MMM y", locale=get_locale()))
    if same:
        return _("$1 = %(rupiah)s, rate of %(day)s", rupiah=i18n.money(usd_idr), day=dated)
    return _("$1 = %(rupiah)s, as counted on %(day)s", rupiah=i18n.money(usd_idr), day=dated)
