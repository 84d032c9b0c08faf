"""From when to when, as people say it: in the zone of a place, in the other zones of Indonesia, and in a reader's own."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from babel.dates import format_date
from flask_babel import get_locale
from markupsafe import Markup

from kreatr.kernel.i18n import HOME_ZONES, ZONE_NAMES, in_zone, language, zone_name


class NoSuchTime(ValueError):
    """A time of day that a zone's clocks jumped over on that day."""


def moment(day: date, hour: time, zone: str) -> datetime:
    """The UTC moment of a local time; of a time that comes twice, the first. Raises NoSuchTime."""
    local = datetime.combine(day, hour, ZoneInfo(zone))
    found = local.astimezone(UTC)
    if in_zone(found, zone).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise NoSuchTime
    return found


def span(starts: datetime, ends: datetime, zone: str) -> Markup:
    """`Kamis, 26 November 2026, 19.00–20.30 WIB`; an end on another day comes with its date."""
    first, last = in_zone(starts, zone), in_zone(ends, zone)
    same_day = first.date() == last.date()
    until = _clock(last) if same_day else f"{_long(last)}, {_clock(last)}"
    said = _stamp(first, f"{_long(first)}, {_clock(first)}"), "–" if same_day else " – ", _stamp(last, until)
    return Markup("{}{}{} {}").format(*said, zone_label(zone))


def home_zones(starts: datetime, zone: str) -> str:
    """Of what happens in Indonesia, its beginning in the other two zones: `20.00 WITA · 21.00 WIT`; of others nothing."""
    if zone not in ZONE_NAMES:
        return ""
    here = in_zone(starts, zone)
    others = [other for other in HOME_ZONES if ZONE_NAMES[other] != ZONE_NAMES[zone]]
    return " · ".join(f"{_near(in_zone(starts, other), here)} {ZONE_NAMES[other]}" for other in others)


def own_time(starts: datetime, zone: str, reader_zone: str) -> str:
    """The beginning on the reader's clocks, `13.00, 26 Nov (Europe/Berlin)`; nothing where they show the same time."""
    local = in_zone(starts, reader_zone)
    if local.utcoffset() == in_zone(starts, zone).utcoffset():
        return ""
    return f"{_clock(local)}, {_short(local)} ({zone_label(reader_zone)})"


def zone_label(zone: str) -> str:
    """WIB, WITA or WIT; elsewhere the zone's own name: `America/New York`."""
    return zone_name(zone).replace("_", " ")


def _near(local: datetime, here: datetime) -> str:
    """A time of day, with its date where that is another one."""
    return _clock(local) if local.date() == here.date() else f"{_clock(local)}, {_short(local)},"


def _clock(local: datetime) -> str:
    return f"{local:%H:%M}" if language() == "en" else f"{local:%H.%M}"


def _long(local: datetime) -> str:
    return format_date(local.date(), "EEEE, d MMMM y", locale=get_locale())


def _short(local: datetime) -> str:
    return format_date(local.date(), "d MMM", locale=get_locale())


def _stamp(local: datetime, text: str) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(local.isoformat(timespec="minutes"), text)
