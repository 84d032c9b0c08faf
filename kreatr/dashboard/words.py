"""What the dashboard says of numbers and news."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from babel.dates import format_date
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from kreatr.creators.models import Creator
from kreatr.dashboard.queries import Day, Standing
from kreatr.kernel.i18n import number


class Step(NamedTuple):
    """One of a new creator's first steps."""

    label: str
    url: str
    done: bool


class Line(NamedTuple):
    """One line of a creator's own news."""

    icon: str
    text: str
    url: str
    at: datetime


def steps(standing: Standing, *, replied: bool) -> list[Step]:
    """What a new creator does first; empty when all of it is done."""
    profile = bool(standing.creator.bio and standing.creator.avatar_id)
    found = [
        Step(_("Complete your profile, with a photo"), "/dashboard/settings/marketplace", profile),
        Step(_("Add your first work"), "/dashboard/portfolio/new", standing.works > 0),
        Step(_("Answer your first inquiry"), "/dashboard/inquiries", replied),
    ]
    return [] if all(step.done for step in found) else found


def line(creator: Creator, kind: str, title: str, count: int, slug: str, at: datetime) -> Line:
    """One piece of news in words; it leads to the work, or to the reviews."""
    page = f"/portfolio/{creator.username}"
    if kind == "LIVE":
        return Line("check", _("“%(title)s” is live.", title=title), f"{page}/{slug}", at)
    if kind == "REVIEW":
        text = ngettext(
            "%(name)s gave you %(n)s star.", "%(name)s gave you %(n)s stars.", count, name=title, n=count
        )
        return Line("star", text, f"{page}#ulasan", at)
    text = ngettext(
        "%(n)s person likes “%(title)s”.",
        "%(n)s people like “%(title)s”.",
        count,
        n=number(count),
        title=title,
    )
    return Line("heart", text, f"{page}/{slug}", at)


def month(days: list[Day]) -> dict[str, Any]:
    """The chart of a month in words: its ends, its middle, and one sentence with the highest and the lowest."""
    best, least = max(days, key=lambda one: one.views), min(days, key=lambda one: one.views)
    most = max(days, key=lambda one: one.inquiries)
    sentence = _(
        "Views and inquiries per day, %(start)s to %(end)s. Most views: %(most)s on %(most_day)s; fewest: %(least)s on"
        " %(least_day)s. Most inquiries: %(inquiries)s on %(inquiries_day)s. The table below has every day.",
        start=short(days[0].day),
        end=short(days[-1].day),
        most=number(best.views),
        most_day=short(best.day),
        least=number(least.views),
        least_day=short(least.day),
        inquiries=number(most.inquiries),
        inquiries_day=short(most.day),
    )
    middle = days[len(days) // 2].day
    return {
        "sentence": sentence,
        "axis": [short(days[0].day), short(middle), _("Today")],
        "rows": [(short(one.day), one.views, one.inquiries) for one in reversed(days)],
    }


def short(day: date) -> str:
    """`21 Nov`."""
    return str(format_date(day, "d MMM", locale=get_locale()))
