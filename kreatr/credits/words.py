"""The ledger in plain words."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import Any, NamedTuple

from babel.dates import format_date
from flask import current_app
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from kreatr.accounts.models import User
from kreatr.credits import queries
from kreatr.credits.models import CLOSING, UNTAKEN, CreditEntry, EntryKind
from kreatr.credits.queries import Deed, Spent
from kreatr.kernel import clock
from kreatr.kernel.i18n import number
from kreatr.kernel.manifest import NoticeKind
from kreatr.kernel.shell import task_words
from kreatr.kernel.tally import ZONE

KIND_WORDS = {
    EntryKind.GRANT: _l("Given"),
    EntryKind.PURCHASE: _l("Bought"),
    EntryKind.RESERVATION: _l("Set aside"),
    EntryKind.SETTLEMENT: _l("Settled"),
    EntryKind.RELEASE: _l("Given back"),
    EntryKind.CORRECTION: _l("Corrected"),
}
OF_CALLS = (EntryKind.RESERVATION, *CLOSING)
# What will be sold: name, credits, IDR (CRD-05 to CRD-07).
PACKAGES = (
    ("Paket Kredit Starter", 100_000, 150_000),
    ("Paket Kredit Pro", 600_000, 750_000),
    ("Paket Kredit Business", 2_500_000, 3_000_000),
)
NOTICES = (
    NoticeKind(
        "credits_given", _l("Credits you are given"), _l("You were given %(credits)s credits."), "coins", None
    ),
    NoticeKind(
        "credits_corrected",
        _l("Corrections of your credits"),
        _l("%(credits)s of your credits were taken back. The reason stands on your credits page."),
        "coins",
        None,
    ),
    NoticeKind(
        "credits_low",
        _l("Few credits left"),
        _l("You have %(credits)s credits left, %(level)s %% or less of what you had."),
        "coins",
    ),
)


class Worth(NamedTuple):
    """What credits are worth to people: millionths of a rupiah, and micro-USD at today's rate."""

    idr: int
    usd: int


class Said(NamedTuple):
    """A deed as people read it. `amount` has its sign; `open` is whether the call still runs."""

    title: str
    about: str
    amount: str
    open: bool


def work(task: str, model: str) -> str:
    """What credits are reserved for, as the ledger keeps it: a task's key and the model's name, at most 200 characters."""
    return f"{task}|{model}"[:200]


