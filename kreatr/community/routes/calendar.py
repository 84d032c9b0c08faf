"""`/community/events.ics` and one event's own file: what other programs' calendars take in, in the language of `?hl=`."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from flask import Blueprint, Response, current_app, request, url_for
from flask_babel import gettext as _

from kreatr.community import queries
from kreatr.community.models import CommunityEvent
from kreatr.kernel import access, cache, calendars, i18n, prefs, text
from kreatr.kernel.calendars import Entry

blueprint = Blueprint("calendar", __name__)


@blueprint.get("/community/events.ics")
@access.anyone
@cache.public("community", ttl=300)
def everything() -> Response:
    """All that comes and the last 30 days, for subscribing."""
    language = _language()
    with i18n.speaking(language):
        return _answer(queries.calendar_events(), language, _("kreatr events"))


@blueprint.get("/community/events/<uuid:event_id>.ics")
@access.anyone
@cache.public("community", ttl=300)
def one(event_id: uuid.UUID) -> Response:
    """One event, to be taken over into a calendar."""
    language = _language()
    with i18n.speaking(language):
        return _answer([queries.event(event_id)], language)


def _language() -> str:
    asked = request.args.get("hl", "")
    return asked if asked in prefs.LOCALES else i18n.locale()


def _answer(events: Iterable[CommunityEvent], language: str, name: str = "") -> Response:
    entries = [_entry(event, language) for event in events]
    return Response(calendars.write(entries, language=language, name=name), content_type=calendars.TYPE)


def _entry(event: CommunityEvent, language: str) -> Entry:
    config = current_app.config["KREATR"]
    # A calendar's ORGANIZER is an address that answers are sent to. The host has none here, so they stand in the text.
    said = (
        text.plain(event.said("text", language)[0]),
        _("Host: %(name)s", name=event.host) if event.host else "",
        event.link,
    )
    return Entry(
        uid=f"{event.id}@{config.host_name}",
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        title=event.said("title", language)[0],
        text="\n\n".join(filter(None, said)),
        place=event.place,
        url=config.base_url + url_for("events.show", event_id=event.id),
        version=event.version,
        created_at=event.created_at,
        updated_at=event.updated_at,
    )
