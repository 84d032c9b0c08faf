"""What administrators may type in an announcement."""

from __future__ import annotations

import uuid
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form, HiddenField
from wtforms.validators import ValidationError

from kreatr.community.models import Activity
from kreatr.kernel.fields import LONGEST_URL, Between, Block, LastDay, Line, OnCalendar, Secure
from kreatr.kernel.redirects import inside

WRITTEN = ("title", "text", "title_en", "text_en", "link")
SECURE = Secure()


class Target:
    """A whole https address, or the path of a page of this site; it may stay empty."""

    field_flags = {"maxlength": LONGEST_URL}

    def __call__(self, form: Form, field: Line) -> None:
        if not field.stored or inside(field.stored, "") == field.stored:
            return
        try:
            SECURE(form, field)
        except ValidationError:
            raise ValidationError(_("Start with https://, or with / for a page of kreatr.")) from None


class AnnouncementForm(Form):
    """An announcement (HUB-14). `version` is the one that the page showed; `form_id` makes sending it twice once."""

    title = Line(_l("Title"), [Between(3, 200)])
    text = Block(_l("Text"), [Between(0, 500)])
    title_en = Line(_l("Title in English"), [Between(0, 200)])
    text_en = Block(_l("Text in English"), [Between(0, 500)])
    link = Line(_l("Link"), [Target()])
    pinned_until = LastDay(_l("Stands first until the end of"), [OnCalendar()])
    version = HiddenField()
    form_id = HiddenField()

    def stored(self, zone: str, saved: datetime | None = None) -> dict[str, Any]:
        """The checked values under the names of `announcing.Words`. A pin lasts to the end of its day on the clocks of `zone`; one that shows the day of `saved` is
        left as it is, whoever edits."""
        day = self.pinned_until.stored
        until = saved if day == _pin_day(saved, zone) else _end_of(day, zone) if day else None
        return {**{name: self[name].stored for name in WRITTEN}, "pinned_until": until}

    def differing(self, saved: dict[str, Any]) -> dict[str, str]:
        """What is saved where something else is typed, by field name."""
        names = (*WRITTEN, "pinned_until")
        return {name: saved[name] or "–" for name in names if (self[name].data or "") != saved[name]}


def fresh() -> dict[str, str]:
    """The values of a form nobody has typed into yet."""
    return {"form_id": str(uuid.uuid4())}


def known(form: AnnouncementForm) -> uuid.UUID:
    """The id of a form; one that came without gets one."""
    try:
        return uuid.UUID(form.form_id.data or "")
    except ValueError:
        return uuid.uuid4()


def edition(form: AnnouncementForm) -> int:
    """The version that was edited; 0, which none is, for a form that does not say."""
    data = form.version.data or ""
    return int(data) if data.isascii() and data.isdigit() and len(data) < 10 else 0


def shown(line: Activity, zone: str) -> dict[str, Any]:
    """The values of an announcement as its form shows them."""
    day = _pin_day(line.pinned_until, zone)
    words = {name: getattr(line, name) for name in WRITTEN}
    return {**words, "pinned_until": day.isoformat() if day else "", "version": str(line.version)}


def _pin_day(until: datetime | None, zone: str) -> date | None:
    """The last whole day of a pin on the clocks of a zone."""
    return (until.astimezone(ZoneInfo(zone)) - timedelta(microseconds=1)).date() if until else None


def _end_of(day: date, zone: str) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone))
