"""The funnel in words."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from babel.dates import format_date
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from kreatr.analytics.models import Step
from kreatr.analytics.queries import Day
from kreatr.kernel.i18n import number

STEP_WORDS = {
    Step.LANDING: _l("Home page"),
    Step.HUB: _l("Community"),
    Step.MARKETPLACE: _l("Marketplace"),
    Step.PROFILE: _l("A creator's page"),
    Step.CONTACT: _l("Contact form opened"),
    Step.INQUIRY: _l("Message sent"),
}
NARROW = 10  # days whose chart has no room for a third date below it


class Line(NamedTuple):
    """One step with its visitors and what share of the step before they are."""

    label: str
    visitors: int
    share: str


def funnel(totals: dict[Step, int]) -> list[Line]:
    """The steps in their order."""
    lines, before = [], None
    for step in Step:
        here = totals[step]
        lines.append(Line(str(STEP_WORDS[step]), here, "" if before is None else _share(here, before)))
        before = here
    return lines


def _share(here: int, before: int) -> str:
    """People may enter at every step, so that a later one can have more than the one before it."""
    if not here:
        return _("nobody came this far") if before else ""
    if not before:
        return _("nobody took the step before")
    if here > before:
        return _("more than the step before: many enter here")
    percent = 100 * here / before
    return _(
        "%(n)s of the step before", n=f"{number(round(percent))} %" if percent >= 1 else _("less than 1 %")
    )


def chart(rows: list[Day]) -> dict[str, Any]:
    """The chart in words: its ends, one sentence with the highest days, and every day for the table, the newest first."""
    pages = max(rows, key=lambda row: row.visitors[Step.PROFILE])
    sent = max(rows, key=lambda row: row.visitors[Step.INQUIRY])
    sentence = _(
        "Visitors of creators' pages above the line and senders of messages below it, %(start)s to %(end)s. Most visitors:"
        " %(most)s on %(most_day)s; most senders: %(sent)s on %(sent_day)s. The table below has every day.",
        start=short(rows[0].day),
        end=short(rows[-1].day),
        most=number(pages.visitors[Step.PROFILE]),
        most_day=short(pages.day),
        sent=number(sent.visitors[Step.INQUIRY]),
        sent_day=short(sent.day),
    )
    middle = [short(rows[len(rows) // 2].day)] if len(rows) > NARROW else []
    return {
        "sentence": sentence,
        "axis": [short(rows[0].day), *middle, _("Today")],
        "heads": [str(word) for word in STEP_WORDS.values()],
        "rows": [(short(row.day), list(row.visitors.values())) for row in reversed(rows)],
    }


def short(day: date) -> str:
    """`21 Nov`."""
    return str(format_date(day, "d MMM", locale=get_locale()))
