"""The hub with a hundred lines and with ten thousand: the same queries, about the same work."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask

from kreatr.community.models import Activity
from kreatr.community.queries.feed import TOLD
from kreatr.kernel import cache
from kreatr.kernel.db import db, unit
from tests import crowd
from tests.conformance.test_queries import counted
from tests.effort import effort
from tests.judge import Client
from tests.services import Valkey
from tests.world import World, change_creator

PATHS = ("/community", "/community/feed", "/community/feed.atom", "/community/feed/news?after=" + "0" * 32)
FEW, MANY = 100, 10_000
SLACK = 8000  # rows, or steps of which a row takes some: for the announcements, of which the hub has all looked through


def _cost(client: Client, valkey: Valkey, path: str) -> tuple[int, int]:
    """Queries of a page that is built anew, and what they cost the database."""
    valkey.client.flushall()
    cache.values.clear()

    def ask() -> None:
        assert client.get(path).status_code == 200

    return effort(ask)


def test_ten_thousand_lines_cost_what_a_hundred_cost(world: World, client: Client, valkey: Valkey) -> None:
    crowd.make_activities(FEW, world.sekar, world.items[0])
    few = {path: _cost(client, valkey, path) for path in PATHS}
    crowd.make_activities(MANY, world.sekar, world.items[0])
    if db.engine.dialect.name == "postgresql":
        with unit() as session:
            session.execute(sa.text("ANALYZE"))
    many = {path: _cost(client, valkey, path) for path in PATHS}
    for path in PATHS:
        print(f"{path}: {few[path]} with {FEW}, {many[path]} with {MANY}")
    assert [many[path][0] for path in PATHS] == [few[path][0] for path in PATHS]
    assert [path for path in PATHS if many[path][1] > few[path][1] + SLACK] == []


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
    assert after < before + SLACK


@pytest.mark.one_database("postgresql")
def test_nobody_is_gathered_for_ten_lines(app: Flask, world: World) -> None:
    """PostgreSQL may turn a question about each line into one about everybody, asked once: with many people a slow page."""
    crowd.make_activities(MANY, world.sekar, world.items[0])
    with db.engine.connect() as connection:
        connection.execute(sa.text("ANALYZE"))
        compiled = (
            sa.select(Activity.id)
            .where(TOLD)
            .limit(10)
            .compile(connection, compile_kwargs={"literal_binds": True})
        )
        plan = connection.exec_driver_sql(f"EXPLAIN {compiled}").scalars().all()
    assert "hashed" not in "\n".join(plan)
