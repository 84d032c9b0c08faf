"""Many events: ten a page, none lost, none twice, and the same number of queries as with few."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from kreatr.community.models import CommunityEvent
from kreatr.kernel import cache
from kreatr.kernel.db import db, unit
from tests import crowd
from tests.community.test_events import ARCHIVE, LIST
from tests.conformance.test_queries import counted
from tests.judge import Client
from tests.page import Page, words
from tests.services import Valkey
from tests.world import World, make_event, signed_in

HUB, FEED, ADMIN = "/community", "/community/events.ics", "/admin/community/events"


def ids(page: Page) -> list[str]:
    """The ids of a list's events."""
    return [link.get("href").rpartition("/")[2] for link in page.all(".days a, .entries h2 a")]


def walk(client: Client, path: str, *, htmx: bool = False) -> list[str]:
    """Every event of a list, page after page."""
    found: list[str] = []
    asked: str | None = path
    while asked:
        page = client.get(asked, htmx=htmx and asked != path).page
        assert 0 < len(ids(page)) <= 10
        found += ids(page)
        more = page.all(".more a, a[rel=next]")
        asked = more[0].get("href") if more else None
    return found


@pytest.mark.parametrize("htmx", [False, True])
@pytest.mark.parametrize("path", [LIST, ARCHIVE])
def test_every_event_comes_once_and_in_order(app: Flask, client: Client, path: str, htmx: bool) -> None:
    sign = 1 if path == LIST else -1
    for n in range(23):
        make_event(f"Temu {n}", sign * timedelta(days=1 + n // 3))
    same = make_event("Bersamaan", sign * timedelta(days=4)).starts_at
    for _ in range(11):
        make_event("Bersamaan", starts_at=same)
    found = walk(client, path, htmx=htmx)
    order = (CommunityEvent.starts_at, CommunityEvent.id)
    if path == ARCHIVE:
        order = tuple(column.desc() for column in order)
    assert found == [str(id_) for id_ in db.session.scalars(sa.select(CommunityEvent.id).order_by(*order))]
    assert len(found) == len(set(found)) == 35


def test_what_is_added_or_removed_meanwhile_moves_nothing(app: Flask, client: Client) -> None:
    events = [make_event(f"Temu {n}", timedelta(days=n + 1)) for n in range(20)]
    page = client.get(LIST).page
    assert ids(page) == [str(event.id) for event in events[:10]]
    make_event("Lebih dulu", timedelta(hours=3))
    with unit() as session:
        session.delete(session.get_one(CommunityEvent, events[9].id))
        cache.bump("community")
    rest = client.get(page.one(".more a").get("href")).page
    assert ids(rest) == [str(event.id) for event in events[10:]] and not rest.all(".more a")


@pytest.mark.one_database
def test_ten_are_a_page_and_eleven_are_two(app: Flask, client: Client) -> None:
    for n in range(10):
        make_event(f"Temu {n}", timedelta(days=n + 1))
    assert not client.get(LIST).page.all(".more")
    make_event("Satu lagi", timedelta(days=30))
    more = client.get(LIST).page.one(".more a")
    assert words(more) == "Muat lebih banyak" and more.get("hx-get") == more.get("href")
    part = client.get(more.get("href"), htmx=True)
    assert not part.page.whole and len(part.page.roots) == 1 and "HX-Request" in part.headers["Vary"]


@pytest.mark.one_database
@pytest.mark.parametrize(
    "mark", ["", "x", "-", "1-2", "9" * 17 + "-" + "0" * 32, "9" * 40, "1-" + "g" * 32, "%00"]
)
def test_a_mark_that_is_none_begins_at_the_beginning(app: Flask, client: Client, mark: str) -> None:
    make_event("Temu")
    make_event("Lalu", timedelta(days=-2))
    for path, name in ((LIST, "after"), (ARCHIVE, "before")):
        answer = client.get(path, query_string={name: mark})
        assert answer.status_code == 200
        if not re.fullmatch(r"\d{1,17}-[0-9a-f]{32}", mark):
            assert len(ids(answer.page)) == 1


@pytest.mark.one_database
def test_the_admins_list_pages_too(app: Flask, client: Client, world: World) -> None:
    for n in range(13):
        make_event(f"Temu {n}", timedelta(days=n + 1))
        make_event(f"Lalu {n}", timedelta(days=-n - 1))
    signed_in(client, world.bagus)
    for path in (ADMIN, f"{ADMIN}?state=past"):
        found = walk(client, path)
        assert len(found) == len(set(found)) == 13


def test_five_hundred_events_cost_the_queries_of_ten(
    app: Flask, client: Client, world: World, valkey: Valkey
) -> None:
    costs = []
    admin = signed_in(app.test_client(), world.bagus)
    for number in (10, 490):
        crowd.make_events(number)
        marks = {path: _second(client, path) for path in (LIST, ARCHIVE)} if costs else {}
        assert all(marks.values())
        costs.append({path: _cost(client, valkey, path) for path in (LIST, ARCHIVE, HUB, FEED)})
        costs[-1] |= {path: _cost(admin, valkey, path) for path in (ADMIN, f"{ADMIN}?state=past")}
    few, many = costs
    assert few == many, "a list costs the same however long it is"
    assert many[LIST] == many[ARCHIVE] == 1 and many[FEED] == 2
    for path, mark in marks.items():
        assert _cost(client, valkey, str(mark)) == many[path], "so does its second page"


def _second(client: Client, path: str) -> str | None:
    return client.get(path).page.one(".more a").get("href")


def _cost(client: Client, valkey: Valkey, path: str) -> int:
    valkey.client.flushall()
    cache.values.clear()
    with counted() as seen:
        assert client.get(path).status_code == 200
    return len(seen)
