"""What the hub shows when a platform misbehaves, and when it is asked again (HUB-11, O3)."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from kreatr.community.actions import measuring
from kreatr.community.models import Platform
from tests.community.conftest import Outside
from tests.community.outside import github, reddit
from tests.community.outside.server import GARBAGE, Reply
from tests.community.test_sources import card, titles
from tests.judge import Client

DISCORD, REDDIT, GITHUB, HUGGINGFACE = Platform
NOON = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)
SHOWN = {
    DISCORD: "4.241 anggota",
    REDDIT: "8.120 pelanggan",
    GITHUB: "37 kontributor",
    HUGGINGFACE: "23 model",
}
LATER = timedelta(minutes=5)
BAD = {
    "limited": "limited", "broken": "broken", "large": "large", "denied": "credentials", "unknown": "missing",
    "unasked": "garbage",
}  # fmt: skip


def _due_in(outside: Outside, platform: Platform) -> int:
    """Seconds until a platform is asked again."""
    due = outside.row(platform).due_at
    assert due is not None
    return int((due - datetime.now(UTC)).total_seconds())


@pytest.mark.one_database
@pytest.mark.parametrize("platform", Platform)
@pytest.mark.parametrize("mode", BAD)
def test_the_last_good_number_stays(outside: Outside, client: Client, platform: Platform, mode: str) -> None:
    outside.set_up(platform)
    with time_machine.travel(NOON, tick=False) as clock:
        outside.behave(mode)
        outside.refresh()
        assert SHOWN[platform] not in card(client, platform) and outside.row(platform).member_count is None
        clock.shift(timedelta(hours=2))
        outside.behave("ok")
        outside.refresh()
        outside.behave(mode)
        clock.shift(LATER)
        outside.refresh()
        row = outside.row(platform)
        assert SHOWN[platform] in card(client, platform)
        if mode != "unasked":  # a 304 to what was asked conditionally is a good answer
            assert (row.error, row.failures, row.failed_at) == (
                BAD[mode],
                1,
                NOON + timedelta(hours=2) + LATER,
            )
            assert row.fetched_at == NOON + timedelta(hours=2), "and its age is that of the number"
        clock.shift(timedelta(hours=2))
        outside.behave("ok")
        outside.refresh()
        row = outside.row(platform)
        assert (row.error, row.failures, row.failed_at) == (None, 0, None)
        assert row.fetched_at == datetime.now(UTC)


@pytest.mark.one_database
@pytest.mark.parametrize("platform", Platform)
@pytest.mark.parametrize("garbage", GARBAGE, ids=range(len(GARBAGE)))
def test_garbage_is_never_a_number(
    outside: Outside, client: Client, platform: Platform, garbage: bytes
) -> None:
    outside.set_up(platform)
    outside.all()[platform].mode, outside.all()[platform].garbage = "garbage", garbage
    outside.refresh()
    row = outside.row(platform)
    assert (row.error, row.member_count, row.fetched_at) == ("garbage", None, None)
    assert not any(letter.isdigit() for letter in card(client, platform))


@pytest.mark.one_database
@pytest.mark.parametrize("value", ["4241", -1, True, 10**12, 10**400, 4.5, None, [1], {"a": 1}])
def test_a_number_is_a_number(outside: Outside, value: Any) -> None:
    outside.discord.members = value
    outside.set_up(DISCORD)
    outside.refresh()
    assert outside.row(DISCORD).error == "garbage"


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "x/../../y"),
        ("published_at", "kemarin"),
        ("published_at", 10**30),
        ("author", "dewi"),
        ("id", None),
    ],
)
def test_a_bad_piece_of_news_costs_the_news_and_not_the_number(
    outside: Outside, client: Client, field: str, value: Any
) -> None:
    outside.github.release("1.4", **{field: value})
    outside.set_up(GITHUB)
    outside.refresh()
    row = outside.row(GITHUB)
    assert (row.member_count, row.error, row.state["trouble"]) == (37, None, "garbage") and not titles()


def test_odd_letters_reach_neither_database_nor_page(outside: Outside, client: Client) -> None:
    outside.github.release(
        "1.4", name="ba\x00tik \ud800\u202e<script>alert(1)</script>", author={"login": "\x00" * 9}
    )
    outside.set_up(GITHUB)
    outside.refresh()
    assert titles() == ["studio batik"] and "studio batik" in client.get("/community").page.text("#feed")


@pytest.mark.parametrize("mode", ["broken", "denied", "limited", "garbage", "large"])
def test_numbers_without_news(outside: Outside, client: Client, mode: str) -> None:
    for platform, only in ((REDDIT, "/top"), (GITHUB, "/releases"), (HUGGINGFACE, "/api/models")):
        stand_in = outside.all()[platform]
        stand_in.mode, stand_in.only = mode, only
    outside.set_up(REDDIT, GITHUB, HUGGINGFACE)
    outside.refresh()
    for platform in (REDDIT, GITHUB, HUGGINGFACE):
        row = outside.row(platform)
        assert SHOWN[platform] in card(client, platform) and row.error is None
        assert row.state["trouble"] == (BAD | {"garbage": "garbage"})[mode]
        assert row.activity_level is None, "what was not counted has no level"


def test_pauses_grow_and_the_breaker_leaves_one_try_an_hour(outside: Outside) -> None:
    outside.set_up(DISCORD)
    outside.behave("broken")
    pauses = []
    with time_machine.travel(NOON, tick=False) as clock:
        for n in range(7):
            outside.refresh()
            outside.refresh()
            assert len(outside.discord.asked) == n + 1, "asked once, and not again before the pause is over"
            pauses.append(_due_in(outside, DISCORD))
            clock.shift(timedelta(seconds=pauses[-1] - 1))
            outside.refresh()
            clock.shift(timedelta(seconds=1))
        assert pauses == [60, 120, 240, 480, 3600, 3600, 3600]
        outside.behave("ok")
        outside.refresh()
        assert _due_in(outside, DISCORD) == 240 and outside.row(DISCORD).failures == 0


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("platform", "seconds"), [(DISCORD, 1338), (REDDIT, 431), (GITHUB, 1800), (HUGGINGFACE, 212)]
)
def test_whoever_asks_for_a_pause_gets_it(outside: Outside, platform: Platform, seconds: int) -> None:
    outside.set_up(platform)
    outside.behave("limited")
    with time_machine.travel(NOON, tick=False) as clock:
        outside.refresh()
        assert _due_in(outside, platform) == seconds
        assert not measuring.make_due(platform), "not by hand either"
        clock.shift(timedelta(seconds=seconds))
        outside.behave("ok")
        outside.refresh()
        assert outside.row(platform).error is None


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("reply", "code", "seconds"),
    [
        (Reply({"message": "You have exceeded a secondary rate limit."}, 403, {"Retry-After": "120"}), "limited", 120),
        (Reply({"message": "You have exceeded a secondary rate limit."}, 403), "limited", 60),
        (Reply({"message": "Forbidden"}, 403), "credentials", 3600),
        (Reply({"message": "x"}, 429, {"Retry-After": "Sat, 21 Nov 2026 05:10:00 GMT"}), "limited", 600),
        (Reply({"message": "x"}, 429, {"Retry-After": "999999999"}), "limited", 86400),
        (Reply({"message": "x"}, 429, {"Retry-After": "-5"}), "limited", 60),
        (Reply({"message": "x"}, 429, {"Retry-After": "nan"}), "limited", 60),
        (Reply({"message": "x"}, 503, {"Retry-After": "900"}), "broken", 900),
        (Reply({"message": "Moved"}, 301, {"Location": "/repos/kreatr/studio"}), "moved", 60),
        (Reply({"message": "x"}, 418), "refused", 60),
    ],
    ids=str,
)  # fmt: skip
def test_what_github_says_when_it_says_no(
    outside: Outside, monkeypatch: pytest.MonkeyPatch, reply: Reply, code: str, seconds: int
) -> None:
    monkeypatch.setattr(outside.github, "answer", lambda _asked: reply)
    outside.set_up(GITHUB)
    with time_machine.travel(NOON, tick=False):
        outside.refresh()
        assert (outside.row(GITHUB).error, _due_in(outside, GITHUB)) == (code, seconds)


@pytest.mark.one_database
def test_a_renamed_repository_is_followed_on_its_own_host(
    outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside.github.token, healthy = github.TOKEN, outside.github.answer
    there = f"{outside.github.url}/repos/kreatr/studio"

    def answer(asked: Any) -> Reply | None:
        if asked.path == "/repos/kreatr/lama":
            return Reply({"message": "Moved Permanently"}, 301, {"Location": there})
        return healthy(asked)

    monkeypatch.setattr(outside.github, "answer", answer)
    outside.github.people["kreatr/lama"] = outside.github.people["kreatr/studio"]
    outside.set_up(GITHUB, github_repo="kreatr/lama", github_token=github.TOKEN)
    outside.refresh()
    assert outside.row(GITHUB).member_count == 37


@pytest.mark.one_database
def test_nobody_is_asked_for_more_than_is_left(outside: Outside) -> None:
    outside.github.remaining, outside.reddit.remaining = 3, 1.0
    outside.github.token = github.TOKEN
    outside.set_up(GITHUB, REDDIT, github_token=github.TOKEN)
    with time_machine.travel(NOON, tick=False):
        outside.refresh()
        assert (_due_in(outside, GITHUB), _due_in(outside, REDDIT)) == (2400, 431)


@pytest.mark.one_database
@pytest.mark.parametrize(("org", "asked"), [(False, 4), (True, 2 + 10 + 6)])
def test_without_a_token_an_hour_fits_into_githubs_sixty(outside: Outside, org: bool, asked: int) -> None:
    outside.github.people = {f"kreatr/r{n}": [github.person(n)] for n in range(12)} | outside.github.people
    outside.set_up(GITHUB, **({"github_repo": "", "github_org": "kreatr"} if org else {}))
    with time_machine.travel(NOON, tick=False) as clock:
        for _tick in range(2 * 60):
            outside.refresh()
            clock.shift(timedelta(seconds=30))
        rounds = len(outside.github.asked) // asked
        assert len(outside.github.asked) == rounds * asked <= 60 and rounds >= (3 if org else 12)


def test_four_that_hang_cost_twenty_seconds(outside: Outside, client: Client) -> None:
    outside.github.token, outside.discord.token = github.TOKEN, "bot"
    outside.set_up(github_token=github.TOKEN, reddit_id=reddit.ID, reddit_secret=reddit.SECRET)
    outside.behave("hang")
    started = time.monotonic()
    outside.refresh()
    assert time.monotonic() - started <= 22
    for platform in Platform:
        assert outside.row(platform).error == "timeout"
        assert SHOWN[platform] not in card(client, platform)


@pytest.mark.one_database
def test_a_slow_platform_is_cut_off_and_costs_the_others_nothing(outside: Outside, client: Client) -> None:
    outside.github.mode = "slow"
    outside.set_up()
    started = time.monotonic()
    outside.refresh()
    assert 18 <= time.monotonic() - started <= 22, "each answer in time, all of them not"
    assert outside.row(GITHUB).error == "timeout" and SHOWN[GITHUB] not in card(client, GITHUB)
    for platform in (DISCORD, REDDIT, HUGGINGFACE):
        assert SHOWN[platform] in card(client, platform)
