"""Sentences that several pages of inquiries say."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from kreatr.kernel import clock, i18n

STALE = _l("This form was open for too long, or your cookies are off. Please send it again.")
OWN_PORTFOLIO = _l("This is your own portfolio. You cannot send a message to yourself.")


def daily_limit(most: int, until: datetime) -> str:
    """Why no more messages are taken today, and from when on they are: `until` lies within the next 24 hours."""
    zone = ZoneInfo(i18n.zone())
    local, today = until.astimezone(zone), clock.now().astimezone(zone)
    time = f"{local:%H:%M}" if str(get_locale()).startswith("en") else f"{local:%H.%M}"
    time = f"{time} {i18n.zone_name(str(zone))}"
    if local.date() == today.date():
        return _("Maximum %(most)s inquiries per day. Try again today at %(time)s.", most=most, time=time)
    return _("Maximum %(most)s inquiries per day. Try again tomorrow at %(time)s.", most=most, time=time)
