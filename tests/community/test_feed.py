"""The feed: ten lines at a time, newest first, nothing twice while new lines arrive (HUB-18…23)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from kreatr.community.models import Activity, ActivityType
from kreatr.creators.models import Creator
from kreatr.kernel import cache, clock
from kreatr.kernel.db import unit
from tests.judge import Client
from tests.page import words
from tests.world import World, change_creator

NOW = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)
ODD = timedelta(microseconds=654_321)


def tell(
    title: str, *, type_: ActivityType = ActivityType.MILESTONE, actor: Creator | None = None, **fields: Any
) -> Activity:
    """A new line of the feed."""
    with unit() as session:
        activity = Activity(type=type_, title=title, actor_id=actor.id if actor else None, **fields)
        session.add(activity)
        cache.bump("community")
    return activity


def _lines(answer: Any) -> list[str]:
    return [words(line) for line in answer.page.all("li[id^=kabar] p") if line.get("class") != "small"]


def _next(answer: Any) -> str | None:
    more = answer.page.all("p.more a")
    return more[0].get("href") if more else None


def _walk(client: Client, *, htmx: bool, arriving: bool = False) -> list[str]:
    """Every line, page by page; `arriving` lets a new line come in before each further page."""
    answer, found = client.get("/community/feed"), []
    while True:
        found += _lines(answer)
        following = _next(answer)
        if following is None:
            return found
        if arriving:
            tell("Baru saja")
        answer = client.get(following, htmx=htmx)


def test_newest_first_ten_at_a_time(app: Flask, client: Client) -> None:
    for n in range(23):
        tell(f"Kabar {n:02}", created_at=NOW - timedelta(minutes=n))
    for path in ("/community", "/community/feed"):
        first = client.get(path)
        assert _lines(first)[:10] == [f"Kabar {n:02}" for n in range(10)] and len(_lines(first)) == 10
        assert _next(first).startswith("/community/feed?before=")
    assert _walk(client, htmx=False) == [f"Kabar {n:02}" for n in range(23)]


def test_exactly_ten_lines_promise_no_more(app: Flask, client: Client) -> None:
    for n in range(10):
        tell(f"Kabar {n}")
    assert _next(client.get("/community/feed")) is None


def test_nothing_twice_and_nothing_lost_while_news_arrive(app: Flask, client: Client) -> None:
    for n in range(35):
        tell(f"Kabar {n:02}", created_at=NOW - timedelta(minutes=n))
    assert _walk(client, htmx=True, arriving=True) == [f"Kabar {n:02}" for n in range(35)]


def test_lines_of_one_moment_are_all_shown(app: Flask, client: Client) -> None:
    with unit() as session:
        for n in range(31):
            session.add(Activity(type=ActivityType.MILESTONE, title=f"Kabar {n:02}", created_at=NOW + ODD))
    assert sorted(_walk(client, htmx=True)) == [f"Kabar {n:02}" for n in range(31)]


@pytest.mark.parametrize(
    "before",
    ["", "x", "-", "1-2", "²-" + "a" * 32, "9" * 400 + "-" + "a" * 32, "99999999999999999-" + "f" * 32,
     "-5-" + "a" * 32, "1700000000000000-" + "z" * 32, "0-" + "0" * 32, "1.5-" + "a" * 32, "' OR 1=1 --"],
)  # fmt: skip
def test_marks_nobody_gave_are_harmless(app: Flask, client: Client, before: str) -> None:
    tell("Satu-satunya")
    answer = client.get("/community/feed", query_string={"before": before})
    assert answer.status_code == 200
    assert _lines(answer) in (["Satu-satunya"], [])


def test_htmx_gets_rows_for_the_place_of_the_button(app: Flask, client: Client) -> None:
    for n in range(12):
        tell(f"Kabar {n:02}", created_at=NOW - timedelta(minutes=n))
    first = client.get("/community/feed")
    button = first.page.one("p.more a")
    assert (button.get("hx-target"), button.get("hx-swap")) == ("closest p", "outerHTML")
    assert button.get("hx-get") == button.get("href")
    for htmx in (True, False):
        rest = client.get(_next(first), htmx=htmx)
        assert _lines(rest) == ["Kabar 10", "Kabar 11"] and rest.page.whole is not htmx


@pytest.mark.parametrize(
    ("type_", "symbol", "indonesian", "english"),
    [
        (ActivityType.PROJECT_FEATURED, "star", "Karya pilihan", "Featured work"),
        (ActivityType.CREATOR_JOINED, "user", "Kreator baru", "New creator"),
        (ActivityType.MILESTONE, "milestone", "Tonggak", "Milestone"),
        (ActivityType.ANNOUNCEMENT, "megaphone", "Pengumuman", "Announcement"),
    ],
)
def test_each_kind_of_news_has_its_sign_and_word(
    app: Flask, client: Client, type_: ActivityType, symbol: str, indonesian: str, english: str
) -> None:
    line = tell("Ada kabar", type_=type_, text="dari Yogyakarta", link="/community/marketplace")
    for locale, word in (("id", indonesian), ("en", english)):
        client.set_cookie("locale", locale)
        row = client.get("/community/feed").page
        assert row.text(f"#kabar-{line.id} p") == "Ada kabar dari Yogyakarta"
        assert row.text(f"#kabar-{line.id} .small").startswith(f"{word} · ")
        signs = [
            one.get("href") for one in row.one(f"#kabar-{line.id}").iter() if str(one.tag).endswith("use")
        ]
        assert [sign.partition("#")[2] for sign in signs] == [symbol]
        assert row.one(f"#kabar-{line.id} a").get("href") == "/community/marketplace"


def test_a_line_names_its_person_and_its_exact_time(world: World, client: Client) -> None:
    line = tell("bergabung", type_=ActivityType.CREATOR_JOINED, actor=world.sekar,
                created_at=clock.now() - timedelta(hours=2, minutes=5))  # fmt: skip
    row = client.get("/community/feed").page
    assert row.one(f"#kabar-{line.id} a").get("href") == "/portfolio/sekarayu"
    assert row.one(f"#kabar-{line.id} img") is not None
    time_ = row.one(f"#kabar-{line.id} time")
    assert datetime.fromisoformat(time_.get("datetime")) == line.created_at.replace(microsecond=0)
    assert "WIB" in time_.get("title") and words(time_) in ("2 jam lalu", "Kemarin")


def test_news_of_people_who_are_hidden_is_not_told(world: World, client: Client) -> None:
    tell("bergabung", actor=world.sekar)
    tell("memajang karya", actor=world.rizky)
    tell("Selamat datang", type_=ActivityType.ANNOUNCEMENT)
    assert len(_lines(client.get("/community/feed"))) == 3
    change_creator(world.sekar, is_public=False)
    with unit():
        world.rizky.user.is_active = False
        change_creator(world.rizky)
    for path in ("/community/feed", "/community"):
        assert _lines(client.get(path)) == ["Selamat datang"]


def test_no_news_yet(app: Flask, client: Client) -> None:
    assert "Belum ada kabar" in client.get("/community/feed").page.text("#feed")
