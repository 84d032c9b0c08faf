"""The hub with ten lines and with ten thousand: the same queries, about the same time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from kreatr.kernel import cache
from kreatr.kernel.db import db, unit
from tests import crowd
from tests.conformance.test_queries import counted
from tests.judge import Client
from tests.services import Valkey
from tests.world import World, change_creator

PATHS = ("/community", "/community/feed", "/community/feed.atom", "/community/feed/news?after=" + "0" * 32)
FEW, MANY = 10, 10_000
SLACK_MS = 5  # of the database, over what ten lines take; a walk through all of them takes more


def _cost(client: Client, valkey: Valkey, path: str) -> tuple[int, float]:
    """Queries of a page that is built anew, and the milliseconds they took (the best of five)."""
    best = 1e9
    for _again in range(5):
        valkey.client.flushall()
        cache.values.clear()
        with timed() as took:
            assert client.get(path).status_code == 200
        best = min(best, sum(took) * 1000)
    return len(took), best


@contextmanager
def timed() -> Iterator[list[float]]:
    """The seconds each statement took that runs inside."""
    took: list[float] = []

    def begin(
        _connection: Any, _cursor: Any, _statement: str, _values: Any, context: Any, _many: bool
    ) -> None:
        context.began = time.perf_counter()

    def end(_connection: Any, _cursor: Any, _statement: str, _values: Any, context: Any, _many: bool) -> None:
        took.append(time.perf_counter() - context.began)

    hooks = (("before_cursor_execute", begin), ("after_cursor_execute", end))
    for name, hook in hooks:
        sa.event.listen(db.engine, name, hook)
    try:
        yield took
    finally:
        for name, hook in hooks:
            sa.event.remove(db.engine, name, hook)


def test_ten_thousand_lines_cost_what_ten_cost(world: World, client: Client, valkey: Valkey) -> None:
    crowd.make_activities(FEW, world.sekar, world.items[0])
    few = {path: _cost(client, valkey, path) for path in PATHS}
    crowd.make_activities(MANY, world.sekar, world.items[0])
    if db.engine.dialect.name == "postgresql":
        with unit() as session:
            session.execute(sa.text("ANALYZE"))
    many = {path: _cost(client, valkey, path) for path in PATHS}
    for path in PATHS:
        print(f"{path}: {few[path]} with {FEW}, {many[path]} with {MANY}")
    assert {path: queries for path, (queries, _ms) in many.items()} == {
        path: queries for path, (queries, _ms) in few.items()
    }
    # A poll hands over twenty lines where there were ten.
    slow = {
        path: (few[path][1], many[path][1]) for path in PATHS if many[path][1] > 2 * few[path][1] + SLACK_MS
    }
    assert not slow


@pytest.mark.one_database
def test_announcements_are_found_by_their_own_index(app: Flask, world: World, client: Client) -> None:
    crowd.make_activities(MANY, world.sekar, world.items[0])
    with counted() as seen:
        client.get("/community")
    (asked,) = [one for one in seen if "pinned_until >" in one]
    with db.engine.connect() as connection:
        plan = connection.exec_driver_sql(
            "EXPLAIN QUERY PLAN " + asked.replace("?", "'ANNOUNCEMENT'", 1).replace("?", "1")
        ).all()
    assert any("ix_activities_announcements" in str(step) for step in plan), plan


def test_lines_of_somebody_hidden_do_not_slow_the_others(
    world: World, client: Client, valkey: Valkey
) -> None:
    crowd.make_activities(MANY, world.sekar, world.items[0])
    _queries, before = _cost(client, valkey, "/community/feed")
    change_creator(world.sekar, is_public=False)
    _queries, after = _cost(client, valkey, "/community/feed")
    assert after < 2 * before + SLACK_MS
