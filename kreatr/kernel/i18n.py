"""Two languages, one zone per reader, and how numbers, money and times are written. Sources: design §11, C20."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, available_timezones

from babel.dates import get_month_names
from flask import Flask, g
from flask_babel import Babel, force_locale, get_locale, get_translations, ngettext
from flask_babel import gettext as _
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from kreatr.kernel import clock, current, prefs

T = TypeVar("T")
babel = Babel()
_tables: dict[tuple[int, str], dict[Any, str]] = {}
DEFAULT_LANGUAGE, DEFAULT_ZONE = "id", "Asia/Jakarta"
DAYS = 4000  # written dates that are kept: those of reviews stand on every page of them
HOME_ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
ZONE_NAMES = {"Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


def init_app(app: Flask) -> None:
    """Chooses language and zone per request and gives templates their ways of writing."""
    app.config.setdefault("BABEL_DEFAULT_LOCALE", DEFAULT_LANGUAGE)
    babel.init_app(app, locale_selector=locale, timezone_selector=zone)
    app.jinja_env.filters.update(
        number=number,
        money=money,
        money_short=money_short,
        number_short=number_short,
        rating=rating,
        weight=weight,
        ago=ago,
        day=day,
        clock_time=clock_time,
        hour=hour,
    )
    app.jinja_env.filters["in_zone"] = in_zone
    app.jinja_env.globals.update(_words_of_templates())
    app.jinja_env.globals.update(zone_name=zone_name, get_locale=get_locale)


class _Words(dict[str, str]):
    """The words of one language, looked up once each."""

    def __missing__(self, text: str) -> str:
        found = self[text] = said(text)
        return found


def said(text: str) -> str:
    """An English sentence of the house, as the catalogue has it in the language that is being written in."""
    return get_translations().ugettext(text)


def written(autoescape: bool, text: str, values: dict[str, Any]) -> str:
    """A sentence of the catalogue with its values, as templates write it."""
    ours = Markup(text) if autoescape else text  # noqa: S704  (from the catalogue, trusted as the templates are)
    return ours % values if "%" in text else ours


def _words_of_templates() -> dict[str, Any]:
    """`_` and `ngettext` for templates. A list page holds two hundred words, so what one costs shows."""
    languages: dict[str, _Words] = {}

    @pass_eval_context
    def gettext(context: EvalContext, text: str, /, **values: Any) -> str:
        words = languages.get(language()) or languages.setdefault(language(), _Words())
        return written(bool(context.autoescape), words[text], values)

    @pass_eval_context
    def plural(context: EvalContext, one: str, many: str, n: int, /, **values: Any) -> str:
        text = get_translations().ungettext(one, many, n)
        return written(bool(context.autoescape), text, {"num": n, **values})

    return {"_": gettext, "gettext": gettext, "ngettext": plural}


def locale() -> str:
    """The reader's language: what they chose on this device."""
    return prefs.current().locale


def zone() -> str:
    """The reader's time zone: the account's, else Jakarta's."""
    viewer = current.viewer()
    return viewer.timezone if viewer else DEFAULT_ZONE


def language() -> str:
    """The language that is being written in: the reader's, or the one a mail is composed in."""
    spoken: str | None = g.get("language")
    if spoken is None:
        found = get_locale()
        spoken = g.language = found.language if found else DEFAULT_LANGUAGE
    return spoken


def spoken(words: Mapping[T, Any]) -> dict[T, str]:
    """A table of words in the language that is being written in, looked up once for each language. It is a constant of its module,
    and known by being that one."""
    key = id(words), language()
    if key not in _tables:
        _tables[key] = {value: str(word) for value, word in words.items()}
    return _tables[key]


@contextmanager
def speaking(locale_: str) -> Iterator[None]:
    """Everything inside is written in this language, whoever reads."""
    before = g.pop("language", None)
    try:
        with force_locale(locale_):
            yield
    finally:
        g.language = before


def _english() -> bool:
    return language() == "en"


def number(value: float) -> str:
    """4241 → `4.241`, in English `4,241`."""
    text = f"{value:,.0f}" if isinstance(value, int) or value == int(value) else f"{value:,.1f}"
    return text if _english() else text.translate(str.maketrans(",.", ".,"))


def bounded(value: int, most: int) -> str:
    """A number that is counted no further than `most`: `12`, or `500+` for that many and more."""
    return number(value) if value < most else f"{number(most)}+"


def money(idr: int) -> str:
    """Whole rupiah: `Rp 150.000`, in English `IDR 150,000`."""
    return f"{'IDR' if _english() else 'Rp'} {number(idr)}"


def money_short(idr: int) -> str:
    """Rounded rupiah for narrow places: `Rp 250 rb`, `Rp 2,5 jt`; in English `IDR 250k`, `IDR 2.5m`."""
    for size, word, english in ((1_000_000_000, "M", "bn"), (1_000_000, "jt", "m"), (1_000, "rb", "k")):
        if idr >= size * 0.99995:  # what would be rounded to a thousand of the smaller one
            figure = number(round(idr / size, 1))
            return f"IDR {figure}{english}" if _english() else f"Rp {figure} {word}"
    return money(idr)


