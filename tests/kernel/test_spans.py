"""From when to when, in the words of both languages: over midnight, over days, over a change of the clocks."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from flask import Flask

from kreatr.kernel import spans

pytestmark = pytest.mark.one_database
NOON = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)  # 19.00 in Jakarta, 13.00 in Berlin, 07.00 in New York


def _in(app: Flask, locale: str, write: Callable[[], Any]) -> str:
    with app.app_context(), app.test_request_context(headers={"Cookie": f"locale={locale}"}):
        return re.sub(r"<[^>]+>", "", str(write()))


@pytest.mark.parametrize(
    ("zone", "indonesian", "english"),
    [
        (
            "Asia/Jakarta",
            "Kamis, 26 November 2026, 19.00–20.30 WIB",
            "Thursday, 26 November 2026, 19:00–20:30 WIB",
        ),
        (
            "Asia/Pontianak",
            "Kamis, 26 November 2026, 19.00–20.30 WIB",
            "Thursday, 26 November 2026, 19:00–20:30 WIB",
        ),
        (
            "Asia/Makassar",
            "Kamis, 26 November 2026, 20.00–21.30 WITA",
            "Thursday, 26 November 2026, 20:00–21:30 WITA",
        ),
        (
            "Asia/Jayapura",
            "Kamis, 26 November 2026, 21.00–22.30 WIT",
            "Thursday, 26 November 2026, 21:00–22:30 WIT",
        ),
        (
            "America/New_York",
            "Kamis, 26 November 2026, 07.00–08.30 America/New York",
            "Thursday, 26 November 2026, 07:00–08:30 America/New York",
        ),
    ],
)
def test_the_time_of_the_place(app: Flask, zone: str, indonesian: str, english: str) -> None:
    ends = NOON + timedelta(minutes=90)
    assert _in(app, "id", lambda: spans.span(NOON, ends, zone)) == indonesian
    assert _in(app, "en", lambda: spans.span(NOON, ends, zone)) == english


def test_an_end_on_another_day_comes_with_its_date(app: Flask) -> None:
    night = NOON + timedelta(hours=6)
    assert (
        _in(app, "id", lambda: spans.span(NOON, night, "Asia/Jakarta"))
        == "Kamis, 26 November 2026, 19.00 – Jumat, 27 November 2026, 01.00 WIB"
    )
    days = NOON + timedelta(days=36, hours=1)
    assert (
        _in(app, "en", lambda: spans.span(NOON, days, "Asia/Jakarta"))
        == "Thursday, 26 November 2026, 19:00 – Friday, 1 January 2027, 20:00 WIB"
    )


def test_machines_read_both_ends(app: Flask) -> None:
    with app.test_request_context():
        html = str(spans.span(NOON, NOON + timedelta(hours=1), "Asia/Makassar"))
    assert re.findall(r'datetime="([^"]+)"', html) == ["2026-11-26T20:00+08:00", "2026-11-26T21:00+08:00"]


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("Asia/Jakarta", "20.00 WITA · 21.00 WIT"),
        ("Asia/Pontianak", "20.00 WITA · 21.00 WIT"),
        ("Asia/Makassar", "19.00 WIB · 21.00 WIT"),
        ("Asia/Jayapura", "19.00 WIB · 20.00 WITA"),
        ("Europe/Berlin", ""),
        ("Asia/Singapore", ""),
    ],
)
def test_the_other_zones_of_indonesia(app: Flask, zone: str, said: str) -> None:
    assert _in(app, "id", lambda: spans.home_zones(NOON, zone)) == said


def test_another_zone_may_have_another_day(app: Flask) -> None:
    late = NOON + timedelta(hours=4, minutes=30)  # 23.30 WIB
    assert (
        _in(app, "id", lambda: spans.home_zones(late, "Asia/Jakarta"))
        == "00.30, 27 Nov, WITA · 01.30, 27 Nov, WIT"
    )
    assert (
        _in(app, "en", lambda: spans.home_zones(late, "Asia/Jayapura")) == "23:30, 26 Nov, WIB · 00:30 WITA"
    )


@pytest.mark.parametrize(
    ("zone", "reader", "said"),
    [
        ("Asia/Jakarta", "Europe/Berlin", "13.00, 26 Nov (Europe/Berlin)"),
        ("Asia/Jakarta", "America/New_York", "07.00, 26 Nov (America/New York)"),
        ("Asia/Jakarta", "Asia/Jayapura", "21.00, 26 Nov (WIT)"),
        ("Asia/Jakarta", "Asia/Jakarta", ""),
        ("Asia/Jakarta", "Asia/Bangkok", ""),  # another name for the same time
        ("Europe/Berlin", "Asia/Jakarta", "19.00, 26 Nov (WIB)"),
    ],
)
def test_the_readers_own_time(app: Flask, zone: str, reader: str, said: str) -> None:
    assert _in(app, "id", lambda: spans.own_time(NOON, zone, reader)) == said


@pytest.mark.parametrize(
    ("day", "said"), [(date(2026, 10, 31), "08.00, 31 Okt"), (date(2026, 11, 1), "07.00, 1 Nov")]
)
def test_the_clocks_of_new_york_are_put_back_on_the_first_of_november(
    app: Flask, day: date, said: str
) -> None:
    evening = datetime.combine(day, time(12), UTC)
    assert _in(app, "id", lambda: spans.own_time(evening, "Asia/Jakarta", "America/New_York")).startswith(
        said
    )


class TestMoments:
    @pytest.mark.parametrize(
        ("day", "hour", "zone", "utc"),
        [
            (date(2026, 11, 26), time(19), "Asia/Jakarta", "2026-11-26T12:00"),
            (date(2026, 11, 26), time(0, 30), "Asia/Jayapura", "2026-11-25T15:30"),
            (date(2026, 7, 1), time(19), "Europe/Berlin", "2026-07-01T17:00"),
            (date(2026, 12, 1), time(19), "Europe/Berlin", "2026-12-01T18:00"),
            (date(2026, 3, 29), time(1, 59), "Europe/Berlin", "2026-03-29T00:59"),
            (date(2026, 3, 29), time(3, 0), "Europe/Berlin", "2026-03-29T01:00"),
            (date(2026, 10, 25), time(2, 30), "Europe/Berlin", "2026-10-25T00:30"),  # comes twice: the first
            (
                date(2026, 11, 1),
                time(1, 30),
                "America/New_York",
                "2026-11-01T05:30",
            ),  # comes twice: the first
        ],
    )
    def test_of_local_times(self, day: date, hour: time, zone: str, utc: str) -> None:
        assert spans.moment(day, hour, zone) == datetime.fromisoformat(utc).replace(tzinfo=UTC)

    @pytest.mark.parametrize(
        ("day", "hour", "zone"),
        [
            (date(2026, 3, 29), time(2, 30), "Europe/Berlin"),
            (date(2027, 3, 14), time(2, 0), "America/New_York"),
            (date(2027, 3, 14), time(2, 59), "America/New_York"),
        ],
    )
    def test_some_local_times_are_jumped_over(self, day: date, hour: time, zone: str) -> None:
        with pytest.raises(spans.NoSuchTime):
            spans.moment(day, hour, zone)
