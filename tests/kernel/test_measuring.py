"""Measuring in the process: what is counted, that it arrives once, and that no value of a statement is kept."""

from __future__ import annotations

import os
import platform
import threading
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from kreatr.kernel import limits, measuring, tally
from kreatr.kernel.db import db
from kreatr.kernel.errors import TooManyRequests
from tests.judge import Client
from tests.services import Valkey
from tests.world import World


def _taken() -> dict[str, int]:
    """What was measured since the last time, days left out."""
    measuring.hand_over()
    batches = tally.take(measuring.GATHER)
    for batch in batches:
        tally.forget(measuring.GATHER, batch.id)
    return {what: number for batch in batches for (_day, what), number in batch.counts.items()}


def _answers() -> dict[tuple[str, str], int]:
    """(endpoint, class of status) → number."""
    found: dict[tuple[str, str], int] = {}
    for what, number in _taken().items():
        kind, *rest = what.split(" ")
        if kind == "answer":
            _hour, status, bucket, endpoint = rest
            assert int(bucket) in measuring.BUCKETS
            found[endpoint, status] = found.get((endpoint, status), 0) + number
    return found


@pytest.mark.one_database
@pytest.mark.breaks
def test_every_answer_is_counted_whoever_gave_it(app: Flask, client: Client, world: World) -> None:
    first = client.get("/community/events")
    client.get("/community/events")
    client.get("/community/events", headers={"If-None-Match": first.headers["ETag"]})
    client.get("/tidak/ada")
    client.post("/login", data={})
    client.get("/healthz")
    client.get("/static/robots.txt")
    assert _answers() == {
        ("events.index", "2"): 2,
        ("events.index", "3"): 1,
        ("-", "4"): 1,
        ("accounts.sign_in", "4"): 1,
    }
    app.extensions["kreatr_looks"] = None  # something that breaks in the middle of an answer
    try:
        client.get("/community/marketplace")
    finally:
        app.extensions["kreatr_looks"] = tally.Waiting()
    assert _answers() == {("marketplace.browse", "5"): 1}


@pytest.mark.one_database
def test_a_parcel_arrives_once_and_waits_while_valkey_is_away(app: Flask, valkey: Valkey) -> None:
    ours = measuring.of(app)
    for _answer in range(3):
        ours.answer("a.page", 200, 0.004)
    parcel = ours.owed()
    assert parcel is not None
    for _lost_answer in range(2):
        tally.add(valkey.client, measuring.GATHER, *parcel)
    assert sum(_taken().values()) == 3, "given three times, counted once"
    valkey.kill()
    ours.answer("a.page", 200, 0.004)
    measuring.hand_over()
    ours.answer("a.page", 500, 90)
    assert _taken() == {}
    valkey.restore()
    app.extensions["kreatr_valkey"].away_until = 0.0
    assert sorted(key.split(" ", 2)[2] for key in _taken()) == ["2 5 a.page", "5 60000 a.page"]


@pytest.mark.one_database
def test_threads_lose_nothing(app: Flask) -> None:
    def work() -> None:
        for _time in range(500):
            measuring.of(app).answer("a.page", 200, 0.004)

    threads = [threading.Thread(target=work) for _thread in range(8)]
    for thread in threads:
        thread.start()
    taken = 0
    while any(thread.is_alive() for thread in threads):
        taken += sum(_taken().values())
    assert taken + sum(_taken().values()) == 4000


@pytest.mark.one_database
def test_a_process_remembers_so_much_and_no_more(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measuring, "MOST", 3)
    for n in range(9):
        measuring.of(app).answer(f"page.{n}", 200, 0)
        measuring.of(app).answer("page.0", 200, 0)
    assert sorted(_taken().values()) == [1, 1, 10]


@pytest.mark.one_database
def test_uses_and_refusals_of_limits(app: Flask) -> None:
    with app.test_request_context():
        for _tap in range(2):
            limits.hit("source-refresh", "somewhere") if not _tap else _refused("source-refresh", "somewhere")
    assert _taken() == {"limit uses source-refresh": 1, "limit refusals source-refresh": 1}


def _refused(name: str, key: str) -> None:
    with pytest.raises(TooManyRequests):
        limits.hit(name, key)


@pytest.fixture
def everything_is_slow(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(measuring, "SLOW_SECONDS", 0.0)
    yield


def _slow() -> list[Any]:
    found = [what.split(" ", 3) for what in _taken() if what.startswith("slow ")]
    return sorted((endpoint, statement) for _slow, _ms, endpoint, statement in found)


def test_a_slow_statement_is_kept_without_its_values(app: Flask, everything_is_slow: None) -> None:
    asked = sa.text(
        "SELECT 'rahasia 1', 4711, username\n  FROM users WHERE email IN :many AND username = :one"
    )
    asked = asked.bindparams(sa.bindparam("many", expanding=True))
    token = measuring.doing.set("kreatr.some.job")
    db.session.execute(asked, {"many": ["satu@contoh.test", "dua@contoh.test"], "one": "rahasia"})
    db.session.rollback()
    measuring.doing.reset(token)
    ((endpoint, statement),) = [one for one in _slow() if "users" in one[1]]
    assert endpoint == "kreatr.some.job"
    for secret in ("rahasia", "4711", "contoh", "many_1_2"):
        assert secret not in statement
    assert statement.startswith("SELECT '…', …, username FROM users WHERE email IN (…)")


def test_a_statement_that_failed_was_slow_too(app: Flask, everything_is_slow: None) -> None:
    with pytest.raises(sa.exc.DBAPIError) as failed:
        db.session.execute(sa.text("SELECT nothing FROM nowhere WHERE name = :name"), {"name": "rahasia"})
    db.session.rollback()
    assert "rahasia" not in str(failed.value), "values stand in no error either"
    assert any("FROM nowhere" in statement for _endpoint, statement in _slow())


@pytest.mark.one_database
def test_a_quick_statement_is_not_kept(app: Flask) -> None:
    db.session.execute(sa.text("SELECT 1"))
    assert _taken() == {}


@pytest.mark.one_database
def test_each_process_tells_how_full_its_pool_was(
    app: Flask, valkey: Valkey, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A line of its own: a process that other tests started may still tell of itself.
    monkeypatch.setattr(measuring.of(app), "part", "web of this test")
    db.session.rollback()
    measuring.hand_over()
    with db.engine.connect(), db.engine.connect(), db.engine.connect():
        pass
    measuring.hand_over()
    ours = f"web of this test {platform.node()} {os.getpid()}".encode()
    _at, peak, size, most = map(int, valkey.client.hgetall(measuring.POOLS)[ours].split())
    assert (peak, size, most) == (3, 5, 15)
