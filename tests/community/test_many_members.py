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
from tests.judge import Client
from tests.world import World, make_item, make_user

HUB = "/community"


def test_numbers_are_those_of_the_last_count(
    app: Flask, world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(numbers, "MANY", 0)
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


def test_who_is_hidden_leaves_at_once(
    app: Flask, world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(numbers, "MANY", 0)
    assert "/portfolio/sekarayu" in [link.get("href") for link in client.get(HUB).page.all("ul.index a")]
    with unit():
        world.sekar.is_public = False
        events.record(CreatorChanged(world.sekar.id))
    assert "/portfolio/sekarayu" not in [link.get("href") for link in client.get(HUB).page.all("ul.index a")]