def number_short(value: int) -> str:
    """A large number in three figures for narrow places: `840 rb`, `1,92 jt`; in English `840k`, `1.92m`."""
    for unit, word, english in ((1_000_000_000, "M", "bn"), (1_000_000, "jt", "m"), (1_000, "rb", "k")):
        if value >= max(10_000, unit * 0.9995):
            figure = f"{value / unit:.{2 if value < 9.995 * unit else 1 if value < 99.95 * unit else 0}f}"
            figure = figure.rstrip("0").rstrip(".") if "." in figure else figure
            return f"{figure}{english}" if _english() else f"{figure.replace('.', ',')} {word}"
    return number(value)


def rating(value: float) -> str:
    """One decimal: `4,9`, in English `4.9`."""
    return f"{value:.1f}" if _english() else f"{value:.1f}".replace(".", ",")


def weight(size: int) -> str:
    """Bytes, as a phone's plan counts them: `18 kB`, `1,2 MB`, never broken into two lines."""
    whole, unit = (number(max(1, round(size / 1000))), "kB") if size < 999_500 else (rating(size / 1e6), "MB")
    return f"{whole}\u00a0{unit}"


def ago(moment: datetime) -> Markup:
    """`18 menit lalu`, `Kemarin`, then the date; the exact moment stands in `<time>`."""
    local, today = _local(moment), _local(clock.now())
    seconds = (today - local).total_seconds()
    days = (today.date() - local.date()).days
    if seconds < 60:
        text = _("just now")
    elif seconds < 3600:
        text = ngettext("%(num)s minute ago", "%(num)s minutes ago", int(seconds // 60))
    elif days == 0 or seconds < 6 * 3600:
        text = ngettext("%(num)s hour ago", "%(num)s hours ago", int(seconds // 3600))
    elif days == 1:
        text = _("Yesterday")
    else:
        text = _date(local)
    return _time(moment, text)


def day(moment: datetime | str) -> Markup:
    """The date: `21 Nov 2026`. A moment may also be written as ISO 8601."""
    return _day(moment, zone(), language())


@lru_cache(maxsize=DAYS)
def _day(moment: datetime | str, _zone: str, _language: str) -> Markup:
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
    return _time(moment, _date(_local(moment)))


def clock_time(moment: datetime) -> Markup:
    """Date and time of day: `21 Nov 2026, 09.12`, in English `21 Nov 2026, 09:12`."""
    return _time(moment, _exact(_local(moment)))


def hour(moment: datetime) -> Markup:
    """Only the time of day for what happened today, `09.12`; else as `clock_time`."""
    local = _local(moment)
    today = _local(clock.now()).date() == local.date()
    return _time(moment, _exact(local).rpartition(", ")[2] if today else _exact(local))


def _time(moment: datetime, text: str) -> Markup:
    local = _local(moment)
    title = f"{_exact(local)} {zone_name(str(local.tzinfo))}"
    return Markup('<time datetime="{}" title="{}">{}</time>').format(
        moment.isoformat(timespec="seconds"), title.strip(), text
    )


def _local(moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo(zone()))


def _date(local: datetime) -> str:
    return f"{local.day} {_months(language())[local.month]} {local.year}"


@cache
def _months(language_: str) -> dict[int, str]:
    """The short names of the months. Babel reads its pattern anew for each date, and a page of reviews holds two dozen."""
    return dict(get_month_names("abbreviated", locale=language_))


def _exact(local: datetime) -> str:
    return f"{_date(local)}, {local:%H:%M}" if _english() else f"{_date(local)}, {local:%H.%M}"


def in_zone(moment: datetime, zone_: str) -> datetime:
    """The moment on the clocks of a zone."""
    return moment.astimezone(ZoneInfo(zone_))


def zone_name(zone_: str) -> str:
    """WIB, WITA or WIT; elsewhere the zone's own name."""
    return ZONE_NAMES.get(zone_, zone_)


@cache
def zones() -> tuple[str, ...]:
    """Every zone people may live in, by its IANA name; Indonesia's three first. Found once: it costs a walk over files."""
    lived_in = (zone_ for zone_ in available_timezones() if "/" in zone_ and not zone_.startswith("Etc/"))
    return (*HOME_ZONES, *sorted(set(lived_in) - set(HOME_ZONES)))


def zone_words(zone_: str) -> str:
    """A zone as people choose it: `WIB · Jakarta`, `Europe/Berlin`."""
    city = zone_.rpartition("/")[2].replace("_", " ")
    return f"{ZONE_NAMES[zone_]} · {city}" if zone_ in ZONE_NAMES else zone_.replace("_", " ")
