"""The poll of the feed: an empty 304 while nothing arrived, else what did (HUB-20, PWA-05, C13)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from kreatr.community.actions.telling import tell_outside
from kreatr.community.models import Platform
from kreatr.community.queries.feed import NEWS_MOST
from kreatr.kernel import cache, clock
from kreatr.kernel.db import unit
from tests.community.test_feed import tell
from tests.community.test_telling import news, told
from tests.conformance.test_queries import counted
from tests.judge import Client
from tests.page import words
from tests.services import Valkey
from tests.world import World, change_creator, signed_in

NEWS = "/community/feed/news"


def _mark(client: Client, path: str = "/community") -> str:
    return str(client.get(path).page.one("#feed").get("data-mark"))


def _ask(client: Client, after: str, known: str | None = None) -> Any:
    headers = {"If-None-Match": f'W/"{known}"'} if known else {}
    return client.get(NEWS, query_string={"after": after}, headers=headers)


def _lines(answer: Any) -> list[str]:
    return [words(line) for line in answer.page.all("li p") if line.get("class") != "small"]


@pytest.mark.parametrize("person", [None, "dewi"])
def test_nothing_new_is_an_empty_304_without_the_database(
    world: World, client: Client, person: str | None
) -> None:
    tell("Lama")
    mark = _mark(client)
    if person:
        signed_in(client, getattr(world, person))
    _ask(client, mark, mark)
    with counted() as seen:
        answer = _ask(client, mark, mark)
    assert (answer.status_code, answer.data, seen) == (304, b"", [])
    assert answer.headers["ETag"] == f'W/"{mark}"'
    assert {"Cache-Control", "Vary"} <= set(dict(answer.headers))
    assert "Set-Cookie" not in answer.headers and "Content-Security-Policy" not in answer.headers
    assert sum(len(f"{name}: {value}\r\n") for name, value in answer.headers) < 200


@pytest.mark.one_database
def test_an_unchanged_poll_asks_valkey_once(app: Flask, client: Client, valkey: Valkey) -> None:
    tell("Lama")
    mark = _mark(client)
    _ask(client, mark, mark)
    before = valkey.client.info("commandstats")
    _ask(client, mark, mark)
    after = valkey.client.info("commandstats")
    calls = {name: after[name]["calls"] - before.get(name, {"calls": 0})["calls"] for name in after}
    assert {name: n for name, n in calls.items() if n and name != "cmdstat_info"} == {"cmdstat_mget": 1}


def test_times_that_grow_older_are_no_news(
    app: Flask, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell("Lama")
    mark, now = _mark(client), clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(hours=9))
    assert _ask(client, mark, mark).status_code == 304


def test_what_arrived_comes_with_the_new_mark(app: Flask, client: Client) -> None:
    tell("Lama")
    mark = _mark(client)
    first, second = tell("Baru"), tell("Terbaru")
    answer = _ask(client, mark, mark)
    assert answer.status_code == 200 and _lines(answer) == ["Terbaru", "Baru"]
    fresh = answer.page.one("#kabar-baru").get("data-mark")
    assert fresh == second.id.hex and answer.headers["ETag"] == f'W/"{fresh}"'
    assert answer.page.all(f"#kabar-{first.id}") and answer.page.all("time[datetime]")
    assert _ask(client, fresh, fresh).status_code == 304
    assert (
        "no-store" in answer.headers["Cache-Control"]
        and answer.page.one("#kabar-baru").get("data-more") is None
    )


def test_what_happened_earlier_outside_and_was_told_now_is_news(app: Flask, client: Client) -> None:
    tell("Barusan")
    mark = _mark(client)
    tell_outside(Platform.GITHUB, [news(50)])
    assert _lines(_ask(client, mark, mark)) == ["Rilis 50 (tab baru) Perbaikan kecil."]
    assert [line.title for line in told()] == ["Barusan", "Rilis 50"]
    assert _mark(client) != mark, "the page knows the mark of what arrived last"


def test_more_than_a_poll_hands_over(app: Flask, client: Client) -> None:
    mark = _mark(client)
    for n in range(NEWS_MOST + 1):
        tell(f"Kabar {n}", created_at=clock.now() - timedelta(minutes=n))
    answer = _ask(client, mark, mark)
    assert _lines(answer) == [f"Kabar {n}" for n in range(20)]
    assert answer.page.one("#kabar-baru").get("data-more") is not None


@pytest.mark.parametrize("after", ["", "x", "1-2", "ff" * 17, "' OR 1=1", "é" * 32, "-" * 32, "0" * 31])
def test_marks_nobody_gave_bring_nothing_but_the_mark(app: Flask, client: Client, after: str) -> None:
    line = tell("Satu")
    answer = _ask(client, after)
    assert answer.status_code == 200 and _lines(answer) == []
    assert answer.page.one("#kabar-baru").get("data-mark") == line.id.hex


def test_before_the_first_news_there_is_a_mark_too(app: Flask, client: Client) -> None:
    mark = _mark(client)
    assert _ask(client, mark, mark).status_code == 304
    tell("Pertama")
    assert _lines(_ask(client, mark, mark)) == ["Pertama"]


def test_what_is_hidden_is_not_handed_over(world: World, client: Client) -> None:
    mark = _mark(client)
    tell("bergabung", actor=world.sekar)
    tell("Selamat datang")
    assert len(_lines(_ask(client, mark, mark))) == 2
    change_creator(world.sekar, is_public=False)
    assert _lines(_ask(client, mark, mark)) == ["Selamat datang"]


def test_a_line_that_went_away_moves_the_mark_and_brings_nothing(app: Flask, client: Client) -> None:
    tell("Tetap")
    gone = tell("Ditarik")
    mark = _mark(client)
    with unit() as session:
        session.delete(session.get_one(type(gone), gone.id))
        cache.bump("community")
    answer = _ask(client, mark, mark)
    assert answer.status_code == 200 and _lines(answer) == []
    fresh = answer.page.one("#kabar-baru").get("data-mark")
    assert fresh != mark and _ask(client, fresh, fresh).status_code == 304


def test_without_valkey_the_poll_still_tells(app: Flask, client: Client, valkey: Valkey) -> None:
    mark = _mark(client)
    tell("Baru")
    valkey.kill()
    answer = _ask(client, mark, mark)
    assert _lines(answer) == ["Baru"]
    fresh = answer.page.one("#kabar-baru").get("data-mark")
    assert _ask(client, fresh, fresh).status_code == 304


@pytest.mark.parametrize(("lite", "every"), [("0", "120"), ("1", None)])
def test_a_page_asks_by_itself_but_not_in_lite_mode_and_can_be_refreshed_by_hand(
    app: Flask, client: Client, lite: str, every: str | None
) -> None:
    client.set_cookie("lite", lite)
    for path in ("/community", "/community/feed"):
        page = client.get(path).page
        assert page.one("#feed").get("data-every") == every
        link = page.one("#feed .news a")
        assert (words(link), link.get("href")) == ("Segarkan", path)
        assert page.one("#feed .news [role=status]") is not None


def test_asking_does_not_keep_a_session_alive(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed_in(client, world.dewi)
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(hours=1))
    with counted() as seen:
        _ask(client, "0" * 32)
    assert not [one for one in seen if one.upper().startswith("UPDATE")]
