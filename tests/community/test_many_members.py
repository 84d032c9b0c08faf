"""A large house is counted by the worker: pages say what it counted last and when, and hide at once who is hidden."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from kreatr.community import jobs, queries
from kreatr.community.queries import numbers
from kreatr.creators.events import CreatorChanged
from kreatr.kernel import clock, events
from kreatr.kernel.db import unit
from tests.conformance.test_queries import counted
from tests.judge import Client
from tests.services import Valkey
from tests.world import World, make_item, make_user

HUB = "/community"


def test_numbers_are_those_of_the_last_count(
    app: Flask, world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(numbers, "MANY", 0)
    jobs.count()
    with app.app_context():
        before = queries.statistics()
    make_user("baru")
    make_item(world.rizky, "Baru")
    with app.app_context():
        kept = queries.statistics()
        assert kept == before and clock.now() - kept["measured_at"] < timedelta(minutes=5)
    jobs.count()
    make_item(world.rizky, "Lebih baru")  # renews what this process remembers
    with app.app_context():
        counted = queries.statistics()
    assert counted["members"] == before["members"] + 1 and counted["projects"] == before["projects"] + 1
    assert counted["measured_at"] > before["measured_at"]


def test_a_page_never_counts_in_the_workers_place(
    app: Flask, world: World, client: Client, valkey: Valkey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(numbers, "MANY", 0)
    for lost in (valkey.client.flushall, valkey.kill):  # nothing is written down, or nobody can be asked
        lost()
        with app.app_context(), counted() as seen:
            found = queries.statistics(), queries.contributors()
        assert (found[0]["members"], found[0]["projects"], found[1]) == (0, 0, [])
        assert not [one for one in seen if "count(" in one]
        assert "Proyek aktif" not in client.get(HUB).page.text("main")


def test_who_is_hidden_leaves_at_once(
    app: Flask, world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(numbers, "MANY", 0)
    jobs.count()
    assert "/portfolio/sekarayu" in [link.get("href") for link in client.get(HUB).page.all("ul.index a")]
    with unit():
        world.sekar.is_public = False
        events.record(CreatorChanged(world.sekar.id))
    assert "/portfolio/sekarayu" not in [link.get("href") for link in client.get(HUB).page.all("ul.index a")]
