"""An event as administrators write it down: its local times, and the zone that they are local in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form, HiddenField, SelectField
from wtforms.validators import InputRequired, ValidationError

from kreatr.community.models import CommunityEvent
from kreatr.community.models.events import LONGEST
from kreatr.kernel import clock, i18n, spans
from kreatr.kernel.choices import choices
from kreatr.kernel.fields import Between, Block, Day, Given, Hour, Line, Link, Secure

FARTHEST = timedelta(days=2 * 365 + 1)
EARLIEST = date(2000, 1, 1)
TEXTS = ("title", "title_en", "text", "text_en", "place", "host")
HIDDEN = ("version", "key")


def shown(event: CommunityEvent) -> dict[str, Any]:
    """The values of an event as its form shows them."""
    first, last = (i18n.in_zone(moment, event.timezone) for moment in (event.starts_at, event.ends_at))
    return {
        **{name: getattr(event, name) for name in (*TEXTS, "link", "timezone")},
        "start_date": first.date().isoformat(),
        "start_time": f"{first:%H:%M}",
        "end_date": last.date().isoformat(),
        "end_time": f"{last:%H:%M}",
        "version": str(event.version),
    }


class Zone(SelectField):
    """One of the zones people live in, Indonesia's first."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        zones = choices({zone: i18n.zone_words(zone) for zone in i18n.zones()})
        super().__init__(label, [InputRequired(_l("Please fill this in."))], choices=zones, **kwargs)

    def pre_validate(self, form: Form) -> None:
        if self.data not in i18n.zones():
            raise ValidationError(_("Choose a zone of the list."))


class EventForm(Form):
    """The whole event. `version` names the state of it that the page showed, `key` the event that a new page is to make."""

    title = Line(_l("Title"), [Between(2, 120)])
    title_en = Line(_l("Title in English"), [Between(0, 120)])
    start_date = Day(_l("Begins on"), [Given()])
    start_time = Hour(_l("Begins at"), [Given()])
    end_date = Day(_l("Ends on"), [Given()])
    end_time = Hour(_l("Ends at"), [Given()])
    timezone = Zone(_l("Time zone"))
    place = Line(_l("Where"), [Between(0, 120)])
    link = Link(_l("Link"), [Secure()])
    host = Line(_l("Host"), [Between(0, 80)])
    text = Block(_l("What it is about"), [Between(0, 1000)])
    text_en = Block(_l("What it is about, in English"), [Between(0, 1000)])
    version = HiddenField()
    key = HiddenField()

    def __init__(self, *args: Any, written: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.written = written

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether everything can be stored; the times are looked at together once each of them is one."""
        fine: bool = super().validate(extra_validators)
        clocks = (self.start_date, self.start_time, self.end_date, self.end_time, self.timezone)
        if any(field.errors for field in clocks):
            return False
        for field, complaint in self._times():
            field.errors = [*field.errors, complaint]
            fine = False
        return fine

    def _times(self) -> Iterable[tuple[Any, str]]:
        if wrong := [pair for day in (self.start_date, self.end_date) if (pair := self._far(day))]:
            return wrong
        try:
            starts, ends = self.starts_at, self.ends_at
        except ValidationError as error:
            return [(error.args[1], error.args[0])]
        if ends <= starts:
            return [(self.end_time, _("The end comes after the beginning."))]
        if ends - starts > LONGEST:
            return [(self.end_date, _("An event lasts at most %(days)s days.", days=LONGEST.days))]
        if not self.written and ends <= clock.now():
            return [(self.end_date, _("This is over already. Choose a day to come."))]
        return []

    def _far(self, day: Day) -> tuple[Day, str] | None:
        """Dates that nobody means; what comes after this calculates with them."""
        if day.stored < EARLIEST:
            return day, _("Please look at the year again.")
        if day is self.start_date and day.stored > (clock.now() + FARTHEST).date():
            return day, _("At most two years ahead.")
        if day.stored > (clock.now() + FARTHEST + LONGEST).date():
            return day, _("An event lasts at most %(days)s days.", days=LONGEST.days)
        return None

    @property
    def starts_at(self) -> datetime:
        """The moment it begins. Raises ValidationError with the field that is wrong."""
        return self._moment(self.start_date, self.start_time)

    @property
    def ends_at(self) -> datetime:
        """The moment it ends. Raises ValidationError with the field that is wrong."""
        return self._moment(self.end_date, self.end_time)

    def _moment(self, day: Day, hour: Hour) -> datetime:
        zone = str(self.timezone.data)
        try:
            return spans.moment(day.stored, hour.stored, zone)
        except spans.NoSuchTime:
            words = _(
                "There is no such time in %(zone)s on that day: the clocks are put forward. Choose another one.",
                zone=spans.zone_label(zone),
            )
            raise ValidationError(words, hour) from None

    @property
    def seen_version(self) -> int:
        """The version that the page showed; 0 for none."""
        typed = self.version.data or ""
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0

    def differing(self, event: CommunityEvent) -> dict[str, str]:
        """What is saved where something else is typed, as words, by field name."""
        saved = {name: value for name, value in shown(event).items() if name not in HIDDEN}
        return {name: value or "–" for name, value in saved.items() if (self[name].data or "") != value}

    def stored(self) -> dict[str, Any]:
        """The checked values under the names of `actions.planning.Plan`."""
        return {
            **{name: self[name].stored for name in TEXTS},
            "link": self.link.stored or "",
            "timezone": str(self.timezone.data),
            "starts_at": self.starts_at,
            "ends_at": self.ends_at,
        }
