"""`/community/feed`: what happened, as a page, as news since a mark, and as an Atom feed."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, current_app, make_response, render_template, request, url_for
from flask_babel import gettext as _

from kreatr.community import queries
from kreatr.kernel import access, cache, i18n, paging, prefs, respond

blueprint = Blueprint("feed", __name__)
ATOM_ENTRIES = 30
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)  # when an empty feed was changed last


@blueprint.get("/community/feed")
@access.anyone
@cache.public("community", "marketplace", ttl=60)
def index() -> Any:
    """The feed on its own: the next ten lines with htmx, a page without."""
    return respond.page("community/feed.html", part="community/_feed_rows.html", feed=lines())


@blueprint.get("/community/feed/news")
@access.anyone
def news() -> Any:
    """What arrived since the mark `after`, for a page that is looked at. Its state is the mark alone: while no line has arrived
    the answer is an empty 304, without a look at the database."""
    mark = queries.newest()

    def load() -> dict[str, Any]:
        rows, more = queries.since(request.args.get("after"))
        return {"rows": rows, "more": more, "mark": mark}

    return respond.polled("community/_news.html", mark=mark, load=load)


@blueprint.get("/community/feed.atom")
@access.anyone
@cache.public("community", "marketplace", ttl=3600)
def atom() -> Any:
    """The newest lines for feed readers, in the language `hl`."""
    language = request.args.get("hl", "")
    language = language if language in prefs.LOCALES else i18n.DEFAULT_LANGUAGE
    base = current_app.config["KREATR"].base_url
    with i18n.speaking(language):
        rows = queries.latest(ATOM_ENTRIES)
        xml = render_template(
            "community/feed.xml",
            title=_("kreatr: latest news"),
            rows=rows,
            base=base,
            language=language,
            id=uuid.uuid5(uuid.NAMESPACE_URL, f"{base}/community/feed.atom?hl={language}"),
            updated=max((row["changed_at"] for row in rows), default=BEGINNING),
        )
    response = make_response(xml)
    response.headers["Content-Type"] = "application/atom+xml; charset=utf-8"
    return response


def lines() -> dict[str, Any]:
    """The lines this request asks for, the address of the next ones, and the mark after which everything is news."""
    page = queries.feed(paging.place(request.args.get("before")))
    next_ = url_for("feed.index", before=page.next) if page.next else None
    return {"rows": page.rows, "next": next_, "mark": page.mark}
