"""The front door, the reader's choices, plain pages, and the browser's reports."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import structlog
from flask import Blueprint, Response, abort, current_app, make_response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from kreatr.kernel import access, cache, limits, prefs, redirects, respond
from kreatr.kernel.csrf import csrf
from kreatr.kernel.text import prose
from kreatr.site import queries
from kreatr.site.forms import PreferencesForm

log = structlog.get_logger()
blueprint = Blueprint("site", __name__)
TEXTS = Path(__file__).parent.parent / "texts"
PAGES = {
    "about": _l("About kreatr"),
    "guidelines": _l("Community guidelines"),
    "privacy": _l("Privacy"),
    "terms": _l("Terms"),
    "help": _l("Help"),
}
REPORT_BYTES = 8 * 1024


@blueprint.get("/")
@access.anyone
@cache.public("marketplace", "community", ttl=60)
def landing() -> Any:
    """The landing page."""
    return respond.page("site/landing.html", **queries.landing(prefs.current().locale))


@blueprint.get("/<any(about, guidelines, privacy, terms, help):name>")
@access.anyone
@cache.public()
def page(name: str) -> Any:
    """A page of plain words."""
    body = (TEXTS / f"{name}.{prefs.current().locale}.md").read_text(encoding="utf-8")
    return respond.page("site/page.html", title=PAGES[name], body=prose(body))


@blueprint.get("/preferences")
@access.anyone
def preferences() -> Any:
    """Language, theme, contrast and lite mode, for readers without JavaScript."""
    return respond.page("site/preferences.html", next=redirects.inside(request.args.get("next"), "/"))


@blueprint.post("/preferences")
@access.anyone
def choose() -> Any:
    """Keeps the reader's choices in cookies of this device."""
    form = PreferencesForm()
    target = redirects.inside(form.next.data, "/")
    if not form.validate():
        return respond.invalid("site/preferences.html", form, next=target)
    response = make_response(respond.moved(target))
    return prefs.keep(response, secure=current_app.config["KREATR"].secure, **form.chosen())


@blueprint.post("/csp-reports")
@csrf.exempt
@access.anyone
def csp_report() -> Any:
    """What a browser refused to run or load; logged, shortened, limited."""
    limits.hit("csp-report-client", limits.client_address())
    try:
        report = json.loads(request.get_data(cache=False)[:REPORT_BYTES])["csp-report"]
        fields = {
            name: str(report.get(name, ""))[:200]
            for name in ("document-uri", "violated-directive", "blocked-uri")
        }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        abort(400)
    log.warning("csp_violation", **{name.replace("-", "_"): value for name, value in fields.items()})
    return Response(status=204)


@blueprint.get("/demo")
@access.anyone
def demo() -> Any:
    """The demo sign-ins, where there is a demo world; elsewhere the marketplace shows the real one."""
    config = current_app.config["KREATR"]
    if not config.demo or config.production:
        return respond.moved("/community/marketplace")
    people = [(_("Owner"), "owner"), (_("Admin"), "admin"), (_("Moderator"), "moderator")]
    people += [(_("Creator"), "creator"), (_("Client"), "client")]
    accounts = [{"role": role, "email": f"{name}@demo.test"} for role, name in people]
    return respond.page("site/demo.html", accounts=accounts, password="kreatr-demo-2026")  # noqa: S106 (public)
