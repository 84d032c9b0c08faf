"""`/dashboard/credits`: what somebody may spend, and every step that led there."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from kreatr.credits import queries, words
from kreatr.credits.models import EntryKind
from kreatr.kernel import access, charts, clock, current, limits, respond, spreadsheet

blueprint = Blueprint("credits", __name__)
PATH = "/dashboard/credits"
DAYS = 30
STATES = {
    "work": (EntryKind.RESERVATION,),
    "added": (EntryKind.GRANT, EntryKind.PURCHASE),
    "corrected": (EntryKind.CORRECTION,),
}


@blueprint.get(PATH)
@access.signed_in
def credits() -> Response:
    """The balance, what is set aside, where credits went, the ledger."""
    viewer, state, before = current.viewer(), request.args.get("state", ""), _before()
    kinds = STATES.get(state, queries.BEGINNINGS)
    page = queries.history(viewer, kinds, before)
    kept = {"state": state} if state in STATES else {}
    return respond.page(
        "credits/page.html",
        standing=(standing := queries.standing(viewer)),
        worth=words.worth(standing.balance),
        rate=words.rate(),
        rows=[(deed, words.say(deed)) for deed in page.rows],
        segments=_segments(state if state in STATES else ""),
        state=state if state in STATES else "",
        before=before,
        next_url=_url(before=page.next, **kept) if page.next else None,
        packages=words.PACKAGES,
        **_month(),
    )


@blueprint.get(f"{PATH}/ledger.csv")
@access.signed_in
def ledger() -> Response:
    """Every line of the ledger as a table."""
    viewer = current.viewer()
    limits.hit("usage-files", str(viewer.id))
    lines = (words.cells(entry) for entry in queries.every_entry(viewer))
    return spreadsheet.attachment(f"kreatr-credits-{clock.now():%Y-%m-%d}.csv", [words.columns()], lines)


@blueprint.get("/dashboard/settings/billing")
@access.signed_in
def billing() -> Any:
    """The settings' line for money leads to where it is."""
    return respond.moved(PATH)


def _month() -> dict[str, Any]:
    spent = queries.spent(current.viewer(), DAYS)
    days = words.by_day(spent, DAYS)
    return {
        "tasks": words.by_task(spent),
        "days": days,
        "chart": charts.mirrored([one[1] for one in days], [one[2] for one in days]),
        "chart_words": words.chart(days),
    }


def _segments(state: str) -> list[dict[str, Any]]:
    labels = {"": _("All"), "work": _("AI work"), "added": _("Added"), "corrected": _("Corrected")}
    return [
        {"label": label, "url": _url(state=key) if key else PATH, "count": None, "current": key == state}
        for key, label in labels.items()
    ]


def _url(**values: Any) -> str:
    return f"{PATH}?{'&'.join(f'{key}={value}' for key, value in values.items())}#buku"


def _before() -> uuid.UUID | None:
    return request.args.get("before", None, type=uuid.UUID)
