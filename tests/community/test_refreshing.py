"""Who asks, how often, and what is remembered (HUB-10, 11)."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from kreatr.community import jobs, queries
from kreatr.community.actions import measuring
from kreatr.community.models import Platform, PlatformHour
from kreatr.community.sources import SOURCES, Failure, Line, Measured
from kreatr.kernel.db import db, unit
from tests.community.conftest import Outside
from tests.community.outside import server
from tests.community.test_sources import card
from tests.judge import Client

DISCORD, REDDIT, GITHUB, HUGGINGFACE = Platform
NOON = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)
LATER = timedelta(minutes=5)
WORKERS = 6


def hours() -> list[tuple[datetime, int]]:
    db.session.rollback()
    select = sa.select(PlatformHour.hour, PlatformHour.member_count).order_by(PlatformHour.hour)
    return [(row.hour, row.member_count) for row in db.session.execute(select)]


def door(platform: Platform) -> dict[str, object]:
    db.session.rollback()
    return next(one for one in queries.platforms() if one["key"] == platform.value.lower())


def test_what_did_not_change_is_not_sent_again(outside: Outside) -> None:
    outside.github.release("1.4")
    outside.reddit.post("Halo")
    outside.huggingface.publish("lora")
    outside.set_up()
    with time_machine.travel(NOON, tick=False) as clock:
        outside.refresh()
        before = {platform: outside.row(platform).member_count for platform in Platform}
        for stand_in in outside.all().values():
            stand_in.asked.clear()
            stand_in.answered.clear()
        clock.shift(LATER)
        outside.refresh()
        for platform, stand_in in outside.all().items():
            assert all("if-none-match" in one.headers for one in stand_in.asked), platform
            assert set(stand_in.answered) == {304}, platform
            row = outside.row(platform)
            assert row.member_count == before[platform] and row.fetched_at == NOON + LATER
            assert len(json.dumps(row.state)) < 5000, "the values are kept, not the answers"


@pytest.mark.one_database
@pytest.mark.parametrize("etag", ['"' + "a" * 201 + '"', "no quotes", '"\xe9"', '"a b"', ""])
def test_a_validator_that_cannot_be_sent_back_is_not_kept(
    outside: Outside, monkeypatch: pytest.MonkeyPatch, etag: str
) -> None:
    monkeypatch.setattr(server, "etag_of", lambda _raw: etag)
    outside.set_up(DISCORD)
    with time_machine.travel(NOON, tick=False) as clock:
        for _round in range(2):
            outside.refresh()
            clock.shift(LATER)
        assert [one.headers.get("if-none-match") for one in outside.discord.asked] == [None, None]
        assert outside.row(DISCORD).error is None


@pytest.mark.one_database
def test_what_an_older_program_kept_is_asked_for_anew(outside: Outside) -> None:
    outside.set_up(DISCORD)
    with time_machine.travel(NOON, tick=False) as clock:
        outside.refresh()
        with unit():
            row = outside.row(DISCORD)
            (kept,) = row.state["kept"].items()
            row.state = {"kept": {kept[0]: {"etag": kept[1]["etag"], "value": {"people": 7}}}}
        clock.shift(LATER)
        outside.refresh()
        assert (outside.row(DISCORD).error, outside.row(DISCORD).member_count) == ("garbage", 4241)
        clock.shift(LATER)
        outside.refresh()
        assert (outside.row(DISCORD).error, outside.discord.answered) == (None, [200, 304, 200])


def test_nothing_is_asked_where_nothing_is_configured(outside: Outside, client: Client) -> None:
    outside.refresh()
    assert not any(stand_in.asked for stand_in in outside.all().values())
    outside.set_up(DISCORD)
    with time_machine.travel(NOON, tick=False) as clock:
        outside.refresh()
        outside.set_up(DISCORD, discord_invite="")
        clock.shift(LATER)
        outside.discord.members = 9999
        outside.refresh()
        assert len(outside.discord.asked) == 1 and "9.999" not in card(client, DISCORD)


def test_each_source_has_a_time_of_its_own(outside: Outside) -> None:
    outside.set_up(DISCORD, REDDIT)
    outside.reddit.mode = "broken"
    with time_machine.travel(NOON, tick=False) as clock:
        outside.refresh()
        clock.shift(timedelta(seconds=60))
        outside.refresh()
        assert (len(outside.discord.asked), len(outside.reddit.asked)) == (1, 2)


def test_workers_that_race_ask_once(app: Flask, outside: Outside) -> None:
    outside.set_up()
    ready = threading.Barrier(WORKERS)
    failed: list[BaseException] = []

    def work() -> None:
        with app.app_context():
            ready.wait()
            try:
                jobs.refresh()
            except BaseException as error:
                failed.append(error)

    db.session.rollback()
    threads = [threading.Thread(target=work) for _n in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not failed
    counts = [len(stand_in.asked) for stand_in in outside.all().values()]
    assert counts == [1, 2, 4, 2], "one round of questions each"
    assert [outside.row(platform).member_count for platform in Platform] == [4241, 8120, 37, 23]


def test_a_round_that_was_cut_off_is_repeated(outside: Outside) -> None:
    outside.set_up(DISCORD)
    with time_machine.travel(NOON, tick=False) as clock:
        assert [one.platform for one in measuring.claim([DISCORD])] == [DISCORD]
        assert measuring.claim([DISCORD]) == []
        clock.shift(timedelta(seconds=measuring.LEASE_SECONDS - 1))
        outside.refresh()
        assert not outside.discord.asked, "the lease holds"
        clock.shift(timedelta(seconds=1))
        outside.refresh()
        assert outside.row(DISCORD).member_count == 4241


def test_a_lease_outlasts_the_round() -> None:
    assert measuring.LEASE_SECONDS > 2 * jobs.ROUND_SECONDS


def test_a_slow_worker_does_not_overwrite_a_later_one(outside: Outside) -> None:
    outside.set_up(DISCORD)
    line = Line(SOURCES[DISCORD], outside.app.config["KREATR"].outside, "http://localhost", {})
    with time_machine.travel(NOON, tick=False) as clock:
        (slow,) = measuring.claim([DISCORD])
        clock.shift(timedelta(seconds=measuring.LEASE_SECONDS))
        outside.refresh()
        assert not measuring.keep(slow, line, Measured(1))
        assert not measuring.fail(slow, line, Failure("broken"))
        row = outside.row(DISCORD)
        assert (row.member_count, row.error) == (4241, None)
    assert hours() == [(NOON, 4241)]


def test_nothing_of_the_database_is_held_while_a_platform_is_asked(app: Flask, outside: Outside) -> None:
    outside.set_up(DISCORD)
    outside.discord.mode = "hang"

    def work() -> None:
        with app.app_context():
            jobs.refresh()

    db.session.rollback()
    worker = threading.Thread(target=work)
    worker.start()
    while not outside.discord.asked:
        pass
    assert measuring.make_due(REDDIT), "others write meanwhile"
    pool = db.engine.pool
    db.session.rollback()
    assert pool.checkedout() == 0, pool.status()  # type: ignore[attr-defined]
    outside.discord.released.set()
    worker.join(30)
    assert outside.row(DISCORD).error == "unreachable" or outside.row(DISCORD).error == "garbage"


def test_one_number_an_hour_is_remembered(outside: Outside) -> None:
    outside.set_up(DISCORD)
    with time_machine.travel(NOON, tick=False) as clock:
        for n in range(30):
            outside.discord.members = 4000 + n
            outside.refresh()
            clock.shift(LATER)
        assert hours() == [
            (NOON + timedelta(hours=n), 4000 + last) for n, last in ((0, 11), (1, 23), (2, 29))
        ]


def test_the_trend_is_the_last_number_of_each_day_in_jakarta(outside: Outside) -> None:
    outside.set_up(DISCORD)
    with time_machine.travel(
        NOON, tick=False
    ) as clock:  # 12.00 in Jakarta: the day before ended 13 hours ago
        with unit() as session:
            for n in range(1, 20 * 24):
                hour = NOON - timedelta(hours=n)
                session.add(PlatformHour(platform=DISCORD, hour=hour, member_count=1000 - n))
        outside.refresh()
        days = [1000 - 13 - 24 * n for n in range(12, -1, -1)]
        assert door(DISCORD)["trend"] == [*days, 4241] and door(GITHUB)["trend"] == []
        outside.discord.mode = "broken"
        clock.shift(timedelta(days=3))
        outside.refresh()
        assert door(DISCORD)["trend"] == [*days[3:], 4241], "what is older than 14 days is left out"


def test_old_numbers_of_hours_are_forgotten(outside: Outside) -> None:
    with unit() as session:
        for days in (399, 401, 1000):
            hour = datetime.now(UTC) - timedelta(days=days)
            session.add(PlatformHour(platform=GITHUB, hour=hour, member_count=days))
    jobs.prune_hours()
    assert [number for _hour, number in hours()] == [399]


def test_a_number_grows_old_after_a_quarter_of_an_hour(outside: Outside) -> None:
    outside.set_up(DISCORD)
    with time_machine.travel(NOON, tick=False) as clock:
        assert door(DISCORD)["old"] is False and door(DISCORD)["count"] is None
        outside.refresh()
        outside.discord.mode = "broken"
        clock.shift(timedelta(minutes=15))
        outside.refresh()
        assert door(DISCORD)["old"] is False
        clock.shift(timedelta(seconds=1))
        assert door(DISCORD)["old"] is True and door(DISCORD)["count"] == 4241
        assert door(DISCORD)["fetched_at"] == NOON


@pytest.mark.one_database
def test_the_clock_knows_the_jobs(app: Flask) -> None:
    found = {entry.job: entry.seconds for entry in app.extensions["kreatr_clock"]}
    assert found["kreatr.community.jobs.refresh"] == 30
    assert found["kreatr.community.jobs.prune_hours"] == 24 * 3600
