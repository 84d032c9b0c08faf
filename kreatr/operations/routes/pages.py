"""`/admin/operations`: how the house does, for those who run it (NTF-04, LIM-07, FND-11, FND-12)."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, current_app, request, url_for
from flask_babel import ngettext

from kreatr.accounts.access import may_administer
from kreatr.kernel import access, charts, respond
from kreatr.operations import words
from kreatr.operations.queries import answers as answering
from kreatr.operations.queries import database as databases
from kreatr.operations.queries import health as healths
from kreatr.operations.queries import lately
from kreatr.operations.queries import limits as limiting
from kreatr.operations.words import answers as answer_words
from kreatr.operations.words import causes
from kreatr.operations.words import limits as limit_words

blueprint = Blueprint("operations", __name__, url_prefix="/operations")
SPANS, LIMIT_SPANS = (1, 7, 30), (1, 7, 30, 90)
# By what the endpoints are sorted, most first; how often all of them answered decides between equals.
SORTS = {
    "slow": lambda row: (row.most, row.answers),
    "often": lambda row: (row.answers, row.most),
    "failed": lambda row: (row.failed, row.refused, row.answers),
}


@blueprint.get("")
@access.allow(may_administer)
def index() -> Response:
    """Which part is there, what waits, what failed and why."""
    config, health = current_app.config["KREATR"], healths.health()
    return respond.page(
        "operations/health.html",
        **_shared(),
        health=health,
        missing=[words.PARTS[part.name] for part in health.parts if not part.alive],
        lately=lately.figures(),
        parts=words.PARTS,
        cause=causes.cause,
        kind=causes.kind,
        silent=words.ago,
        post=f"{config.smtp_host}:{config.smtp_port}" if config.smtp_host else "",
    )


@blueprint.get("/answers")
@access.allow(may_administer)
def answers() -> Response:
    """How fast, how often, how well, by endpoint and over time."""
    days, sort = _days(SPANS, 1), request.args.get("sort", "")
    sort = sort if sort in SORTS else "slow"
    rows = sorted(answering.endpoints(days), key=SORTS[sort], reverse=True)
    chosen = next((row for row in rows if row.endpoint == request.args.get("of")), None)
    columns = answering.columns(days, chosen.endpoint if chosen else "")
    return respond.page(
        "operations/answers.html",
        **_shared(),
        days=days,
        sort=sort,
        rows=rows,
        chosen=chosen,
        chosen_chips=_chip(chosen, days=days, sort=sort),
        spans=_spans(SPANS, days, sort=sort, of=chosen.endpoint if chosen else None),
        lately=lately.figures(),
        named=answer_words.named,
        chart=charts.mirrored([c.answers for c in columns], [c.failed for c in columns]),
        chart_words=answer_words.chart(columns),
    )


@blueprint.get("/limits")
@access.allow(may_administer)
def limits() -> Response:
    """How often each limit was used, and how often it refused."""
    days = _days(LIMIT_SPANS, 7)
    return respond.page(
        "operations/limits.html",
        **_shared(),
        rows=limiting.limits(days),
        spans=_spans(LIMIT_SPANS, days),
        named=limit_words.named,
        rule=limit_words.rule,
    )


@blueprint.get("/database")
@access.allow(may_administer)
def database() -> Response:
    """Statements that took long, and how full the pools are."""
    days = _days(SPANS, 7)
    return respond.page(
        "operations/database.html",
        **_shared(),
        slow=databases.slow(days),
        pools=databases.pools(),
        connections=databases.connections(),
        spans=_spans(SPANS, days),
        named=answer_words.named,
    )


def _shared() -> dict[str, Any]:
    """What every page needs."""
    return {"tabs": words.tabs(str(request.endpoint)), "took": words.took, "share": words.share}


def _chip(chosen: answering.Figures | None, **query: Any) -> list[dict[str, str]]:
    """The address that was chosen, as a link back to all of them."""
    url = url_for(str(request.endpoint), **query)
    return [{"url": url, "label": answer_words.named(chosen.endpoint)}] if chosen else []


def _days(spans: tuple[int, ...], usual: int) -> int:
    return next((days for days in spans if request.args.get("days") == str(days)), usual)


def _spans(spans: tuple[int, ...], chosen: int, **query: Any) -> list[dict[str, Any]]:
    return [
        {
            "label": ngettext("%(num)s day", "%(num)s days", days),
            "url": url_for(str(request.endpoint), days=days, **query),
            "count": None,
            "current": days == chosen,
        }
        for days in spans
    ]
