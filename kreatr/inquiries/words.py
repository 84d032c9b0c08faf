"""Sentences that several pages of inquiries say."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from kreatr.inquiries.models import Inquiry
from kreatr.kernel import clock, i18n
from kreatr.kernel.manifest import NoticeKind

OWN_PORTFOLIO = _l("This is your own portfolio. You cannot send a message to yourself.")


WHO_REVIEWS = _l(
    "Reviews come from people who worked with a creator: write to them first, and once they have answered you can say"
    " how it was. Sign in with the account, or the confirmed e-mail address, you wrote from."
)

REVIEW_LOOKED_AT_FIRST = _l(
    "Thank you. One of us looks at your review first; then it is public. You will hear from us."
)

NOTICES = (
    NoticeKind("inquiry_received", _l("New inquiries"), _l("%(name)s wrote to you: %(subject)s"), "inbox"),
    NoticeKind(
        "inquiry_continued", _l("Clients who write again"), _l("%(name)s wrote again: %(subject)s"), "inbox"
    ),
    NoticeKind(
        "inquiry_answered", _l("Answers to your messages"), _l("%(name)s replied: %(subject)s"), "reply", None
    ),
    NoticeKind(
        "project_done",
        _l("Projects to confirm"),
        _l("%(name)s calls your project done. Do you agree? %(subject)s"),
        "circle-check",
        None,
    ),
    NoticeKind(
        "project_confirmed",
        _l("Confirmed projects"),
        _l("%(name)s confirmed that the project is done: %(subject)s"),
        "circle-check",
    ),
    NoticeKind(
        "project_declined",
        _l("Projects that are not done yet"),
        _l("%(name)s says that the project is not done yet: %(subject)s"),
        "rotate-ccw",
    ),
)


def daily_limit(most: int, until: datetime) -> str:
    """Why no more messages are taken today, and from when on they are: `until` lies within the next 24 hours."""
    zone = ZoneInfo(i18n.zone())
    local, today = until.astimezone(zone), clock.now().astimezone(zone)
    time = f"{local:%H:%M}" if str(get_locale()).startswith("en") else f"{local:%H.%M}"
    time = f"{time} {i18n.zone_name(str(zone))}"
    if local.date() == today.date():
        return _("Maximum %(most)s inquiries per day. Try again today at %(time)s.", most=most, time=time)
    return _("Maximum %(most)s inquiries per day. Try again tomorrow at %(time)s.", most=most, time=time)


PLACE = re.compile(r"\{(nama|name|perihal|subject)\}")


def filled(text: str, inquiry: Inquiry) -> str:
    """A template's text with the client's name and subject in its places; other braces stay."""
    values = {
        "nama": inquiry.name,
        "name": inquiry.name,
        "perihal": inquiry.subject,
        "subject": inquiry.subject,
    }
    return PLACE.sub(lambda place: values[place[1]], text)
