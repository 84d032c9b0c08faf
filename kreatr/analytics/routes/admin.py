"""`/admin/analytics`: how far visitors come."""

from __future__ import annotations

from flask import Blueprint, Response, request, url_for
from flask_babel import ngettext

from kreatr.accounts.access import may_administer
from kreatr.analytics import queries, words
from kreatr.analytics.models import Step
from kreatr.kernel import access, charts, respond

blueprint = Blueprint("analytics", __name__)
SPANS = (7, 30, 90)


@blueprint.get("/analytics")
@access.allow(may_administer)
def index() -> Response:
    """The funnel of the last days, and each day."""
    span = next((days for days in SPANS if request.args.get("days") == str(days)), 30)
    rows = queries.days(span)
    return respond.page(
        "analytics/funnel.html",
        spans=[_span(days, days == span) for days in SPANS],
        span=span,
        funnel=words.funnel(queries.totals(rows)),
        chart=charts.mirrored(
            *([row.visitors[step] for row in rows] for step in (Step.PROFILE, Step.INQUIRY))
        ),
        chart_words=words.chart(rows),
    )


def _span(days: int, current: bool) -> dict[str, object]:
    label = ngettext("%(num)s day", "%(num)s days", days)
    return {"label": label, "url": url_for(".index", days=days), "count": None, "current": current}
