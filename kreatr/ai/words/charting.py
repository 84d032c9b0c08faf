"""Usage as pages show it: periods, figures, tables, and the dot chart in words."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import NamedTuple

from babel.dates import format_date
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from kreatr.ai.models import Provider
from kreatr.ai.queries.usage import Card, Day, Filter, Sums, Usage
from kreatr.ai.words import names
from kreatr.kernel import charts, i18n
from kreatr.kernel.charts import Stack

# How a provider's dots look, always the same: by shape first.
STYLES = {
    Provider.OPENAI: "ink",
    Provider.ANTHROPIC: "gold",
    Provider.GOOGLE: "hole",
    Provider.HUGGINGFACE: "core",
    Provider.REPLICATE: "pin",
    Provider.CUSTOM: "ringlet",
}


class Layer(NamedTuple):
    """One provider in the chart; `calls` are its calls in all."""

    name: str
    style: str
    path: str
    calls: int


class Chart(NamedTuple):
    """The drawing, its layers, one sentence for those who do not see it, the axis, and each day's numbers (newest first)."""

    stack: Stack
    layers: list[Layer]
    sentence: str
    axis: list[str]
    rows: list[tuple[str, list[int]]]

    @property
    def each(self) -> str:
        """What a dot stands for."""
        if self.stack.each == 1:
            return _("1 dot = 1 call")
        return _("1 dot = up to %(n)s calls", n=i18n.number(self.stack.each))


class Line(NamedTuple):
    """A row of a table: a model or a provider with its sums."""

    name: str
    about: str
    sums: Sums


class Shown(NamedTuple):
    """A card in words; `query` names its period in an address."""

    period: str
    query: str
    total: Sums
    unknown: str
    models: list[Line]
    providers: list[Line]
    chart: Chart | None
    under_way: int


def shown(card: Card) -> Shown:
    """What the keys page shows of somebody's usage."""
    total = card.usage.total
    return Shown(
        period=period(card.period),
        query=f"start={card.period.start}&end={card.period.end}",
        total=total,
        unknown=unknown(total),
        models=models(card.usage),
        providers=providers(card.usage),
        chart=chart(card.days) if any(day.calls for day in card.days) else None,
        under_way=card.under_way,
    )


def period(wanted: Filter) -> str:
    """`1–21 November 2026`, `28 Oct – 26 Nov 2026`."""
    start, end = wanted.start, wanted.end
    if (start.year, start.month) == (end.year, end.month):
        first = "" if start == end else f"{start.day}–"
        return f"{first}{format_date(end, 'd MMMM y', locale=get_locale())}"
    shape = "d MMM" if start.year == end.year else "d MMM y"
    return " – ".join(
        str(format_date(day, form, locale=get_locale())) for day, form in ((start, shape), (end, "d MMM y"))
    )


def unknown(sums: Sums) -> str:
    """How many calls are in no sum of costs; empty when there is none."""
    if not sums.unknown:
        return ""
    return ngettext(
        "%(n)s call without a known price is not in the cost.",
        "%(n)s calls without a known price are not in the cost.",
        sums.unknown,
        n=i18n.number(sums.unknown),
    )


def models(usage: Usage) -> list[Line]:
    """By model; where two are called the same, the provider's own names tell them apart."""
    found = [(names.model(*model), model[1], sums) for model, sums in usage.by_model.items()]
    twice = Counter(name for name, _id, _sums in found)
    return [Line(name, id_ if twice[name] > 1 else "", sums) for name, id_, sums in found]


def providers(usage: Usage) -> list[Line]:
    """By provider."""
    return [Line(str(names.PROVIDERS[one]), "", sums) for one, sums in usage.by_provider.items()]


def chart(days: list[Day]) -> Chart:
    """The calls of some days, one layer for each provider that was asked."""
    asked = [one for one in Provider if any(one in day.calls for day in days)]
    series = [[day.calls.get(one, 0) for day in days] for one in asked]
    stack = charts.stacked(series or [[0] * len(days)])
    layers = [
        Layer(str(names.PROVIDERS[one]), STYLES[one], stack.paths[place], sum(series[place]))
        for place, one in enumerate(asked)
    ]
    rows = [(_short(day.day), [day.calls.get(one, 0) for one in asked]) for day in reversed(days)]
    axis = [_short(days[place].day) for place in (0, len(days) // 3, 2 * len(days) // 3, -1)]
    return Chart(stack, layers, _sentence(days), axis, rows)


def _sentence(days: list[Day]) -> str:
    totals = [(sum(day.calls.values()), day.day) for day in days]
    most, least = max(totals, key=lambda one: one[0]), min(totals, key=lambda one: one[0])
    return _(
        "AI calls per day, %(start)s to %(end)s. Most: %(most)s on %(most_day)s; fewest: %(least)s on %(least_day)s."
        " The table below has every day.",
        start=_short(days[0].day),
        end=_short(days[-1].day),
        most=i18n.number(most[0]),
        most_day=_short(most[1]),
        least=i18n.number(least[0]),
        least_day=_short(least[1]),
    )


def _short(day: date) -> str:
    return str(format_date(day, "d MMM", locale=get_locale()))
