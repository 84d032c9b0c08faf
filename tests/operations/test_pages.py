"""The pages of operations: what was measured, in words that say what it is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask

from kreatr.kernel import clock, limits, measuring
from kreatr.kernel.db import uuid7
from kreatr.kernel.limits import BY_ROWS, LIMITS
from kreatr.operations import jobs
from kreatr.operations.actions import writing
from kreatr.operations.queries import reading
from kreatr.operations.words import limits as limit_words
from tests.judge import Client
from tests.page import Page, words
from tests.world import World, signed_in

PATH = "/admin/operations"
pytestmark = pytest.mark.one_database


@pytest.fixture
def admin(world: World, client: Client) -> Client:
    client.set_cookie("locale", "en")
    return signed_in(client, world.bagus)


def _rows(page: Page) -> list[list[str]]:
    return [[words(cell) for cell in row] for row in page.all("table.ops-table tbody tr")]


def _today() -> date:
    return clock.now().date()


def _answers(endpoint: str, **times: int) -> None:
    """`_answers("community.hub", s2_50=3)`: three answers 2xx within 50 ms, in this hour."""
    hour = clock.now().hour
    counts = {}
    for name, number in times.items():
        status, bucket = name.removeprefix("s").split("_")
        counts[_today(), f"answer {hour} {status} {bucket} {endpoint}"] = number
    writing.write_measures(uuid7(), counts)


def test_answers_by_address(admin: Client) -> None:
    _answers("community.hub", s2_20=94, s2_1500=4, s5_30=2)
    _answers("events.index", s2_10=500, s4_10=500)
    rows = _rows(admin.get(f"{PATH}/answers").page)
    by_name = {row[0]: row[1:] for row in rows}
    assert by_name["/community"] == ["100", "20 ms", "30 ms", "2.0 %", "–"]
    assert by_name["/community/events"] == ["1,000", "10 ms", "10 ms", "–", "50 %"]
    order = {
        sort: _rows(admin.get(f"{PATH}/answers?sort={sort}").page)[0][0]
        for sort in ("slow", "often", "failed")
    }
    assert order == {"slow": "/community", "often": "/community/events", "failed": "/community"}
    page = admin.get(f"{PATH}/answers?days=7&of=community.hub").page
    (newest, *before) = [[words(cell) for cell in row] for row in page.all("details table tbody tr")]
    assert newest[1:] == ["100", "2", "30 ms"] and len(before) == 6 and before[0][1:] == ["0", "0", "–"]
    assert "Most answers: 100" in page.one(".chart").get("aria-label")
    assert len(admin.get(f"{PATH}/answers?days=1").page.all("details table tbody tr")) == 24


def test_what_a_visitor_does_arrives_within_the_minute(app: Flask, admin: Client) -> None:
    visitor = app.test_client()
    for _look in range(3):
        visitor.get("/community/events")
    assert "/community/events" not in {row[0] for row in _rows(admin.get(f"{PATH}/answers").page)}
    jobs.write_measures()
    (row,) = [row for row in _rows(admin.get(f"{PATH}/answers").page) if row[0] == "/community/events"]
    assert row[1] == "3"
    lately = admin.get(PATH).page.text("section[aria-labelledby=sekarang]")
    assert "Answers" in lately and "Errors0.0 %" in lately


def test_limits_show_uses_and_refusals(app: Flask, admin: Client) -> None:
    with app.test_request_context():
        limits.hit("source-refresh", "somewhere")
        for _more in range(3):
            with pytest.raises(Exception, match="RATE_LIMIT"):
                limits.hit("source-refresh", "somewhere")
        limits.hit("uploads", "somebody")
    jobs.write_measures()
    page = admin.get(f"{PATH}/limits?days=1").page
    rows = _rows(page)
    assert rows[0] == ["Asking one source by hand 1 in 30 seconds", "3", "1", "75 %"]
    assert ["Pictures sent by one person 200 an hour", "–", "1", "–"] in rows
    unused = page.all("details.tear dt")
    assert len(rows) + len(unused) == len(LIMITS) + len(BY_ROWS), "a limit that nobody met is listed too"


def test_every_limit_has_words() -> None:
    missing = {*LIMITS, *BY_ROWS} - set(limit_words.WORDS)
    assert not missing, f"say in kreatr/operations/words/limits.py what these are about: {sorted(missing)}"


def test_slow_statements_and_the_pool(admin: Client) -> None:
    long = "SELECT " + ", ".join(f"listings.column_{n}" for n in range(40)) + " FROM listings"
    counts = {(_today(), f"slow 450 community.hub {long}"): 2, (_today(), "slow 3000 - BEGIN IMMEDIATE"): 1}
    old = {(_today() - timedelta(days=20), "slow 9000 a.page SELECT old"): 1}
    writing.write_measures(uuid7(), counts | old)
    measuring.hand_over()
    page = admin.get(f"{PATH}/database").page
    first, second = (words(row) for row in page.all("section[aria-labelledby=lambat] .texts li"))
    assert "3.0" not in first and "3 s" in first and "No such address" in first and "BEGIN IMMEDIATE" in first
    assert "450 ms" in second and "2 times" in second and "450 ms on average" in second and long in second
    assert "of 15" in page.text("section[aria-labelledby=sambungan]")
    assert "SELECT old" in admin.get(f"{PATH}/database?days=30").page.text("main")


@pytest.mark.parametrize("locale", ["id", "en"])
@pytest.mark.parametrize("path", ["", "/answers", "/limits", "/database"])
def test_a_house_without_numbers_has_pages_too(admin: Client, path: str, locale: str) -> None:
    admin.set_cookie("locale", locale)
    page = admin.get(f"{PATH}{path}?days=nonsense&sort=nonsense&of=nonsense").page
    (current,) = page.all("nav.segments [aria-current]")[:1]
    assert current.get("href") == f"{PATH}{path}"


@pytest.mark.parametrize(
    ("times", "half", "most"),
    [
        ({}, 0, 0),
        ({50: 1}, 50, 50),
        ({10: 95, 1000: 5}, 10, 10),
        ({10: 94, 1000: 6}, 10, 1000),
        ({10: 0, 20: 1}, 20, 20),
    ],
)
def test_percentiles(times: dict[int, int], half: int, most: int) -> None:
    assert (reading.percentile(times, 0.5), reading.percentile(times, 0.95)) == (half, most)
