"""Numbers, money and times as people of both languages write them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask

from kreatr.kernel import i18n

pytestmark = pytest.mark.one_database
NOW = datetime(2026, 3, 10, 5, 0, tzinfo=UTC)  # noon in Jakarta


def _in(app: Flask, locale: str, write: Callable[[], Any]) -> str:
    with (
        app.app_context(),
        app.test_request_context(headers={"Cookie": f"locale={locale}"}),
        time_machine.travel(NOW, tick=False),
    ):
        return str(write())


@pytest.mark.parametrize(
    ("value", "indonesian", "english"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (4241, "4.241", "4,241"),
        (1_000_000, "1.000.000", "1,000,000"),
        (2.5, "2,5", "2.5"),
        (-1200, "-1.200", "-1,200"),
    ],
)
def test_numbers(app: Flask, value: float, indonesian: str, english: str) -> None:
    assert _in(app, "id", lambda: i18n.number(value)) == indonesian
    assert _in(app, "en", lambda: i18n.number(value)) == english


@pytest.mark.parametrize(
    ("idr", "indonesian", "english"),
    [(150_000, "Rp 150.000", "IDR 150,000"), (0, "Rp 0", "IDR 0"), (999, "Rp 999", "IDR 999")],
)
def test_money(app: Flask, idr: int, indonesian: str, english: str) -> None:
    assert _in(app, "id", lambda: i18n.money(idr)) == indonesian
    assert _in(app, "en", lambda: i18n.money(idr)) == english


@pytest.mark.parametrize(
    ("idr", "indonesian", "english"),
    [
        (999, "Rp 999", "IDR 999"),
        (1_000, "Rp 1 rb", "IDR 1k"),
        (250_000, "Rp 250 rb", "IDR 250k"),
        (2_500_000, "Rp 2,5 jt", "IDR 2.5m"),
        (10_000_000, "Rp 10 jt", "IDR 10m"),
        (999_999, "Rp 1 jt", "IDR 1m"),
        (1_200_000_000, "Rp 1,2 M", "IDR 1.2bn"),
    ],
)
def test_short_money(app: Flask, idr: int, indonesian: str, english: str) -> None:
    assert _in(app, "id", lambda: i18n.money_short(idr)) == indonesian
    assert _in(app, "en", lambda: i18n.money_short(idr)) == english


def test_ratings(app: Flask) -> None:
    assert _in(app, "id", lambda: i18n.rating(4.9)) == "4,9"
    assert _in(app, "en", lambda: i18n.rating(4.85)) in ("4.8", "4.9")


@pytest.mark.parametrize(
    ("back", "indonesian", "english"),
    [
        (timedelta(seconds=20), "baru saja", "just now"),
        (timedelta(minutes=1), "1 menit", "1 minute ago"),
        (timedelta(minutes=18), "18 menit", "18 minutes ago"),
        (timedelta(hours=1), "1 jam", "1 hour ago"),
        (timedelta(hours=5), "5 jam", "5 hours ago"),
        (timedelta(hours=20), "kemarin", "yesterday"),
        (timedelta(days=3), "7 mar 2026", "7 mar 2026"),
    ],
)
def test_how_long_ago(app: Flask, back: timedelta, indonesian: str, english: str) -> None:
    assert indonesian in _in(app, "id", lambda: i18n.ago(NOW - back)).lower()
    assert english in _in(app, "en", lambda: i18n.ago(NOW - back)).lower()


def test_moments_of_the_future_are_not_ago(app: Flask) -> None:
    assert "-" not in re.sub(r"<[^>]+>", "", _in(app, "id", lambda: i18n.ago(NOW + timedelta(minutes=5))))


def test_times_carry_the_exact_moment_and_its_zone(app: Flask) -> None:
    html = _in(app, "id", lambda: i18n.clock_time(datetime(2026, 11, 21, 2, 12, tzinfo=UTC)))
    assert 'datetime="2026-11-21T02:12:00+00:00"' in html
    assert ">21 Nov 2026, 09.12</time>" in html and 'title="21 Nov 2026, 09.12 WIB"' in html
    assert "09:12" in _in(app, "en", lambda: i18n.clock_time(datetime(2026, 11, 21, 2, 12, tzinfo=UTC)))


def test_the_day_is_the_day_of_the_reader(app: Flask) -> None:
    assert ">22 Nov 2026<" in _in(app, "id", lambda: i18n.day(datetime(2026, 11, 21, 17, 30, tzinfo=UTC)))


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        ("Asia/Jakarta", "WIB"),
        ("Asia/Makassar", "WITA"),
        ("Asia/Jayapura", "WIT"),
        ("Europe/Berlin", "Europe/Berlin"),
    ],
)
def test_zones_have_the_names_people_use(zone: str, name: str) -> None:
    assert i18n.zone_name(zone) == name


def test_a_moment_in_another_zone() -> None:
    assert i18n.in_zone(NOW, "Asia/Jayapura").hour == 14


@pytest.mark.parametrize(
    ("cookie", "locale"), [("id", "id"), ("en", "en"), ("fr", "id"), ("", "id"), ("en; x", "en")]
)
def test_the_language_is_what_was_chosen_on_this_device(app: Flask, cookie: str, locale: str) -> None:
    with app.test_request_context(headers={"Cookie": f"locale={cookie}", "Accept-Language": "fr, en;q=0.9"}):
        assert i18n.locale() == locale