def worth(credits: int) -> Worth:
    """What so many credits are worth."""
    ai = current_app.config["KREATR"].ai
    idr = credits * ai.credit_micro_idr
    return Worth(idr, idr // ai.usd_idr)


class Rate(NamedTuple):
    """What one credit is worth (millionths of a rupiah), and what a dollar costs in rupiah, as of a day if one is known."""

    idr: int
    usd_idr: int
    day: date | None


def rate() -> Rate:
    """How credits and dollars are counted in rupiah today."""
    ai = current_app.config["KREATR"].ai
    return Rate(ai.credit_micro_idr, ai.usd_idr, ai.usd_idr_day)


def summary(viewer: User) -> str:
    """What somebody has, in a line of the settings."""
    left = queries.balance(viewer.id)
    return ngettext("%(n)s credit", "%(n)s credits", left, n=number(left))


def signed(amount: int) -> str:
    """`+1.000`, `−640`, `0`."""
    return f"{'+' if amount > 0 else '−' if amount < 0 else ''}{number(abs(amount))}"


def purpose(about: str) -> str:
    """What a call was for: `Caption with GPT-5 mini`."""
    task, bar, model = about.partition("|")
    return _("%(task)s with %(model)s", task=task_words(task), model=model) if bar else about


def say(deed: Deed, asked: bool = True) -> Said:
    """One deed; without `asked` it keeps to itself what a call was for (A8)."""
    entry, closing = deed.entry, deed.closing
    if entry.kind is not EntryKind.RESERVATION:
        return Said(entry.about or _("Credits to begin with"), _source(deed), signed(entry.amount), False)
    title, aside = purpose(entry.about) if asked else _("AI work"), number(-entry.amount)
    if closing is None:
        return Said(title, _("%(n)s set aside, still under way", n=aside), signed(entry.amount), True)
    taken = entry.amount + closing.amount
    if closing.kind is EntryKind.RELEASE:
        return Said(title, _("%(n)s set aside, all of it given back", n=aside), signed(0), False)
    about = _("%(n)s set aside, %(used)s used", n=aside, used=number(missing(closing) - taken))
    if missing(closing):
        about = _("%(about)s, of which %(n)s could not be paid", about=about, n=number(missing(closing)))
    return Said(title, about, signed(taken), False)


def missing(settlement: CreditEntry) -> int:
    """What a call cost beyond all its person had, and was not taken."""
    _mark, found, credits = settlement.about.partition(UNTAKEN)
    return int(credits) if found else 0


def _source(deed: Deed) -> str:
    if deed.entry.kind is EntryKind.PURCHASE:
        return str(KIND_WORDS[EntryKind.PURCHASE])
    given = deed.entry.kind is EntryKind.GRANT
    return _("Given by kreatr") if given else _("Corrected by kreatr")


def columns() -> list[str]:
    """The heads of the ledger as a table."""
    return [_("Time"), _("Step"), _("What for"), _("Credits"), _("Balance after it"), _("Call")]


def about(entry: CreditEntry) -> str:
    """What one line of the ledger is about."""
    if entry.kind is EntryKind.SETTLEMENT:
        left = missing(entry)
        return _("%(n)s could not be paid", n=number(left)) if left else ""
    return purpose(entry.about) if entry.kind is EntryKind.RESERVATION else entry.about


def cells(entry: CreditEntry) -> list[str | int]:
    """One line of the ledger under `columns`; its time is Asia/Jakarta's."""
    when = entry.created_at.astimezone(ZONE).isoformat(timespec="seconds")
    call = str(entry.call_id) if entry.kind in OF_CALLS else ""
    return [when, str(KIND_WORDS[entry.kind]), about(entry), entry.amount, entry.balance, call]


def by_task(rows: list[Spent]) -> list[tuple[str, str, int, int]]:
    """Where credits went: (key, words, calls, credits) of each task, the most first."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row in rows:
        task, bar, _model = row.about.partition("|")
        calls_credits = sums[task if bar else row.about]
        calls_credits[0] += row.calls
        calls_credits[1] += row.credits
    found = [(key, task_words(key), calls, credits) for key, (calls, credits) in sums.items()]
    return sorted(found, key=lambda one: (-one[3], one[0]))


def by_day(rows: list[Spent], days: int) -> list[tuple[date, int, int]]:
    """(day, credits, calls) of each of the last days, oldest first."""
    today = clock.now().astimezone(ZONE).date()
    dates = [today - timedelta(days=back) for back in reversed(range(days))]
    return [
        (
            one,
            sum(row.credits for row in rows if row.day == one),
            sum(row.calls for row in rows if row.day == one),
        )
        for one in dates
    ]


def chart(days: list[tuple[date, int, int]]) -> dict[str, Any]:
    """The chart in words: its ends, one sentence with the highest day, and the days with anything for the table."""
    most = max(days, key=lambda one: one[1])
    sentence = _(
        "Credits per day above the line and calls below it, %(start)s to %(end)s. Most: %(most)s credits on %(day)s."
        " The table below has every day with a call.",
        start=short(days[0][0]),
        end=short(days[-1][0]),
        most=number(most[1]),
        day=short(most[0]),
    )
    rows = [(short(day), credits, calls) for day, credits, calls in reversed(days) if calls]
    return {
        "sentence": sentence,
        "axis": [short(days[0][0]), short(days[len(days) // 2][0]), _("Today")],
        "rows": rows,
    }


def short(day: date) -> str:
    """`21 Nov`."""
    return format_date(day, "d MMM", locale=get_locale())
